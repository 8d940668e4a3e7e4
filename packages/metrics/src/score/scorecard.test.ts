import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type ScorecardComponent, scorecard } from './scorecard.ts';

const number = fc.double({ min: -1e6, max: 1e6, noNaN: true });
const component = fc
  .record({ actual: number, worst: number, best: number }, { noNullPrototype: true })
  .filter(({ worst, best }) => worst !== best);
const components = fc.dictionary(fc.string(), component, { minKeys: 1, maxKeys: 6 });
const half = { actual: 50, worst: 0, best: 100 };

describe('scorecard', () => {
  it('lies within 0 and 100, and is the sum of what its components add', () => {
    fc.assert(
      fc.property(components, (given) => {
        const { score, components: parts } = scorecard(given);
        expect(score).toBeGreaterThanOrEqual(0);
        expect(score).toBeLessThanOrEqual(100);
        let sum = 0;
        for (const [name, { weighted, weight, ...range }] of Object.entries(parts)) {
          expect(range).toStrictEqual(given[name]);
          expect(weight).toBeCloseTo(100 / Object.keys(given).length, 12);
          expect(weighted).toBeGreaterThanOrEqual(0);
          expect(weighted).toBeLessThanOrEqual(weight);
          expect(weighted).not.toBe(-0);
          sum += weighted ?? Number.NaN;
        }
        expect(score).toBeCloseTo(sum, 10);
      }),
    );
  });

  it('is 0 with every component at its worst or beyond, and 100 at its best or beyond', () => {
    fc.assert(
      fc.property(components, fc.double({ min: 0, max: 1e3, noNaN: true }), (given, beyond) => {
        const at = (from: 'worst' | 'best') =>
          Object.fromEntries(
            Object.entries(given).map(([name, { worst, best }]) => {
              const direction = Math.sign(best - worst) * (from === 'best' ? 1 : -1);
              const end = from === 'best' ? best : worst;
              return [name, { worst, best, actual: end + direction * beyond }];
            }),
          );
        expect(scorecard(at('worst')).score).toBe(0);
        expect(scorecard(at('best')).score).toBeCloseTo(100, 10);
      }),
    );
  });

  it('turns with the direction: worst above best says that lower is better', () => {
    fc.assert(
      fc.property(component, ({ actual, worst, best }) => {
        const one = scorecard({ a: { actual, worst, best } }).score ?? Number.NaN;
        const other = scorecard({ a: { actual, worst: best, best: worst } }).score ?? Number.NaN;
        expect(one + other).toBeCloseTo(100, 6);
      }),
    );
  });

  it('never shares the weight of a missing component, and keeps the others', () => {
    const { score, components: parts } = scorecard({
      known: { ...half, weight: 60 },
      missing: { ...half, actual: null, weight: 40 },
    });
    expect(score).toBeNull();
    expect(parts).toStrictEqual({
      known: { ...half, weight: 60, weighted: 30 },
      missing: { ...half, actual: null, weight: 40, weighted: null },
    });
  });

  it('takes weights that add up to 100 but for rounding, and stays at most 100', () => {
    const full = { actual: 1, worst: 0, best: 1 };
    const { score } = scorecard({ a: { ...full, weight: 33.3 }, b: { ...full, weight: 66.7 + 5e-10 } });
    expect(score).toBe(100);
  });

  it.each<[string, Record<string, ScorecardComponent>]>([
    ['a 40, b undefined', { a: { ...half, weight: 40 }, b: half }],
    ['a 40, b 50', { a: { ...half, weight: 40 }, b: { ...half, weight: 50 } }],
    ['a 100, b undefined', { a: { ...half, weight: 100 }, b: half }],
    ['a 120, b -20', { a: { ...half, weight: 120 }, b: { ...half, weight: -20 } }],
    ['a 100, b 0', { a: { ...half, weight: 100 }, b: { ...half, weight: 0 } }],
    ['a NaN', { a: { ...half, weight: Number.NaN } }],
  ])('refuses the weights %s', (weights, given) => {
    expect(() => scorecard(given)).toThrow(
      expect.objectContaining({
        code: 'argument_invalid',
        message:
          'The weights of a scorecard must be given for all components or none, be above 0 and add up to 100, ' +
          `but they are ${weights}.`,
      }),
    );
  });

  it.each([
    [5, 5],
    [Number.NaN, 1],
    [0, Number.POSITIVE_INFINITY],
    [-Number.MAX_VALUE, Number.MAX_VALUE],
  ])('refuses a way from %d to %d', (worst, best) => {
    expect(() => scorecard({ a: { actual: 0, worst, best } })).toThrow(
      expect.objectContaining({
        code: 'argument_invalid',
        message: `The worst and the best of a must be two finite numbers, but they are ${worst} and ${best}.`,
      }),
    );
  });

  it.each([Number.NaN, Number.POSITIVE_INFINITY])('refuses an actual of %d', (actual) => {
    expect(() => scorecard({ a: { ...half, actual } })).toThrow(
      expect.objectContaining({
        code: 'argument_invalid',
        message: `The actual of a must be finite or null, but it is ${actual}.`,
      }),
    );
  });

  it('refuses to be empty', () => {
    expect(() => scorecard({})).toThrow('A scorecard needs at least one component, but it has none.');
  });
});
