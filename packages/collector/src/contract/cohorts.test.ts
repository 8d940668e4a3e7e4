import { randomUUID } from 'node:crypto';
import { csat, histogram } from '@milepost/metrics';
import type { CohortAnswer } from '@milepost/protocol';
import { buildAnswer, buildProgram, startCollector, type TestCollector } from '@milepost/testkit';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';

/** Answers of a vintage on a day, each of somebody else. */
function answers(vintage: string, { hits, misses, on }: { hits: number; misses: number; on: string }) {
  return Array.from({ length: hits + misses }, (_, index) => ({
    id: randomUUID(),
    touchpoint: 'ticket_closed',
    survey: 'support-csat',
    version: 1,
    shown: `${on}T12:00:00Z`,
    person: { id: `${vintage}-${index}`, traits: { vintage, since: vintage.slice(0, 4) } },
    answers: [buildAnswer('satisfaction', index < hits ? 5 : 1, `${on}T12:00:05Z`)],
  }));
}

const monthly = 'mp_sec_scores-alone-0123456789';
let collector: TestCollector;
beforeAll(async () => {
  collector = await startCollector({
    program: buildProgram({ segments: ['vintage', 'since'] }),
    keys: { [monthly]: ['scores:read'] },
  });
  const { body } = await collector.importLines([
    ...answers('2026-05', { hits: 30, misses: 10, on: '2026-05-31' }),
    ...answers('2026-05', { hits: 20, misses: 20, on: '2026-06-01' }),
    ...answers('2026-05', { hits: 10, misses: 30, on: '2026-11-20' }),
    ...answers('2026-06', { hits: 25, misses: 15, on: '2026-06-15' }),
    ...answers('2026-06', { hits: 12, misses: 0, on: '2026-05-15' }),
    ...answers('2026-Q3', { hits: 35, misses: 5, on: '2026-08-15' }),
    ...answers('(lost)', { hits: 6, misses: 0, on: '2026-08-15' }),
    ...answers('2026-13', { hits: 6, misses: 0, on: '2026-08-15' }),
  ]);
  expect(body).toMatchObject({ rejected: 0, faults: [] });
});
afterAll(() => collector.stop());

const ask = <T = CohortAnswer>(parameters: Record<string, string> = {}, secretKey = collector.secretKey) =>
  collector.request<T>(`/v1/cohorts?${new URLSearchParams({ metric: 'csat', ...parameters })}`, {
    headers: { Authorization: `Bearer ${secretKey}` },
  });
const placed = ({ rows }: CohortAnswer) => rows.map(({ vintage, age, score }) => [vintage, age, score]);

describe('scores by vintage and age', () => {
  test('in months leave out what is longer, before, or no vintage, and say so', async () => {
    const { status, body } = await ask();
    expect(status).toBe(200);
    const { rows, ...head } = body;
    expect(head).toEqual({
      metric: 'csat',
      scale: '1..5',
      from: null,
      to: '2026-11-23',
      timezone: 'UTC',
      segment: 'vintage',
      age: 'month',
      notes: [
        '2 values of vintage are left out: a vintage is a month such as 2026-01, a quarter such as 2026-Q1 or a year such as 2026.',
        '1 vintage is left out: longer than a month, which age is counted in. Ask for a longer age.',
        '1 row is left out: answered before the vintage began, so that the age is negative.',
      ],
    });
    expect(placed(body)).toEqual([
      ['2026-05', 0, 75],
      ['2026-05', 1, 50],
      ['2026-05', 6, 25],
      ['2026-06', 0, 62.5],
    ]);
    expect(rows.map(({ partial }) => partial)).toEqual([false, false, true, false]);
    const { low, high } = csat(histogram({ id: '1..5', min: 1, max: 5 }, [10, 0, 0, 0, 30]));
    expect(rows[0]).toMatchObject({
      n: 40,
      low,
      high,
      histogram: { 1: 10, 5: 30 },
      precision: 'normal',
      suppressed: null,
    });
  });

  test('in quarters', async () => {
    const { body } = await ask({ age: 'quarter', confidence: '0.9' });
    expect(placed(body)).toEqual([
      ['2026-05', 0, 62.5],
      ['2026-05', 2, 25],
      ['2026-06', 0, (100 * 37) / 52],
      ['2026-Q3', 0, 87.5],
    ]);
    const { low } = csat(histogram({ id: '1..5', min: 1, max: 5 }, [5, 0, 0, 0, 35]), { confidence: 0.9 });
    expect(body.rows[3]?.low).toBeCloseTo(low ?? 0, 12);
  });

  test('of another segment, in years', async () => {
    const { body } = await ask({ segment: 'since', age: 'year', where: 'since:2026' });
    expect(placed(body)).toEqual([['2026', 0, (100 * 138) / 218]]);
  });

  test('for a key that reads scores alone, since they are whole months', async () => {
    const { body } = await ask({ from: '2026-06-01', to: '2026-07-01' }, monthly);
    expect(placed(body)).toEqual([
      ['2026-05', 1, 50],
      ['2026-06', 0, 62.5],
    ]);
    const { status } = await ask({ from: '2026-06-02' }, monthly);
    expect(status).toBe(400);
  });

  test('as CSV', async () => {
    const { body } = await ask<string>({ format: 'csv' });
    expect(body).toMatch(/"vintage","age","n","score"/);
    expect(body).toMatch(/\r\n"2026-05",0,40,75,/);
  });
});

test.each<[string, Record<string, string>, string, RegExp]>([
  ['a month of people who came in a year', { segment: 'since' }, '/age', /not be finer.*such as 2026/],
  ['a week', { age: 'week' }, '/age', /month, quarter, year/],
  ['an unknown segment', { segment: 'vintag' }, '/segment', /did you mean "vintage"/],
  ['a breakdown that is no segment', { segment: 'touchpoint' }, '/segment', /which are vintage, since/],
  ['an interval', { interval: 'month' }, '/interval', /not known/],
  ['an unknown question', { question: 'satisfactoin' }, '/question', /"satisfaction"/],
])('%s is refused', async (_what, parameters, path, message) => {
  const { status, body } = await ask(parameters);
  expect([status, body.code]).toEqual([400, 'query_invalid']);
  expect(body.errors).toEqual([{ path, message: expect.stringMatching(message) }]);
});
