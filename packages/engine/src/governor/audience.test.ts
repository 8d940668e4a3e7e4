import type { AudienceTest, Person } from '@milepost/protocol';
import { hash } from '@milepost/protocol/hash';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { inAudience } from './audience.ts';

type Value = string | number | boolean;

const among = (...values: Value[]): AudienceTest => [
  'trait',
  'in',
  values.map((value) => hash(JSON.stringify(value))),
];
const passes = (test: AudienceTest, value?: Value | null) =>
  inAudience([test], value === undefined ? null : ({ traits: { trait: value } } as Person));

/** Traits of every type that a test might take for another. */
const values = ['', '0', '1', '10', '9', 'true', 'pro', 'Pro', 'null', 0, 1, 9, 10, -1, 0.5, true, false];

describe('an audience', () => {
  const cases: [test: AudienceTest, passing: Value[]][] = [
    [among('pro', 1), ['pro', 1]],
    [among(true), [true]],
    [among('', 0.5, false), ['', 0.5, false]],
    [
      ['trait', 'gt', 1],
      [9, 10],
    ],
    [
      ['trait', 'gt', -1],
      [0, 1, 9, 10, 0.5],
    ],
    [
      ['trait', 'lt', 1],
      [0, -1, 0.5],
    ],
    [
      ['trait', 'gt', '9'],
      ['true', 'pro', 'Pro', 'null'],
    ],
    [
      ['trait', 'lt', '9'],
      ['', '0', '1', '10'],
    ],
    [['trait', 'exists', true], values],
    [['trait', 'exists', false], []],
    [
      ['trait', 'matches', '^[Pp]ro$'],
      ['pro', 'Pro'],
    ],
    [
      ['trait', 'matches', 'r'],
      ['true', 'pro', 'Pro'],
    ],
    [
      ['trait', 'matches', '\\d'],
      ['0', '1', '10', '9'],
    ],
    [
      ['trait', 'matches', ''],
      ['', '0', '1', '10', '9', 'true', 'pro', 'Pro', 'null'],
    ],
  ];

  it.each(cases)('%j takes no value for one of another type', (test, passing) => {
    expect(values.filter((value) => passes(test, value))).toStrictEqual(passing);
  });

  it.each(cases)('%j is passed without the trait only by `exists: false`', (test) => {
    const [, kind, operand] = test;
    const wantsNone = kind === 'exists' && operand === false;
    expect(passes(test)).toBe(wantsNone);
    expect(inAudience([test], {})).toBe(wantsNone);
    expect(inAudience([test], { id: 'u', traits: { another: 'pro' } })).toBe(wantsNone);
    // A page in plain JavaScript may say so that it does not know.
    expect(passes(test, null)).toBe(wantsNone);
  });

  it('takes everybody when nothing is asked', () => {
    expect(inAudience([], null)).toBe(true);
  });

  it('wants every test to pass, of one trait and of several', () => {
    const seats: AudienceTest[] = [
      ['seats', 'gt', 5],
      ['seats', 'lt', 10],
      ['plan', 'exists', true],
    ];
    expect(inAudience(seats, { traits: { seats: 7, plan: 'pro' } })).toBe(true);
    expect(inAudience(seats, { traits: { seats: 10, plan: 'pro' } })).toBe(false);
    expect(inAudience(seats, { traits: { seats: 5, plan: 'pro' } })).toBe(false);
    expect(inAudience(seats, { traits: { seats: 7 } })).toBe(false);
  });

  it('looks at traits, not at the account, the role or the id', () => {
    const tests = (['id', 'account', 'role'] as const).map((name): AudienceTest => [name, 'exists', true]);
    for (const test of tests) expect(inAudience([test], { id: 'u', account: 'a', role: 'r' })).toBe(false);
  });

  it.each(['constructor', 'toString', '__proto__', 'hasOwnProperty', 'length'])(
    'does not take what every object inherits for the trait %s',
    (name) => {
      for (const traits of [{}, { plan: 'pro' }]) {
        expect(inAudience([[name, 'exists', true]], { traits })).toBe(false);
        expect(inAudience([[name, 'exists', false]], { traits })).toBe(true);
        expect(inAudience([[name, 'matches', '']], { traits })).toBe(false);
      }
      const traits = JSON.parse(`{ "${name}": "pro" }`);
      expect(inAudience([[name, 'exists', true]], { traits })).toBe(true);
      expect(inAudience([[name, 'matches', '^pro$']], { traits })).toBe(true);
    },
  );

  it('tells texts apart by whole characters', () => {
    expect(passes(['trait', 'matches', '^.$'], '😀')).toBe(true);
  });

  it('compares texts by their characters and numbers by size', () => {
    fc.assert(
      fc.property(fc.string(), fc.string(), fc.double(), fc.double(), (a, b, one, other) => {
        expect(passes(['trait', 'gt', a], b)).toBe(b > a);
        expect(passes(['trait', 'lt', a], b)).toBe(b < a);
        expect(passes(['trait', 'gt', one], other)).toBe(other > one);
        expect(passes(['trait', 'lt', one], other)).toBe(other < one);
        expect(passes(['trait', 'lt', one], b)).toBe(false);
        expect(passes(['trait', 'gt', a], other)).toBe(false);
      }),
    );
  });

  it('finds in a list what was put into it, and nothing else', () => {
    const value = fc.oneof(fc.string(), fc.integer(), fc.boolean());
    fc.assert(
      fc.property(fc.array(value, { minLength: 1, maxLength: 20 }), value, (list, one) => {
        expect(passes(among(...list), one)).toBe(list.some((other) => Object.is(other, one)));
      }),
      {
        examples: [
          [['1'], 1],
          [['true'], true],
          [['"'], '\\"'],
        ],
      },
    );
  });
});
