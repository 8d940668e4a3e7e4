import type { Funnel, Response } from '@milepost/protocol';
import {
  buildCsat,
  buildEnvelope,
  buildNps,
  buildResponse,
  type CountedRow,
  createRandom,
  startCollector,
  type TestCollector,
} from '@milepost/testkit';
import { describe, expect, test } from 'vitest';

const hour = 3_600_000;
const ago = (ms: number) => new Date(Date.parse(buildEnvelope().sent) - ms).toISOString();

const post = (collector: TestCollector, responses: Response[]) =>
  collector.post(
    buildEnvelope({
      sent: new Date(collector.clock()).toISOString(),
      responses,
      person: { traits: { plan: 'pro' } },
    }),
  );

async function funnel(collector: TestCollector, parameters: Record<string, string> = {}) {
  const { body } = await collector.counts({ metric: 'csat', ...parameters });
  return body.rows[0]?.funnel;
}

const expectWhole = ({ shown, started, completed, dismissed, ignored, open }: CountedRow['funnel']) => {
  expect(completed + dismissed + ignored + open).toBe(shown);
  expect(started).toBeLessThanOrEqual(shown);
  for (const count of [shown, started, completed, dismissed, ignored, open])
    expect(count).toBeGreaterThanOrEqual(0);
};

describe('a prompt counts as', () => {
  const at = ago(5_000);
  const completed = ago(1_000);

  test.each<[string, Partial<Response>, Partial<Funnel>]>([
    ['open when nothing else is known', {}, { started: 0, open: 1 }],
    [
      'started with an answer',
      { answers: [{ question: 'satisfaction', value: 2 }] },
      { started: 1, open: 1 },
    ],
    ['started with words only', { answers: [{ question: 'why', value: 'Slow' }] }, { started: 1, open: 1 }],
    ['not started with a withdrawn answer', { answers: [{ question: 'why', value: null }] }, { started: 0 }],
    ['completed', { completed }, { completed: 1, completionRate: 1 }],
    ['dismissed when closed', { dismissed: { at, reason: 'closed' } }, { dismissed: 1, dismissRate: 1 }],
    ['dismissed when escaped', { dismissed: { at, reason: 'escape' } }, { dismissed: 1 }],
    ['dismissed when put off', { dismissed: { at, reason: 'later' } }, { dismissed: 1 }],
    ['ignored when timed out', { dismissed: { at, reason: 'timeout' } }, { ignored: 1, dismissRate: 0 }],
    ['ignored when superseded', { dismissed: { at, reason: 'superseded' } }, { ignored: 1 }],
    ['completed, though dismissed too', { completed, dismissed: { at, reason: 'later' } }, { completed: 1 }],
  ])('%s', async (_what, state, expected) => {
    await using collector = await startCollector();
    await post(collector, [buildResponse(state)]);
    const found = await funnel(collector);
    expect(found).toMatchObject({ shown: 1, ...expected });
    if (found) expectWhole(found);
  });
});

test('rates have what was shown as their base', async () => {
  await using collector = await startCollector();
  const dismissed = { at: ago(5_000), reason: 'closed' as const };
  await post(collector, [
    buildCsat(4, { completed: ago(1_000) }),
    buildCsat(4),
    buildCsat(1, { dismissed }),
    buildResponse({ dismissed }),
    buildResponse({ dismissed: { ...dismissed, reason: 'timeout' } }),
    buildResponse(),
    buildResponse(),
    buildResponse(),
  ]);
  expect(await funnel(collector)).toEqual({
    shown: 8,
    started: 3,
    completed: 1,
    dismissed: 2,
    ignored: 1,
    open: 4,
    answerRate: 3 / 8,
    completionRate: 1 / 8,
    dismissRate: 2 / 8,
  });
});

