import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { adjustedWald } from '../interval/adjusted-wald.ts';
import { netMoments } from '../net.ts';
import { drawSigns, type Population, populations } from '../populations.fixture.ts';
import { seeded } from '../random.fixture.ts';
import { cusum } from './cusum.ts';
import { netStandardError } from './net-standard-error.ts';

const baseline = { n: 200, sum: 40, sumOfSquares: 140 };

/** Months to a false alarm, on average, when nothing changes and the baseline has 2000 answers. */
function falseAlarmEvery(population: Population, answers: number): number {
  const random = seeded(465);
  const { detractors, passives, promoters } = population;
  const target = promoters - detractors;
  const of = netMoments({
    detractors: 2000 * detractors,
    passives: 2000 * passives,
    promoters: 2000 * promoters,
  });
  const sigma = netStandardError(of, answers) ?? 0;
  const months = Array.from({ length: 120_000 }, () => drawSigns(random, population, answers).sum / answers);
  let alarms = 0;
  let start = 0;
  while (start < months.length) {
    const { signals } = cusum(months.slice(start, start + 4000), { target, sigma });
    start += (signals[0]?.index ?? 3999) + 1;
    alarms += 1;
  }
  return months.length / alarms;
}

describe('netStandardError', () => {
  it('is the half width of the adjusted Wald interval by its critical value, but for n instead of n + 3', () => {
    const { high, center } = adjustedWald({ detractors: 50, passives: 60, promoters: 90 });
    const error = (high - center) / 1.959963984540054;
    expect(netStandardError(baseline, 200)).toBeCloseTo(error * Math.sqrt(203 / 200), 12);
  });

  it('falls with the root of the answers', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 1e9 }), (n) => {
        const one = netStandardError(baseline, 1) ?? 0;
        expect((netStandardError(baseline, n) ?? 0) * Math.sqrt(n)).toBeCloseTo(one, 12);
      }),
    );
  });

  it('is above 0 even when all answers of the baseline agree', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 1e9 }), (n) => {
        expect(netStandardError({ n, sum: n, sumOfSquares: n }, 30)).toBeGreaterThan(0);
      }),
    );
  });

  it('is unknown without answers', () => {
    expect(netStandardError(baseline, 0)).toBeNull();
    expect(netStandardError({ n: 0, sum: 0, sumOfSquares: 0 }, 30)).toBeNull();
  });

  it.each(['typical', 'polarised', 'hated'] as const)(
    'gives a CUSUM of monthly scores of %s answers its false alarms',
    (name) => {
      const every = falseAlarmEvery(populations[name], 30);
      expect(every).toBeGreaterThan(380);
      expect(every).toBeLessThan(580);
    },
  );

  it.each([-1, Number.NaN, Number.POSITIVE_INFINITY])('refuses a period of %d answers', (n) => {
    expect(() => netStandardError(baseline, n)).toThrow(
      expect.objectContaining({
        code: 'argument_invalid',
        message: `A period needs a finite n from 0 up, but n is ${n}.`,
      }),
    );
  });

  it('refuses a baseline of other worths than signs', () => {
    expect(() => netStandardError({ n: 2, sum: 9, sumOfSquares: 41 }, 10)).toThrow(
      'A net score has signs for worths, but 2 answers of the baseline have a sumOfSquares of 41.',
    );
  });

  it('refuses impossible moments', () => {
    expect(() => netStandardError({ n: 2, sum: 3, sumOfSquares: 1 }, 10)).toThrow(
      expect.objectContaining({ code: 'argument_invalid' }),
    );
  });
});
