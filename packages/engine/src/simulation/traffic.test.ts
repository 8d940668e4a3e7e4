import { describe, expect, it } from 'vitest';
import { generateTraffic, type TrafficPlan } from './traffic.ts';

const hour = 3_600_000;
const day = 24 * hour;
const start = Date.UTC(2026, 0, 1);
const days = Array.from({ length: 30 }, (_, index) => ({
  start: start + index * day,
  end: start + (index + 1) * day,
}));
const plan: TrafficPlan = { days, people: 5_000, perPersonPerDay: { a: 0.2, b: 0.01 }, seed: 1 };
const traffic = [...generateTraffic(plan)];

const counts = (keys: readonly string[]) => {
  const of = new Map<string, number>();
  for (const key of keys) of.set(key, (of.get(key) ?? 0) + 1);
  return of;
};
const made = (over: Partial<TrafficPlan>) => [...generateTraffic({ ...plan, ...over })];

describe('generateTraffic', () => {
  it('brings as many as the rates say, in time order, within the days', () => {
    expect(Object.fromEntries(counts(traffic.map(({ touchpoint }) => touchpoint)))).toStrictEqual({
      a: 30_000,
      b: 1_500,
    });
    const instants = traffic.map(({ at }) => at);
    expect(instants).toStrictEqual(instants.toSorted((a, b) => a - b));
    expect(instants[0]).toBeGreaterThanOrEqual(start);
    expect(instants.at(-1)).toBeLessThan(start + 30 * day);
    expect(instants.every(Number.isSafeInteger)).toBe(true);
  });

  it('adds fractions up over the days', () => {
    expect(made({ people: 1, perPersonPerDay: { a: 0.1 } })).toHaveLength(3);
    expect(made({ people: 1, perPersonPerDay: { a: 0 } })).toHaveLength(0);
  });

  it('is the same for the same seed, and another for another', () => {
    expect(made({})).toStrictEqual(traffic);
    expect(made({ seed: 2 })).not.toStrictEqual(traffic);
  });

  it('keeps what comes to one touchpoint when another one is added', () => {
    const more = made({ perPersonPerDay: { c: 0.3, ...plan.perPersonPerDay } });
    expect(more.filter(({ touchpoint }) => touchpoint !== 'c')).toStrictEqual(traffic);
  });

  it('has people of whom the busiest fifth makes half of it, as an exponential activity does', () => {
    const perPerson = [...counts(traffic.map(({ person }) => person)).values()].sort((a, b) => b - a);
    const fifth = perPerson.slice(0, 1_000).reduce((sum, count) => sum + count, 0);
    // 0.2 - 0.2 ln 0.2 of the activity; counting few triggers a person makes it look a little more uneven.
    expect(fifth / traffic.length).toBeGreaterThan(0.51);
    expect(fifth / traffic.length).toBeLessThan(0.6);
    // Geometric with a mean of 6.3 triggers: 1 of 7.3 has none.
    expect(perPerson.length / 5_000).toBeGreaterThan(0.84);
    expect(perPerson.length / 5_000).toBeLessThan(0.89);
    expect(counts(traffic.map(({ person }) => person)).get('person-1')).toBeGreaterThan(40);
  });

  it('comes by day more than by night, also on a day that is short of an hour', () => {
    const byHour = (of: typeof traffic, length: number) =>
      of.filter(
        ({ at }) => ((at - start) % length) / length >= 8 / 24 && ((at - start) % length) / length < 18 / 24,
      ).length / of.length;
    expect(byHour(traffic, day)).toBeCloseTo(0.76, 1);
    const short = made({ days: [{ start, end: start + 23 * hour }] });
    expect(Math.max(...short.map(({ at }) => at))).toBeLessThan(start + 23 * hour);
    expect(byHour(short, 23 * hour)).toBeCloseTo(0.76, 1);
  });

  it('gives people an account and traits that stay theirs, in the shares wanted', () => {
    const all = made({
      accounts: 50,
      traits: {
        plan: [
          ['free', 0.7],
          ['pro', 0.2],
        ],
        seats: [[5, 1]],
      },
    });
    const people = new Map(all.map(({ person, account, traits }) => [person, { account, traits }]));
    for (const { person, account, traits } of all)
      expect({ account, traits }).toStrictEqual(people.get(person));
    const plans = counts([...people.values()].map(({ traits }) => String(traits?.['plan'])));
    expect((plans.get('free') ?? 0) / people.size).toBeCloseTo(0.7, 1);
    expect((plans.get('pro') ?? 0) / people.size).toBeCloseTo(0.2, 1);
    expect((plans.get('undefined') ?? 0) / people.size).toBeCloseTo(0.1, 1);
    expect(new Set([...people.values()].map(({ traits }) => traits?.['seats']))).toStrictEqual(new Set([5]));
    const accounts = counts([...people.values()].map(({ account }) => String(account)));
    expect(accounts.size).toBe(50);
    expect(Math.min(...accounts.values())).toBeGreaterThan(50);
    expect(traffic.some(({ account, traits }) => account !== undefined || traits !== undefined)).toBe(false);
  });
});
