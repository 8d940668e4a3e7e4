import { randomUUID } from 'node:crypto';
import { difference, estimators, histogram, pooledTest } from '@milepost/metrics';
import type { HotspotAnswer } from '@milepost/protocol';
import { buildAnswer, buildProgram, startCollector, type TestCollector } from '@milepost/testkit';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';

const scale = { id: '1..5', min: 1, max: 5 };
const csat = (hits: number, misses: number) => estimators.csat(histogram(scale, [misses, 0, 0, 0, hits]));

/** So many answers of 5 and of 1 from people of a plan, each of somebody else. */
function answers(plan: string, { hits, misses, on }: { hits: number; misses: number; on: string }) {
  return Array.from({ length: hits + misses }, (_, index) => ({
    id: randomUUID(),
    touchpoint: 'ticket_closed',
    survey: 'support-csat',
    version: 1,
    shown: `${on}T12:00:00Z`,
    person: { id: `${plan}-${on}-${index}`, traits: { plan } },
    answers: [buildAnswer('satisfaction', index < hits ? 5 : 1, `${on}T12:00:05Z`)],
  }));
}

let collector: TestCollector;
beforeAll(async () => {
  collector = await startCollector({ keys: { [monthly]: ['scores:read'] } });
  const { body } = await collector.importLines([
    ...answers('free', { hits: 60, misses: 140, on: '2026-10-10' }),
    ...answers('pro', { hits: 160, misses: 40, on: '2026-10-11' }),
    ...answers('team', { hits: 5, misses: 4, on: '2026-10-12' }),
    ...answers('one', { hits: 3, misses: 0, on: '2026-10-12' }),
    ...answers('two', { hits: 0, misses: 4, on: '2026-10-12' }),
    ...answers('free', { hits: 120, misses: 80, on: '2026-09-10' }),
    ...answers('pro', { hits: 78, misses: 22, on: '2026-09-11' }),
  ]);
  expect(body).toMatchObject({ rejected: 0, faults: [] });
});
afterAll(() => collector.stop());

const monthly = 'mp_sec_scores-alone-0123456789';
const ask = <T = HotspotAnswer>(parameters: Record<string, string>, secretKey = collector.secretKey) =>
  collector.request<T>(`/v1/hotspots?${new URLSearchParams(parameters)}`, {
    headers: { Authorization: `Bearer ${secretKey}` },
  });
const october = { metric: 'csat', by: 'plan', from: '2026-10-01', to: '2026-11-01' };

describe('hot spots', () => {
  test('are what a hand computes', async () => {
    const { status, body } = await ask(october);
    expect(status).toBe(200);
    const { rows, ...head } = body;
    expect(head).toMatchObject({
      metric: 'csat',
      scale: '1..5',
      from: '2026-10-01',
      to: '2026-11-01',
      timezone: 'UTC',
      by: ['plan'],
      q: 0.05,
      minN: 30,
      minEffect: 10,
    });
    expect(rows.map(({ group, flag }) => [group['plan'], flag])).toEqual([
      ['free', 'hot'],
      ['pro', 'bright'],
      ['one', 'none'],
      ['team', 'none'],
      ['two', 'none'],
    ]);
    const [free, pro, one, team] = rows;
    // Of the others, pro and team are shown: 165 of 209.
    const rest = { n: 209, sum: 165, sumOfSquares: 165 };
    const p = pooledTest(rest, csat(60, 140).moments)?.p ?? 1;
    expect(free).toMatchObject({
      n: 200,
      score: 30,
      rest: expect.closeTo((100 * 165) / 209, 9),
      effect: expect.closeTo(30 - (100 * 165) / 209, 9),
      p: expect.closeTo(p, 20),
    });
    const proP = pooledTest({ n: 209, sum: 65, sumOfSquares: 65 }, csat(160, 40).moments)?.p ?? 1;
    expect(free?.adjusted).toBeCloseTo(Math.min(2 * Math.min(p, proP), Math.max(p, proP)), 20);
    expect(pro).toMatchObject({ score: 80, p: expect.closeTo(proP, 20) });
    expect(team).toMatchObject({ n: 9, score: null, rest: null, p: null, precision: 'counts_only' });
    expect(one).toMatchObject({ n: null, rest: null, suppressed: 'k_anonymity', change: null });
  });

  test('are held against the month before', async () => {
    const { body } = await ask(october);
    const of = (plan: string) => body.rows.find(({ group }) => group['plan'] === plan)?.change;
    const free = difference(csat(120, 80), csat(60, 140));
    const pro = difference(csat(78, 22), csat(160, 40));
    expect(of('free')).toEqual({
      from: '2026-09-01/2026-10-01',
      difference: -30,
      low: expect.closeTo(free.low ?? 0, 9),
      high: expect.closeTo(free.high ?? 0, 9),
      p: expect.closeTo(free.p ?? 0, 20),
      adjusted: expect.closeTo(2 * (free.p ?? 0), 20),
      flag: 'hot',
    });
    expect(of('pro')).toMatchObject({
      difference: 2,
      adjusted: expect.closeTo(pro.p ?? 0, 12),
      flag: 'none',
    });
    expect(of('team')).toBeNull();
  });

  test('have no past where the range is open', async () => {
    const { body } = await ask({ metric: 'csat', by: 'plan' });
    expect(body.from).toBeNull();
    expect(body.rows.map(({ change }) => change)).toEqual(body.rows.map(() => null));
    expect(body.rows[0]).toMatchObject({ group: { plan: 'free' }, n: 400, score: 45, flag: 'hot' });
  });

  test('can be flagged by other limits', async () => {
    const flags = async (given: object) =>
      (await ask({ ...october, ...given })).body.rows.slice(0, 2).map(({ flag }) => flag);
    expect(await flags({ minN: '201' })).toEqual(['none', 'none']);
    expect(await flags({ minEffect: '49.1' })).toEqual(['none', 'none']);
    expect(await flags({ minEffect: '40' })).toEqual(['hot', 'bright']);
    expect(await flags({ q: `0.${'0'.repeat(29)}1` })).toEqual(['none', 'none']);
  });

  test('of nothing are no rows', async () => {
    const { status, body } = await ask({ metric: 'nps', by: 'touchpoint' });
    expect([status, body.rows, body.scale]).toEqual([200, [], '0..10']);
  });

  test('come as CSV', async () => {
    const { headers, body } = await ask<string>({ ...october, format: 'csv' });
    expect(headers.get('Content-Type')).toBe('text/csv; charset=utf-8; header=present');
    const [header = '', first = ''] = body.split('\r\n');
    expect(header).toMatch(/"group\.plan","n","score"/);
    expect(first).toMatch(/^"free",200,30,/);
  });
});

