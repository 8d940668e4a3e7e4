import { randomUUID } from 'node:crypto';
import type { FunnelAnswer } from '@milepost/protocol';
import { buildEnvelope, buildTally, startCollector, type TestCollector } from '@milepost/testkit';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';

interface Shown {
  plan?: string;
  on?: string;
  count: number;
  /** Somebody who is asked each time; else each time it is somebody else. */
  person?: string;
  end?: 'completed' | 'dismissed' | 'ignored';
  channel?: 'email';
}

function prompts(touchpoint: 'ticket_closed' | 'pulse', { plan, on = '2026-11-10', count, ...shown }: Shown) {
  const { person, end, channel } = shown;
  const at = `${on}T12:00:05Z`;
  return Array.from({ length: count }, () => ({
    id: randomUUID(),
    touchpoint,
    survey: touchpoint === 'pulse' ? 'relationship-nps' : 'support-csat',
    version: 1,
    shown: `${on}T12:00:00Z`,
    ...(plan && { person: { id: person ?? randomUUID(), traits: { plan } } }),
    ...(channel && { channel }),
    ...(end === 'completed' && {
      completed: at,
      answers: [{ question: touchpoint === 'pulse' ? 'recommend' : 'satisfaction', value: 4, at }],
    }),
    ...(end === 'dismissed' && { dismissed: { at, reason: 'closed' } }),
    ...(end === 'ignored' && { dismissed: { at, reason: 'timeout' } }),
  }));
}

const monthly = 'mp_sec_scores-alone-0123456789';
let collector: TestCollector;
beforeAll(async () => {
  collector = await startCollector({ keys: { [monthly]: ['scores:read'] } });
  const { body } = await collector.importLines([
    ...prompts('ticket_closed', { plan: 'pro', count: 6, end: 'completed' }),
    ...prompts('ticket_closed', { plan: 'free', count: 8, end: 'dismissed' }),
    ...prompts('ticket_closed', { plan: 'free', count: 5, end: 'completed' }),
    ...prompts('ticket_closed', { plan: 'free', count: 2, end: 'completed', channel: 'email' }),
    ...prompts('ticket_closed', { plan: 'solo', count: 20, person: 'one', end: 'ignored' }),
    ...prompts('pulse', { on: '2026-10-20', count: 4 }),
  ]);
  expect(body).toMatchObject({ rejected: 0, faults: [] });
  const tallies = [
    buildTally({ day: '2026-11-09', triggered: 10, gates: { sample: 3, quiet_period: 2 } }),
    buildTally({ day: '2026-11-10', triggered: 50, gates: { sample: 4 } }),
    buildTally({ day: '2026-11-20', touchpoint: 'pulse', triggered: 7, gates: { paused: 7 } }),
  ];
  const sent = await collector.post(buildEnvelope({ responses: [], tallies }));
  expect([sent.status, sent.body.rejected]).toEqual([200, []]);
});
afterAll(() => collector.stop());

const ask = <T = FunnelAnswer>(parameters: Record<string, string> = {}, secretKey = collector.secretKey) =>
  collector.request<T>(`/v1/funnel?${new URLSearchParams(parameters)}`, {
    headers: { Authorization: `Bearer ${secretKey}` },
  });

const untold = { triggered: null, gates: null, eligible: null };
const nothing = { shown: 0, started: 0, completed: 0, dismissed: 0, ignored: 0, open: 0 };
const noRates = { answerRate: null, completionRate: null, dismissRate: null };

describe('the funnel', () => {
  test('goes from the trigger to the last answer, by touchpoint', async () => {
    const { status, body } = await ask();
    expect(status).toBe(200);
    expect(body).toEqual({
      from: null,
      to: '2026-11-23',
      interval: 'all',
      timezone: 'UTC',
      rows: [
        {
          period: 'all',
          group: { touchpoint: 'pulse' },
          partial: false,
          triggered: 7,
          gates: { paused: 7 },
          eligible: 0,
          ...nothing,
          shown: 4,
          ignored: 4,
          answerRate: 0,
          completionRate: 0,
          dismissRate: 0,
          suppressed: null,
        },
        {
          period: 'all',
          group: { touchpoint: 'ticket_closed' },
          partial: false,
          triggered: 60,
          gates: { sample: 7, quiet_period: 2 },
          eligible: 51,
          shown: 41,
          started: 13,
          completed: 13,
          dismissed: 8,
          ignored: 20,
          open: 0,
          answerRate: 13 / 41,
          completionRate: 13 / 41,
          dismissRate: 8 / 41,
          suppressed: null,
        },
      ],
      notes: [],
    });
  });

  test('by month has a row for tallies alone', async () => {
    const { body } = await ask({ interval: 'month', touchpoint: 'pulse' });
    expect(body.rows).toMatchObject([
      { period: '2026-10', group: { touchpoint: 'pulse' }, partial: false, ...untold, shown: 4 },
      { period: '2026-11', partial: true, triggered: 7, eligible: 0, ...nothing, ...noRates },
    ]);
  });

  test('by stage and pattern knows what was triggered, in the days asked for', async () => {
    const { body } = await ask({ by: 'stage,pattern', from: '2026-11-10', to: '2026-11-20' });
    expect(body.rows).toMatchObject([
      {
        group: { stage: 'support', pattern: 'past' },
        triggered: 50,
        gates: { sample: 4 },
        eligible: 46,
        shown: 41,
      },
    ]);
    expect(body.rows).toHaveLength(1);
    const whole = await ask({ by: 'stage', stage: 'relationship' });
    expect(whole.body.rows).toMatchObject([{ group: { stage: 'relationship' }, triggered: 7, shown: 4 }]);
  });

  test.each<[string, Record<string, string>, number[]]>([
    ['survey', { by: 'survey' }, [4, 41]],
    ['version', { by: 'survey,version' }, [4, 41]],
    ['a survey', { survey: 'support-csat' }, [41]],
  ])('by %s does not', async (_what, parameters, shown) => {
    const { body } = await ask(parameters);
    expect(body.rows.map((row) => row.shown)).toEqual(shown);
    expect(body.rows).toMatchObject(shown.map(() => untold));
    expect(body.notes).toEqual([expect.stringMatching(/^triggered, gates and eligible are null/)]);
  });

  test('as CSV has a column for each gate', async () => {
    const { body } = await ask<string>({ format: 'csv', touchpoint: 'ticket_closed' });
    expect(body.split('\r\n')[0]).toContain('"triggered","gates.quiet_period","gates.sample","eligible"');
    const none = await ask<string>({ format: 'csv', from: '2026-01-01', to: '2026-01-02' });
    expect(none.body).toContain('"period","triggered","eligible","shown"');
  });
});

