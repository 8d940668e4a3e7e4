import { randomUUID } from 'node:crypto';
import type { TrendAnswer } from '@milepost/protocol';
import { buildAnswer, startCollector, type TestCollector } from '@milepost/testkit';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';

const monday = Date.parse('2026-08-03T12:00:00Z');
const weekMs = 7 * 86_400_000;

/** A hundred answers of a week, counted from that of the 3rd of August: so many of 5, the rest of 1. */
function week(number: number, { hits, of = 100 }: { hits: number; of?: number }) {
  const shown = new Date(monday + number * weekMs);
  return Array.from({ length: of }, (_, index) => ({
    id: randomUUID(),
    touchpoint: 'ticket_closed',
    survey: 'support-csat',
    version: 1,
    shown: shown.toISOString(),
    answers: [
      buildAnswer('satisfaction', index < hits ? 5 : 1, new Date(shown.getTime() + 5_000).toISOString()),
    ],
  }));
}

let collector: TestCollector;
beforeAll(async () => {
  collector = await startCollector();
  // Weeks 32 to 43; from week 40 on 15 points are missing. The 22nd of November lies in week 47.
  const hits = [74, 76, 75, 75, 76, 74, 75, 75, 60, 60, 60, 60];
  const weeks = hits.map((count, number) => week(number, { hits: count }));
  const { body } = await collector.importLines([
    ...weeks.flat(),
    ...week(13, { hits: 0, of: 9 }),
    ...week(14, { hits: 0, of: 4 }),
    ...week(15, { hits: 0 }),
  ]);
  expect(body).toMatchObject({ rejected: 0 });
});
afterAll(() => collector.stop());

const ask = <T = TrendAnswer>(parameters: Record<string, string> = {}) =>
  collector.request<T>(
    `/v1/trends?${new URLSearchParams({ metric: 'csat', baseline: '6', ...parameters })}`,
    { headers: { Authorization: `Bearer ${collector.secretKey}` } },
  );
const at = ({ points }: TrendAnswer, period: string) => points.find((point) => point.period === period);

// 450 of 600, and three answers more.
const share = 451.5 / 603;
const sigma = 100 * Math.sqrt(((450 + 9 / 8) / 603 - share ** 2) / 100);
const drop = 15 / sigma - 0.5;