describe('a key that reads scores alone', () => {
  test('sees whole months of segments, and changes of whole months', async () => {
    const { status, body } = await ask(october, monthly);
    expect(status).toBe(200);
    expect(body.rows[0]?.change).toMatchObject({ from: '2026-09-01/2026-10-01', difference: -30 });
    const open = await ask({ metric: 'csat', by: 'plan', from: '2026-10-01' }, monthly);
    expect(open.body.rows[0]).toMatchObject({ n: 200, change: null });
    expect(open.body.notes).toEqual([expect.any(String), expect.stringMatching(/^No change is told: /)]);
  });

  test('sees no free range', async () => {
    const { status, body } = await ask({ ...october, from: '2026-10-02' }, monthly);
    expect([status, body.code, body.errors]).toEqual([
      400,
      'query_invalid',
      [{ path: '/from', message: expect.stringMatching(/^must be the first day of a month/) }],
    ]);
  });
});

describe('a query that cannot be answered is refused:', () => {
  test.each<[string, Record<string, string>, string, RegExp]>([
    ['no breakdown', { metric: 'csat' }, '/by', /^is required$/],
    ['an exponent', { metric: 'csat', by: 'plan', minN: '3e1' }, '/minN', /a number such as/],
    ['an empty one', { metric: 'csat', by: '' }, '/by/0', /names/],
    ['an unknown one', { metric: 'csat', by: 'plam' }, '/by', /did you mean "plan"/],
    ['an unknown touchpoint', { ...october, touchpoint: 'ticket_close' }, '/touchpoint', /"ticket_closed"/],
    ['an unknown segment', { ...october, where: 'plam:pro' }, '/where', /did you mean "plan"/],
    ['a share above 1', { ...october, q: '1.5' }, '/q', /below 1/],
    ['a negative effect', { ...october, minEffect: '-1' }, '/minEffect', /0 or more/],
    ['a range that is none', { ...october, to: '2026-10-01' }, '/to', /later than from/],
    ['an unknown parameter', { ...october, confidence: '0.9' }, '/confidence', /not known/],
    ['the overall score', { ...october, metric: 'cx' }, '/metric', /one of/],
  ])('%s', async (_what, parameters, path, message) => {
    const { status, body } = await ask(parameters);
    expect([status, body.code]).toEqual([400, 'query_invalid']);
    expect(body.errors).toEqual([{ path, message: expect.stringMatching(message) }]);
  });

  test('groups on different scales', async () => {
    const points = (id: string, count: 3 | 5) => ({
      questions: [{ id, type: 'csat' as const, text: 'How satisfied?', points: count }],
    });
    const program = buildProgram();
    await using mixed = await startCollector({
      program: {
        ...program,
        surveys: { 'support-csat': points('satisfaction', 5), 'relationship-nps': points('recommend', 3) },
      },
    });
    const line = (touchpoint: string, survey: string, question: string) => ({
      id: randomUUID(),
      touchpoint,
      survey,
      version: 1,
      shown: '2026-10-10T12:00:00Z',
      answers: [buildAnswer(question, 3, '2026-10-10T12:00:05Z')],
    });
    await mixed.importLines(
      Array.from({ length: 5 }, () => [
        line('ticket_closed', 'support-csat', 'satisfaction'),
        line('pulse', 'relationship-nps', 'recommend'),
      ]).flat(),
    );
    const { status, body } = await mixed.request<HotspotAnswer>('/v1/hotspots?metric=csat&by=scale', {
      headers: { Authorization: `Bearer ${mixed.secretKey}` },
    });
    expect([status, body.code, body.detail]).toEqual([400, 'scale_mixed', expect.stringMatching(/scale=/)]);
  });
});
