import { checkProgram, type Program } from '@milepost/protocol';
import { buildProgram } from '@milepost/testkit';
import { describe, expect, it } from 'vitest';
import { makeTraffic } from './made-traffic.ts';
import { checkRates, checkTraffic } from './traffic.ts';

const program = checkProgram(buildProgram()).program as Program;
const touchpoints = { ticket_closed: { perPersonPerMonth: 0.4 } };

describe('checkTraffic', () => {
  it('fills in what a file leaves out', () => {
    expect(checkTraffic({ touchpoints }, program)).toStrictEqual({
      value: {
        from: '2026-01-01',
        days: 90,
        people: 10_000,
        answerRate: 0.3,
        dismissRate: 0.3,
        traits: {},
        touchpoints,
        seed: 1,
      },
      faults: [],
    });
  });

  it.each<[part: object, faults: [path: string, message: string][]]>([
    [{ touchpoints: undefined }, [['/touchpoints', 'is required']]],
    [{ touchpoints: [] }, [['/touchpoints', 'must be an object']]],
    [
      { touchpoints: { tiket_closed: { perPersonPerMonth: 1 }, zzz: { perPersonPerMonth: 1 } } },
      [
        [
          '/touchpoints/tiket_closed',
          'there is no touchpoint "tiket_closed" in the program; did you mean "ticket_closed"?',
        ],
        ['/touchpoints/zzz', 'there is no touchpoint "zzz" in the program'],
      ],
    ],
    [
      { touchpoints: { constructor: { perPersonPerMonth: 1 } } },
      [['/touchpoints/constructor', 'there is no touchpoint "constructor" in the program']],
    ],
    [{ touchpoints: { pulse: {} } }, [['/touchpoints/pulse/perPersonPerMonth', 'is required']]],
    [
      { touchpoints: { pulse: { perPersonPerMonth: -1, answerRate: -1 } } },
      [
        ['/touchpoints/pulse/perPersonPerMonth', 'must not be negative'],
        ['/touchpoints/pulse/answerRate', 'must be 0 to 1'],
      ],
    ],
    [
      { touchpoints: { pulse: { perPersonPerMonth: 1, dismissRate: 0.8 } } },
      [['/touchpoints/pulse/dismissRate', 'is 0.8, and answerRate is 0.3; together they must be at most 1']],
    ],
    [
      { answerRate: 0.6, dismissRate: 0.5 },
      [['/dismissRate', 'is 0.5, and answerRate is 0.6; together they must be at most 1']],
    ],
    [{ from: '2026-02-30' }, [['/from', 'must be a date such as 2026-01-01']]],
    [{ days: 0 }, [['/days', 'must be at least 1']]],
    [{ days: 3_661 }, [['/days', 'must be at most 3660']]],
    [{ people: 1.5 }, [['/people', 'must be a whole number']]],
    [{ people: 1_000_001 }, [['/people', 'must be at most 1000000']]],
    [{ accounts: '400' }, [['/accounts', 'must be a whole number']]],
    [
      { traits: { plan: { free: 0.7, pro: 0.7 } } },
      [['/traits/plan', 'has shares that add up to more than 1']],
    ],
    [{ traits: { plan: { free: 'most' } } }, [['/traits/plan/free', 'must be a number']]],
    [{ sead: 1 }, [['/sead', '"sead" is not known here; did you mean "seed"?']]],
    [
      { people: 1_000_000, days: 3_000 },
      [['/people', 'trigger 39425051 times in these days; at most 20000000 can be made up']],
    ],
  ])('says what is wrong with %j', (part, faults) => {
    const checked = checkTraffic({ touchpoints, ...part }, program);
    expect(checked.value).toBeNull();
    expect(checked.faults.map(({ path, message }) => [path, message])).toStrictEqual(faults);
  });

  it.each([[null], [[]], ['x'], [7]])('refuses %j as a whole', (document) => {
    expect(checkTraffic(document, program).faults).toStrictEqual([
      { path: '', message: 'must be an object' },
    ]);
  });
});

describe('checkRates', () => {
  it('takes shares that add up to 1, and none beyond', () => {
    expect(checkRates({ answerRate: 0.7, dismissRate: 0.3 }).faults).toStrictEqual([]);
    expect(checkRates({ answerRate: 0.8 }).faults).toStrictEqual([
      {
        path: '/dismissRate',
        message: 'is 0.3, and answerRate is 0.8; together they must be at most 1',
      },
    ]);
  });
});

describe('makeTraffic', () => {
  const make = (document: object, timezone = 'UTC') => {
    const { value } = checkTraffic({ touchpoints, ...document }, program);
    if (!value) throw new Error('the traffic has faults');
    return makeTraffic(value, timezone);
  };

  it('fills the days of the zone that it is given, and can be gone through again', () => {
    const { triggers } = make({ from: '2026-03-29', days: 1, people: 3_000 }, 'Europe/London');
    const all = [...triggers];
    const [first, last] = [all.at(0)?.at ?? 0, all.at(-1)?.at ?? 0];
    expect(first).toBeGreaterThanOrEqual(Date.parse('2026-03-29T00:00:00Z'));
    // A day of 23 hours.
    expect(last).toBeGreaterThan(Date.parse('2026-03-29T20:00:00Z'));
    expect(last).toBeLessThan(Date.parse('2026-03-29T23:00:00Z'));
    expect([...triggers]).toStrictEqual(all);
  });

  it('reads numbers and truth values off the names of traits', () => {
    const values = (trait: object) =>
      [...make({ people: 1, days: 90, traits: { trait } }).triggers][0]?.traits?.['trait'];
    for (const [name, value] of [
      ['12', 12],
      ['-0.5', -0.5],
      ['true', true],
      ['2026-01', '2026-01'],
      ['007', '007'],
      ['1e3', '1e3'],
      ['', ''],
    ] as const)
      expect(values({ [name]: 1 })).toBe(value);
  });

  it('has the rates of a touchpoint, or else those of all', () => {
    const { ratesAt } = make({
      answerRate: 0.2,
      touchpoints: { pulse: { perPersonPerMonth: 1, dismissRate: 0.1 } },
    });
    expect(ratesAt('pulse')).toStrictEqual({ answerRate: 0.2, dismissRate: 0.1 });
    expect(ratesAt('constructor')).toStrictEqual({ answerRate: 0.2, dismissRate: 0.3 });
  });
});