describe('a weekly series', () => {
  test('gives a shift away, with the week and the day of its beginning', async () => {
    const { status, body } = await ask();
    expect(status).toBe(200);
    expect(body).toMatchObject({
      metric: 'csat',
      scale: '1..5',
      from: null,
      to: '2026-11-23',
      interval: 'week',
      timezone: 'UTC',
      method: 'cusum',
      settings: { baseline: 6, k: 0.5, h: 5 },
      target: 75,
    });
    expect(body.points.map(({ period }) => period)).toEqual([
      ...Array.from({ length: 12 }, (_, number) => `2026-W${32 + number}`),
      '2026-W45',
      '2026-W46',
      '2026-W47',
    ]);
    expect(body.points.slice(0, 6).map(({ baseline, down }) => [baseline, down])).toEqual(
      Array.from({ length: 6 }, () => [true, null]),
    );
    expect(at(body, '2026-W39')).toMatchObject({ baseline: false, target: 75, up: 0, down: 0 });
    expect(at(body, '2026-W40')?.down).toBeCloseTo(drop, 9);
    expect(at(body, '2026-W43')?.down).toBeCloseTo(4 * drop, 9);
    expect(body.signals).toEqual([{ side: 'down', seen: '2026-W41', since: '2026-W40', date: '2026-09-28' }]);
    expect(drop).toBeLessThan(5);
    expect(2 * drop).toBeGreaterThan(5);
  });

  test('does not watch weeks of few answers, of few people, or this one', async () => {
    const { body } = await ask();
    expect(at(body, '2026-W45')).toMatchObject({ n: 9, score: null, up: null, down: null });
    expect(at(body, '2026-W46')).toMatchObject({ n: null, suppressed: 'k_anonymity', down: null });
    expect(at(body, '2026-W47')).toMatchObject({ n: 100, partial: true, up: null, down: null });
  });

  test('begins anew where a change is acknowledged', async () => {
    const { body } = await ask({ acknowledged: '2026-09-28', baseline: '2' });
    expect(body.target).toBe(60);
    const flagged = body.points.filter(({ baseline }) => baseline).map(({ period }) => period);
    expect(flagged).toEqual(['2026-W32', '2026-W33', '2026-W40', '2026-W41']);
    expect(at(body, '2026-W39')?.target).toBe(75);
    expect(at(body, '2026-W43')).toMatchObject({ target: 60, up: 0, down: 0 });
    expect(body.signals).toEqual([]);
  });

  test('tells of a change after the acknowledged one by its own week and day', async () => {
    const { body } = await ask({ acknowledged: '2026-08-17', baseline: '6', to: '2026-11-02' });
    // Weeks 34 to 39 are the baseline; two weeks were before it.
    expect(body.points.filter(({ baseline }) => baseline).map(({ period }) => period)).toEqual([
      '2026-W34',
      '2026-W35',
      '2026-W36',
      '2026-W37',
      '2026-W38',
      '2026-W39',
    ]);
    expect(body.signals).toEqual([{ side: 'down', seen: '2026-W41', since: '2026-W40', date: '2026-09-28' }]);
  });

  test('says of which part there is too little', async () => {
    const { body } = await ask({ acknowledged: '2026-09-30', baseline: '5' });
    expect([body.target, body.signals]).toEqual([null, []]);
    expect(at(body, '2026-W40')?.target).toBeNull();
    expect(body.notes).toContain(
      'From 2026-09-30 on: Nothing is watched: a baseline needs 5 complete periods with a score, and there are 4. Ask for an earlier from, a longer interval or a smaller baseline.',
    );
  });

  test('is smoothed by the other method', async () => {
    const { body } = await ask({ method: 'ewma', lambda: '0.4', L: '2.5' });
    expect(body).toMatchObject({
      method: 'ewma',
      settings: { baseline: 6, lambda: 0.4, L: 2.5 },
      target: 75,
    });
    expect(at(body, '2026-W40')).toMatchObject({ up: expect.closeTo(75 - 0.4 * 15, 9), down: null });
    // A steady limit of 2.5 sigma / 2.
    expect(0.4 * 15).toBeGreaterThan((2.5 * sigma) / 2);
    expect(body.signals).toEqual([{ side: 'down', seen: '2026-W40', since: '2026-W40', date: '2026-09-28' }]);
  });

  test('can be one of days or months, of a range', async () => {
    const days = await ask({ interval: 'day', from: '2026-08-03', to: '2026-09-01' });
    expect(days.body.points.map(({ period }) => period)).toEqual([
      '2026-08-03',
      '2026-08-10',
      '2026-08-17',
      '2026-08-24',
      '2026-08-31',
    ]);
    expect(days.body.notes).toContain(
      'Nothing is watched: a baseline needs 6 complete periods with a score, and there are 5. Ask for an earlier from, a longer interval or a smaller baseline.',
    );
    const months = await ask({ interval: 'month', baseline: '2', h: '4' });
    expect(months.body.points.map(({ period, baseline }) => [period, baseline])).toEqual([
      ['2026-08', true],
      ['2026-09', true],
      ['2026-10', false],
      ['2026-11', false],
    ]);
    expect(months.body.signals).toEqual([
      { side: 'down', seen: '2026-10', since: '2026-10', date: '2026-10-01' },
    ]);
  });

  test('comes as CSV', async () => {
    const { headers, body } = await ask<string>({ format: 'csv' });
    expect(headers.get('Content-Disposition')).toBe('attachment; filename="trends.csv"');
    expect(body.split('\r\n')).toHaveLength(17);
    expect(body).toMatch(/"2026-W40",100,60,/);
  });
});

test('nothing is watched where nothing was answered', async () => {
  const { status, body } = await ask({ metric: 'nps' });
  expect([status, body.points, body.target]).toEqual([200, [], null]);
  expect(body.notes).toEqual([expect.stringMatching(/there are 0\./)]);
});

test.each<[string, Record<string, string>, string, RegExp]>([
  ['a year', { interval: 'year' }, '/interval', /day, week, month/],
  ['a baseline of one', { baseline: '1' }, '/baseline', /2 to 100/],
  ['another method', { method: 'shewhart' }, '/method', /cusum or ewma/],
  ['no limit', { h: '0' }, '/h', /above 0/],
  ['too much weight', { lambda: '1.1' }, '/lambda', /up to 1/],
  ['a breakdown', { by: 'touchpoint' }, '/by', /not known/],
  ['an unknown survey', { survey: 'support-cast' }, '/survey', /"support-csat"/],
  ['a first day that is still to come', { from: '2026-11-23' }, '/from', /earlier than 2026-11-23/],
  ['a scale of no question', { scale: 'banana' }, '/scale', /it has 1\.\.5/],
  ['a question of another metric', { question: 'recommend' }, '/question', /no question of csat/],
  ['a number of another base', { baseline: '0x8' }, '/baseline', /whole number/],
  ['a change that is no day', { acknowledged: 'today' }, '/acknowledged', /2026-11-22/],
  ['a change before the range', { from: '2026-09-01', acknowledged: '2026-08-31' }, '/acknowledged', /range/],
  ['a change after it', { to: '2026-09-01', acknowledged: '2026-09-01' }, '/acknowledged', /2026-09-01/],
])('%s is refused', async (_what, parameters, path, message) => {
  const { status, body } = await ask(parameters);
  expect([status, body.code]).toEqual([400, 'query_invalid']);
  expect(body.errors).toEqual([{ path, message: expect.stringMatching(message) }]);
});
