import type { Response } from '@milepost/protocol';
import { hash } from '@milepost/protocol/hash';
import { beforeEach, describe, expect, test } from 'vitest';
import type { CxEvent } from '../api.ts';
import { askFor } from './ask.fixture.ts';
import { type Prepared, prepare, type Text } from './prepare.ts';
import { createShowing } from './showing.ts';

let now: number;
let kept: Response[];
let remembered: object[];
let told: [string, CxEvent][];
let ended: number;

beforeEach(() => {
  now = Date.parse('2026-11-22T07:00:00.000Z');
  kept = [];
  remembered = [];
  told = [];
  ended = 0;
});

async function showing(channel: 'in_app' | 'inline' = 'in_app', change: Partial<Prepared & Text> = {}) {
  const ask = askFor({ facts: { ticketId: 'T-42' } });
  const prepared = prepare(ask, ask.occasion, 'en');
  if (!prepared) throw new Error('nothing to show');
  return createShowing(
    { ...prepared, sample: 0.5, ...change },
    { ...(await prepared.text), ...change },
    {
      id: 'r1',
      seed: 7,
      hashOf: hash,
      channel,
      path: '/tickets/42',
      now: () => now,
      put: ({ response }) => kept.push(response),
      remember: (fate) => remembered.push(fate),
      emit: (name, event) => told.push([name, event]),
      ended: () => (ended += 1),
    },
  );
}

describe('a showing', () => {
  test('records nothing before it begins, and begins once', async () => {
    const { begin } = await showing();
    expect(kept).toEqual([]);
    begin();
    now += 500;
    begin();
    expect(kept).toEqual([
      {
        id: 'r1',
        touchpoint: 'ticket_closed',
        survey: 'csat',
        version: 3,
        shown: '2026-11-22T07:00:00.000Z',
        sample: 0.5,
        locale: 'en',
        page: '/tickets/42',
        facts: { ticketId: 'T-42' },
      },
    ]);
    expect(remembered).toEqual([{ shown: now - 500 }]);
    expect(told).toEqual([['shown', { touchpoint: 'ticket_closed' }]]);
  });

  test('keeps every state whole, each answer with its time', async () => {
    const { begin, session, outcome } = await showing();
    begin();
    now += 1_000;
    session.answer(4);
    expect(kept.at(-1)).toMatchObject({
      shown: '2026-11-22T07:00:00.000Z',
      answers: [{ question: 'how', value: 4, at: '2026-11-22T07:00:01.000Z' }],
      completed: '2026-11-22T07:00:01.000Z',
    });
    expect(told.map(([name]) => name)).toEqual(['shown', 'answered', 'completed']);
    expect(await outcome).toEqual({ status: 'completed', answers: { how: 4 } });
    expect(ended).toBe(1);
  });

  test('says how often somebody was asked in the flow of the page: always', async () => {
    (await showing('inline')).begin();
    expect(kept).toMatchObject([{ channel: 'inline', sample: 1 }]);
    expect(remembered).toEqual([]);
  });

  test('begins with its first answer when nobody saw it begin', async () => {
    const { session } = await showing('inline');
    session.answer(4);
    expect(kept[0]).not.toHaveProperty('answers');
    expect(told.map(([name]) => name)).toEqual(['shown', 'answered', 'completed']);
    expect(remembered).toEqual([{ shown: now }]);
  });

  test.each(['closed', 'escape', 'later'] as const)(
    'that was %s without an answer was refused',
    async (reason) => {
      const { begin, session } = await showing();
      begin();
      session.dismiss(reason);
      expect(kept.at(-1)).toMatchObject({ dismissed: { reason, at: '2026-11-22T07:00:00.000Z' } });
      expect(remembered).toEqual([{ shown: now }, { shown: now, dismissed: true }]);
    },
  );

  test.each(['timeout', 'superseded'] as const)('that went by %s was not refused', async (reason) => {
    const { begin, session } = await showing();
    begin();
    session.dismiss(reason);
    expect(remembered).toEqual([{ shown: now }]);
  });

  test('that nobody saw is told as dismissed, and never recorded, even if it begins afterwards', async () => {
    const { begin, session, outcome } = await showing('inline');
    session.dismiss('superseded');
    begin();
    expect(kept).toEqual([]);
    expect(told).toEqual([['dismissed', { touchpoint: 'ticket_closed', reason: 'superseded', answers: {} }]]);
    expect(await outcome).toEqual({ status: 'dismissed', reason: 'superseded', answers: {} });
    expect(ended).toBe(1);
  });

  test('withdraws with null what is no answer any more', async () => {
    const { begin, session } = await showing('in_app', {
      questions: [
        { id: 'how', type: 'text', text: 'How?', optional: true },
        { id: 'why', type: 'text', text: 'Why?' },
      ],
    });
    begin();
    session.answer('Well');
    session.back();
    session.answer(null);
    expect(kept.at(-1)?.answers).toEqual([{ question: 'how', value: null, at: new Date(now).toISOString() }]);
    expect(told.at(-1)).toEqual(['answered', { touchpoint: 'ticket_closed', question: 'how', answers: {} }]);
  });

  test('records what the order of its options was made of, where there is one', async () => {
    const options = [
      { id: 'a', text: 'A' },
      { id: 'b', text: 'B' },
    ];
    (
      await showing('in_app', {
        questions: [{ id: 'which', type: 'choice', text: 'Which?', options, shuffle: true }],
      })
    ).begin();
    expect(kept).toMatchObject([{ seed: 7 }]);
  });
});
