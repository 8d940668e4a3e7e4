import { buildCsat, buildProgram, startCollector, type TestCollector } from '@milepost/testkit';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';

const days = [
  '2015-12-31',
  '2016-01-03',
  '2016-01-04',
  '2019-12-30',
  '2020-02-29',
  '2020-12-31',
  '2021-01-01',
  '2021-01-03',
  '2021-01-04',
  '2026-09-30',
  '2026-10-01',
  '2026-11-22',
];

let collector: TestCollector;
beforeAll(async () => {
  collector = await startCollector({ program: buildProgram({ timezone: 'Europe/London' }) });
  const { body } = await collector.importLines(
    days.map((day) => buildCsat(4, { shown: `${day}T12:00:00Z` })),
  );
  expect(body).toMatchObject({ accepted: days.length });
});
afterAll(() => collector.stop());

async function periods(parameters: Record<string, string>): Promise<Record<string, number>> {
  const { body } = await collector.counts({ metric: 'csat', ...parameters });
  return Object.fromEntries(body.rows.map(({ period, n }) => [period, n]));
}

describe('periods are named and sorted, and empty ones are left out:', () => {
  test.each<[string, Record<string, number>]>([
    ['all', { all: 12 }],
    ['day', Object.fromEntries(days.map((day) => [day, 1]))],
    [
      'week',
      {
        '2015-W53': 2,
        '2016-W01': 1,
        '2020-W01': 1,
        '2020-W09': 1,
        '2020-W53': 3,
        '2021-W01': 1,
        '2026-W40': 2,
        '2026-W47': 1,
      },
    ],
    [
      'month',
      {
        '2015-12': 1,
        '2016-01': 2,
        '2019-12': 1,
        '2020-02': 1,
        '2020-12': 1,
        '2021-01': 3,
        '2026-09': 1,
        '2026-10': 1,
        '2026-11': 1,
      },
    ],
    [
      'quarter',
      {
        '2015-Q4': 1,
        '2016-Q1': 2,
        '2019-Q4': 1,
        '2020-Q1': 1,
        '2020-Q4': 1,
        '2021-Q1': 3,
        '2026-Q3': 1,
        '2026-Q4': 2,
      },
    ],
    ['year', { '2015': 1, '2016': 2, '2019': 1, '2020': 2, '2021': 3, '2026': 3 }],
  ])('%s', async (interval, expected) => {
    const { body } = await collector.counts({ metric: 'csat', interval });
    expect(body.interval).toBe(interval);
    expect(body.rows.map(({ period, n }) => [period, n])).toEqual(
      Object.entries(expected).sort(([a], [b]) => (a < b ? -1 : 1)),
    );
  });
});

describe('from is in, to is not:', () => {
  test.each<[Record<string, string>, Record<string, number>]>([
    [
      { from: '2021-01-01', to: '2021-01-04' },
      { '2021-01-01': 1, '2021-01-03': 1 },
    ],
    [{ from: '2021-01-04', to: '2021-01-05' }, { '2021-01-04': 1 }],
    [{ from: '2026-10-01' }, { '2026-10-01': 1, '2026-11-22': 1 }],
    [{ to: '2016-01-03' }, { '2015-12-31': 1 }],
    [{ from: '2027-01-01', to: '2028-01-01' }, {}],
    [{ from: '1900-01-01', to: '1901-01-01' }, {}],
  ])('%o', async (range, expected) => {
    expect(await periods({ ...range, interval: 'day' })).toEqual(expected);
    const total = Object.values(expected).reduce((sum, n) => sum + n, 0);
    expect(await periods(range)).toEqual(total === 0 ? {} : { all: total });
    const { body } = await collector.counts({ metric: 'csat', ...range });
    expect(body).toMatchObject({ from: range['from'] ?? null, to: range['to'] ?? '2026-11-23' });
  });

  test('a range cuts a period, and its funnel too', async () => {
    const { body } = await collector.counts({
      metric: 'csat',
      interval: 'week',
      from: '2021-01-01',
      to: '2021-01-05',
    });
    expect(body.rows).toMatchObject([
      { period: '2020-W53', n: 2, funnel: { shown: 2 } },
      { period: '2021-W01', n: 1, funnel: { shown: 1 } },
    ]);
  });
});

test('today is in when no end is given', async () => {
  expect(await periods({ from: '2026-11-22' })).toEqual({ all: 1 });
});
