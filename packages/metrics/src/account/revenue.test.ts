import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { earnedGrowth, grr, nrr } from './revenue.ts';

/** Whole cents. */
const amount = fc.nat({ max: 1e8 });
const cohort = fc.tuple(amount, amount, amount, amount).map(([kept, contraction, churn, expansion]) => ({
  start: kept + contraction + churn,
  expansion,
  contraction,
  churn,
}));

describe('nrr and grr', () => {
  it('differ by the expansion, with grr in 0..100', () => {
    fc.assert(
      fc.property(cohort, (of) => {
        fc.pre(of.start > 0);
        const gross = grr(of) ?? Number.NaN;
        expect(gross).toBeGreaterThanOrEqual(0);
        expect(gross).toBeLessThanOrEqual(100);
        expect(gross).not.toBe(-0);
        const net = gross + (100 * of.expansion) / of.start;
        expect(Math.abs((nrr(of) ?? Number.NaN) - net)).toBeLessThanOrEqual(1e-12 * net);
      }),
    );
  });

  it('do not depend on the currency', () => {
    const of = { start: 80, expansion: 10, contraction: 4, churn: 16 };
    const inCents = { start: 8000, expansion: 1000, contraction: 400, churn: 1600 };
    expect(nrr(of)).toBe(87.5);
    expect(nrr(inCents)).toBe(87.5);
    expect(grr(of)).toBe(75);
    expect(grr(inCents)).toBe(75);
  });

  it('are 0 when all was lost, whatever rounding leaves of the parts', () => {
    const of = { start: 0.3, expansion: 0, contraction: 0.1, churn: 0.2 };
    expect(grr(of)).toBe(0);
    expect(nrr(of)).toBe(0);
  });

  it.each([0, 1e-300])('are null when the cohort paid %d', (start) => {
    expect(nrr({ start, expansion: 5e9, contraction: 0, churn: 0 })).toBeNull();
  });

  it('are null without a cohort', () => {
    expect(grr({ start: 0, contraction: 0, churn: 0 })).toBeNull();
  });

  it('refuse to lose more than was paid', () => {
    const message =
      'A cohort cannot lose more than it paid, but contraction 60 and churn 50 exceed start 100.';
    expect(() => grr({ start: 100, contraction: 60, churn: 50 })).toThrow(
      expect.objectContaining({ code: 'argument_invalid', message }),
    );
    expect(() => nrr({ start: 100, expansion: 90, contraction: 60, churn: 50 })).toThrow(
      expect.objectContaining({ code: 'argument_invalid', message }),
    );
  });

  it.each([
    ['start', Number.NaN],
    ['expansion', -1],
    ['contraction', Number.POSITIVE_INFINITY],
    ['churn', -0.01],
  ])('refuse a %s of %d', (name, value) => {
    expect(() => nrr({ start: 100, expansion: 1, contraction: 1, churn: 1, [name]: value })).toThrow(
      expect.objectContaining({
        code: 'argument_invalid',
        message: `An amount must be a number from 0 to 9007199254740991, but ${name} is ${value}.`,
      }),
    );
  });
});

describe('earnedGrowth', () => {
  const growth = fc.record({ prior: amount, existingNow: amount, newEarned: amount, newBought: amount });

  it('earns all growth when none was bought, and less the more was', () => {
    fc.assert(
      fc.property(growth, (of) => {
        const earned = of.existingNow + of.newEarned;
        fc.pre(of.prior > 0 && earned > of.prior && of.newBought > 0);
        expect(earnedGrowth({ ...of, newBought: 0, current: earned }).ratio).toBe(100);
        const { ratio } = earnedGrowth({ ...of, current: earned + of.newBought });
        expect(ratio).toBeGreaterThan(0);
        expect(ratio).toBeLessThan(100);
      }),
    );
  });

  it('adds up: factor = nrr + earned new, rate = factor - 100', () => {
    fc.assert(
      fc.property(growth, (of) => {
        fc.pre(of.prior > 0);
        const {
          nrr: kept,
          earnedNew,
          factor,
          rate,
        } = earnedGrowth({
          ...of,
          current: of.existingNow + of.newEarned + of.newBought,
        });
        const sum = (kept ?? 0) + (earnedNew ?? 0);
        expect(Math.abs((factor ?? 0) - sum)).toBeLessThanOrEqual(1e-9 * sum);
        expect(Math.abs((rate ?? 0) - (sum - 100))).toBeLessThanOrEqual(1e-9 * (sum + 100));
      }),
    );
  });

  it('has a ratio below 0 when bought growth covers a loss', () => {
    const of = { prior: 100, current: 110, existingNow: 80, newEarned: 10, newBought: 20 };
    expect(earnedGrowth(of)).toStrictEqual({ nrr: 80, earnedNew: 10, factor: 90, rate: -10, ratio: -100 });
  });

  it.each([100, 90])('has no ratio when 100 became %d', (current) => {
    const of = { prior: 100, current, existingNow: current, newEarned: 0, newBought: 0 };
    expect(earnedGrowth(of).ratio).toBeNull();
    expect(earnedGrowth(of).nrr).toBe(current);
  });

  it('is null where there was no revenue before', () => {
    const of = { prior: 0, current: 30, existingNow: 0, newEarned: 10, newBought: 20 };
    expect(earnedGrowth(of)).toStrictEqual({
      nrr: null,
      earnedNew: null,
      factor: null,
      rate: null,
      ratio: null,
    });
  });

  it('refuses parts that do not add up', () => {
    expect(() => earnedGrowth({ prior: 1, current: 10, existingNow: 5, newEarned: 2, newBought: 2 })).toThrow(
      expect.objectContaining({
        code: 'argument_invalid',
        message:
          'existingNow, newEarned and newBought must add up to current, but they add up to 9 and not 10.',
      }),
    );
  });

  it('refuses negative amounts', () => {
    expect(() => earnedGrowth({ prior: -1, current: 0, existingNow: 0, newEarned: 0, newBought: 0 })).toThrow(
      expect.objectContaining({
        code: 'argument_invalid',
        message: 'An amount must be a number from 0 to 9007199254740991, but prior is -1.',
      }),
    );
  });
});