describe('by a segment', () => {
  const shownBy = ({ rows }: FunnelAnswer) =>
    rows.map(({ group, shown }) => [Object.values(group).join(), shown]);

  test('a row of one person is suppressed, and the smallest beside it', async () => {
    // Beside the four who have no plan, nothing else has to go.
    expect(shownBy((await ask({ by: 'plan' })).body)).toEqual([
      ['free', 15],
      ['pro', 6],
      ['solo', null],
    ]);
    const { body } = await ask({ by: 'plan', from: '2026-11-01' });
    expect(shownBy(body)).toEqual([
      ['free', 15],
      ['pro', null],
      ['solo', null],
    ]);
    expect(body.rows[2]).toEqual({
      period: 'all',
      group: { plan: 'solo' },
      partial: false,
      ...untold,
      ...Object.fromEntries(Object.keys(nothing).map((name) => [name, null])),
      ...noRates,
      suppressed: 'k_anonymity',
    });
  });

  test('a filter to one person shows nothing either', async () => {
    const { body } = await ask({ where: 'plan:solo' });
    expect(body.rows).toMatchObject([{ group: { touchpoint: 'ticket_closed' }, shown: null }]);
  });

  test('a row whose rest is of few people is suppressed', async () => {
    const { body } = await ask({ channel: 'in_app', touchpoint: 'ticket_closed' });
    // Two people were asked by e-mail.
    expect(body.rows).toMatchObject([{ shown: null, suppressed: 'k_anonymity' }]);
  });

  test('two at once are read from the responses', async () => {
    const { body } = await ask({ by: 'plan', channel: 'in_app', touchpoint: 'ticket_closed' });
    expect(shownBy(body)).toEqual([
      // The plan less these would be the two by e-mail.
      ['free', null],
      ['pro', null],
      ['solo', null],
    ]);
    expect(body.notes).toContainEqual(expect.stringMatching(/the responses themselves were read/));
  });

  test('is told in whole months to a key that reads scores alone', async () => {
    const { body } = await ask({ by: 'plan', interval: 'month' }, monthly);
    expect(body.rows[0]).toMatchObject({ period: '2026-11', group: { plan: 'free' }, shown: 15 });
    const days = await ask({ by: 'plan', interval: 'day' }, monthly);
    expect([days.status, days.body.errors?.[0]?.path]).toEqual([400, '/interval']);
    expect((await ask({ interval: 'day' }, monthly)).status).toBe(200);
  });
});

test.each<[string, Record<string, string>, string, RegExp]>([
  ['a question', { by: 'question' }, '/by', /by=survey/],
  ['a scale', { by: 'touchpoint,scale' }, '/by', /by=survey/],
  ['an unknown breakdown', { by: 'touchpont' }, '/by', /"touchpoint"/],
  ['three breakdowns', { by: 'touchpoint,survey,plan' }, '/by', /at most 2/],
  ['one twice', { by: 'plan,plan' }, '/by', /twice/],
  ['an unknown stage', { stage: 'suport' }, '/stage', /"support"/],
  ['a metric', { metric: 'nps' }, '/metric', /not known/],
  ['a range that is none', { from: '2026-11-02', to: '2026-11-01' }, '/to', /later than from/],
])('%s is refused', async (_what, parameters, path, message) => {
  const { status, body } = await ask(parameters);
  expect([status, body.code]).toEqual([400, 'query_invalid']);
  expect(body.errors).toEqual([{ path, message: expect.stringMatching(message) }]);
});

test('gates that are not known are counted together, whatever they are called, and break nothing', async () => {
  await using other = await startCollector();
  const odd = (text: string) => JSON.parse(text) as Record<string, number>;
  const tallies = [
    buildTally({ triggered: 9, gates: odd('{"constructor":2,"sample":1,"__proto__":3}') }),
    buildTally({ triggered: 9, gates: odd('{"later_gate":1,"toString":4}') }),
  ];
  const { body: told } = await other.post(buildEnvelope({ responses: [], tallies }));
  expect(told).toMatchObject({ rejected: [] });
  const { status, body } = await other.request<FunnelAnswer>('/v1/funnel', {
    headers: { Authorization: `Bearer ${other.secretKey}` },
  });
  expect([status, body.rows[0]?.triggered, body.rows[0]?.gates]).toEqual([200, 18, { other: 7, sample: 1 }]);
});