describe('an open prompt', () => {
  test('is ignored a day later, until it is answered after all', async () => {
    await using collector = await startCollector();
    const response = buildResponse({ shown: ago(0) });
    await post(collector, [response]);
    collector.clock.advance(24 * hour - 1_000);
    expect(await funnel(collector)).toMatchObject({ shown: 1, ignored: 0, open: 1 });
    collector.clock.advance(2_000);
    expect(await funnel(collector)).toMatchObject({ shown: 1, ignored: 1, open: 0 });
    expect(await funnel(collector, { by: 'plan', interval: 'day' })).toMatchObject({ ignored: 1, open: 0 });
    await post(collector, [{ ...response, completed: ago(-25 * hour) }]);
    expect(await funnel(collector)).toMatchObject({ shown: 1, completed: 1, ignored: 0, open: 0 });
  });

  test('has the age of its corrected showing', async () => {
    await using collector = await startCollector();
    const { clock } = collector;
    // By its own clock, three days behind, this was shown three days ago; by ours just now.
    const sent = new Date(clock() - 72 * hour).toISOString();
    await collector.post(buildEnvelope({ sent, responses: [buildResponse({ shown: sent })] }));
    expect(await funnel(collector)).toMatchObject({ shown: 1, ignored: 0, open: 1 });
    clock.advance(25 * hour);
    expect(await funnel(collector)).toMatchObject({ shown: 1, ignored: 1, open: 0 });
  });

  test('is open only in the days and rows that it lies in', async () => {
    await using collector = await startCollector();
    await post(collector, [buildResponse({ shown: ago(8 * hour), locale: 'de' }), buildCsat(4)]);
    const { body } = await collector.counts({ metric: 'csat', interval: 'day', by: 'locale' });
    expect(body.rows).toMatchObject([{ period: '2026-11-21', group: { locale: 'de' }, funnel: { open: 1 } }]);
    expect(await funnel(collector, { from: '2026-11-22' })).toMatchObject({ shown: 1, open: 1 });
    expect(await funnel(collector, { to: '2026-11-22' })).toMatchObject({ shown: 1, open: 1 });
    expect(await funnel(collector)).toMatchObject({ shown: 2, open: 2 });
    const nps = await collector.counts({ metric: 'nps' });
    expect(nps.body.rows).toEqual([]);
  });
});

test('any mix adds up, in every row of every breakdown', async () => {
  const random = createRandom(7);
  const chance = <T>(of: number, value: T) => (random() < of ? value : undefined);
  const defined = (state: object) =>
    Object.fromEntries(Object.entries(state).filter(([, value]) => value !== undefined)) as Partial<Response>;
  await using collector = await startCollector();
  const reasons = ['closed', 'escape', 'later', 'timeout', 'superseded'] as const;
  const mix = () => {
    const shown = ago(random.int(0, 60) * hour);
    const state = defined({
      shown,
      completed: chance(0.3, shown),
      dismissed: chance(0.3, { at: shown, reason: random.pick(reasons) }),
      locale: chance(0.7, random.pick(['en', 'de', 'fr'])),
      channel: chance(0.5, random.pick(['inline', 'email'])),
    });
    if (random() < 0.3) return buildResponse(state);
    return random() < 0.5 ? buildCsat(random.int(1, 5), state) : buildNps(random.int(0, 10), state);
  };
  const responses = Array.from({ length: 400 }, mix);
  for (let start = 0; start < responses.length; start += 100)
    await post(collector, responses.slice(start, start + 100));
  for (const round of [0, 1, 2, 3]) {
    for (const metric of ['csat', 'nps'])
      for (const by of ['touchpoint', 'locale', 'channel', 'plan', 'question'])
        for (const interval of ['all', 'day']) {
          const { body } = await collector.counts({ metric, by, interval });
          expect(body.rows.length, `${metric} by ${by}, round ${round}`).toBeGreaterThan(0);
          for (const row of body.rows) expectWhole(row.funnel);
        }
    const csat = await funnel(collector);
    expect(csat?.shown).toBe(responses.filter(({ touchpoint }) => touchpoint === 'ticket_closed').length);
    collector.clock.advance(10 * hour);
  }
});
