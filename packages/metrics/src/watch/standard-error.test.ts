import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { histogram } from '../histogram.ts';
import { adjustedWald } from '../interval/adjusted-wald.ts';
import { drawSigns, type Population, populations } from '../populations.fixture.ts';
import { present } from '../present.fixture.ts';
import { seeded } from '../random.fixture.ts';
import { nps } from '../score/nps.ts';
import { rating } from '../score/rating.ts';
import { thumbs } from '../score/thumbs.ts';
import { cusum } from './cusum.ts';
import { standardError } from './standard-error.ts';

const npsOf = (detractors: number, passives: number, promoters: number) =>
  nps(histogram({ id: '0..10', min: 0, max: 10 }, [detractors, 0, 0, 0, 0, 0, 0, passives, 0, 0, promoters]));
const baseline = npsOf(50, 60, 90);

/** Months to a false alarm, on average, when nothing changes and the baseline has 2000 answers. */
function falseAlarmEvery(population: Population, answers: number): number {
  const random = seeded(465);
  const { detractors, passives, promoters } = population;
  const of = npsOf(2000 * detractors, 2000 * passives, 2000 * promoters);
  const sigma = present(standardError(of, answers));
  const months = Array.from(
    { length: 120_000 },
    () => (100 * drawSigns(random, population, answers).sum) / answers,
  );
  let alarms = 0;
  let start = 0;
  while (start < months.length) {
    const { signals } = cusum(months.slice(start, start + 4000), { target: present(of.score), sigma });
    start += (signals[0]?.index ?? 3999) + 1;
    alarms += 1;
  }
  return months.length / alarms;
}

describe('standardError', () => {
  it('of a net score is the half width of its interval by its critical value, but for n instead of n + 3', () => {
    const { high, center } = present(adjustedWald({ detractors: 50, passives: 60, promoters: 90 }));
    const error = (100 * (high - center)) / 1.959963984540054;
    expect(standardError(baseline, 200)).toBeCloseTo(error * Math.sqrt(203 / 200), 10);
  });

  it('of a share is half of that of the net score which has its misses for detractors', () => {
    fc.assert(
      fc.property(fc.nat({ max: 500 }), fc.integer({ min: 1, max: 500 }), (misses, hits) => {
        const share = thumbs(histogram({ id: '0..1', min: 0, max: 1 }, [misses, hits]));
        const net = present(standardError(npsOf(misses, 0, hits), 40));
        expect(standardError(share, 40)).toBeCloseTo(net / 2, 10);
      }),
    );
  });

  it('of a mean is the deviation of its answers by the root of n, in values of the scale', () => {
    const answers = rating(histogram({ id: '1..5', min: 1, max: 5 }, [1, 0, 2, 0, 1]));
    expect(standardError(answers, 50)).toBeCloseTo(Math.sqrt(2 / 50), 12);
    expect(standardError(rating(histogram({ id: '1..5', min: 1, max: 5 }, [0, 0, 9, 0, 0])), 50)).toBeNull();
  });

  it('falls with the root of the answers', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 1e9 }), (n) => {
        const one = present(standardError(baseline, 1));
        expect(present(standardError(baseline, n)) * Math.sqrt(n)).toBeCloseTo(one, 9);
      }),
    );
  });

  it('of a net score is above 0 even when all answers of the baseline agree', () => {
    for (const n of [1, 30, 1e9]) expect(standardError(npsOf(0, 0, n), 30)).toBeGreaterThan(0);
  });

  it('is unknown without answers', () => {
    expect(standardError(baseline, 0)).toBeNull();
    expect(standardError(npsOf(0, 0, 0), 30)).toBeNull();
  });

  it.each([
    ['typical', 380],
    ['polarised', 380],
    ['hated', 380],
    ['loved', 300],
    ['indifferent', 300],
  ] as const)(
    'gives a CUSUM of monthly scores of %s answers a false alarm in %d months or more',
    (name, least) => {
      const every = falseAlarmEvery(populations[name], 30);
      expect(every).toBeGreaterThan(least);
      expect(every).toBeLessThan(580);
    },
  );

  it.each([-1, Number.NaN, Number.POSITIVE_INFINITY])('refuses a period of %d answers', (n) => {
    expect(() => standardError(baseline, n)).toThrow(
      expect.objectContaining({
        code: 'argument_invalid',
        message: `A period needs a finite n from 0 up, but n is ${n}.`,
      }),
    );
  });
});
