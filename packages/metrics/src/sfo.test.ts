import { describe, expect, it } from 'vitest';
import { histogram } from './histogram.ts';
import { nps, npsCounts } from './nps.ts';
import { roundHalfAway } from './round.ts';

/** San Francisco International Airport's customer surveys (DataSF, public domain), answers to the NPS question. */
const surveys = [
  { detractors: 342, passives: 968, promoters: 1436, n: 2746, score: 39.84, low: 37.18, high: 42.41 },
  { detractors: 447, passives: 935, promoters: 1268, n: 2650, score: 30.98, low: 28.12, high: 33.77 },
];

describe('the SFO surveys', () => {
  it.each(surveys)('$detractors/$passives/$promoters is $score', (survey) => {
    const { detractors, passives, promoters } = survey;
    const of = histogram({ id: '0..10', min: 0, max: 10 }, [
      0,
      0,
      0,
      0,
      0,
      0,
      detractors,
      passives,
      0,
      0,
      promoters,
    ]);
    expect(npsCounts(of)).toStrictEqual({ detractors, passives, promoters });
    const { n, score, low, high } = nps(of);
    expect(n).toBe(survey.n);
    expect(score).toBe((100 * (promoters - detractors)) / survey.n);
    expect([score, low, high].map((value) => roundHalfAway(value ?? Number.NaN, 2))).toStrictEqual([
      survey.score,
      survey.low,
      survey.high,
    ]);
  });
});
