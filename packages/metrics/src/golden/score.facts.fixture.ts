import { funnelRates } from '../funnel/funnel-rates.ts';
import { type Histogram, histogram } from '../histogram.ts';
import { adjustedWald } from '../interval/adjusted-wald.ts';
import { net, netVariance } from '../net.ts';
import { present } from '../present.fixture.ts';
import { roundHalfAway } from '../round.ts';
import { ces } from '../score/ces.ts';
import { csat, csatCategory, csatCounts } from '../score/csat.ts';
import { cxiQuestion } from '../score/cxi.ts';
import { cxiBand, cxiOverall } from '../score/cxi-overall.ts';
import { effort } from '../score/effort.ts';
import { nps, npsCategory, npsCounts } from '../score/nps.ts';
import { scorecard } from '../score/scorecard.ts';
import type { Facts, Input } from './facts.fixture.ts';

export const facts: Facts = {
  nps: (input) => {
    const of = npsHistogram(input);
    const { score, n } = nps(of);
    return {
      ...npsCounts(of),
      n,
      score,
      ourScore: score,
      score1dp: roundHalfAway(score ?? Number.NaN, 1),
      scoreRounded: roundHalfAway(score ?? Number.NaN),
      ourRounded: roundHalfAway(score ?? Number.NaN),
    };
  },
  'nps.category': ({ scores }) => ({ categories: scores.map(npsCategory) }),
  'nps.rounding': (input) => {
    const { score } = nps(npsHistogram(input));
    return { score, roundedHalfAwayFromZero: roundHalfAway(score ?? Number.NaN) };
  },
  'nps.variance': ({ p: [detractors, passives, promoters] }) => {
    const shares = { detractors, passives, promoters };
    return { nps: net(shares), variance: netVariance(shares) };
  },
  'nps.ci': (input) => {
    const of = npsHistogram(input);
    const { score, low, high } = nps(of);
    return {
      nps: score,
      variance: netVariance(npsCounts(of)),
      adjWald3T95: [low, high],
      adjWald3T_center: 100 * present(adjustedWald(npsCounts(of))).center,
    };
  },
  csat: (input) => {
    const of = csatHistogram(input);
    const { score, n } = csat(of);
    return {
      n,
      pct: score,
      satisfiedPct: score,
      top2boxPct: score,
      rounded: roundHalfAway(score ?? Number.NaN),
      satisfiedCount: csatCounts(of).positive,
    };
  },
  'csat.mapping': ({ scale }) => {
    const values = Array.from({ length: scale }, (_, index) => index + 1);
    const boxes = (category: string) => values.filter((value) => csatCategory(value, scale) === category);
    return { negative: boxes('negative'), neutral: boxes('neutral'), positive: boxes('positive') };
  },
  ces: ({ counts1to5, ...input }) => {
    if (counts1to5) {
      const { n, score } = effort(histogram({ id: '1..5:effort', min: 1, max: 5 }, counts1to5));
      return { actualN: n, actualMean: score };
    }
    const { n, score, mean } = ces(cesHistogram(input));
    return { n, mean, agreePct: score };
  },
  cxi: ({ needs, easy, enjoyable }) => {
    const nets = [needs, easy, enjoyable].map(
      (counts) => cxiQuestion(histogram({ id: '1..5', min: 1, max: 5 }, counts)).score,
    );
    const overall = cxiOverall(nets);
    return {
      needs: nets[0],
      easy: nets[1],
      enjoyable: nets[2],
      overall,
      band: cxiBand(overall ?? Number.NaN),
    };
  },
  'cxi.overall': ({ questionNets }) => {
    const overall = cxiOverall(questionNets);
    return { overall, overallRounded: roundHalfAway(overall ?? Number.NaN) };
  },
  'cxi.band': ({ scores }) => ({ bands: scores.map(cxiBand) }),
  // A row gives one component, and the weight that is left of 100 goes to another.
  scorecard: ({ actual, worst, best, weight }) => {
    const rest = { actual: 0, worst: 0, best: 1, weight: 100 - weight };
    const { row } = scorecard({ row: { actual, worst, best, weight }, rest }).components;
    return { weighted: row.weighted };
  },
  funnel: ({ shown, responses, completed }) => {
    const { answerRate } = funnelRates({ shown, started: responses, completed, dismissed: 0 });
    return { startRatePct: answerRate === null ? null : 100 * answerRate };
  },
};

/** A row gives the answers, their counts, or shares of a hundred of them. Dismissed surveys are none. */
function npsHistogram(input: Input): Histogram {
  const detractors = input['detractors'] ?? input['detractorsPct'] ?? 0;
  const promoters = input['promoters'] ?? input['promotersPct'] ?? 0;
  const n = input['n'] ?? (input['promotersPct'] === undefined ? undefined : 100);
  const passives = n === undefined ? (input['passives'] ?? 0) : n - detractors - promoters;
  const counts =
    input['histogram0to10'] ??
    (input['scores']
      ? counted(input['scores'], 0, 10)
      : [detractors, 0, 0, 0, 0, 0, 0, passives, 0, 0, promoters]);
  return histogram({ id: '0..10', min: 0, max: 10 }, counts);
}

/** Rows with three categories are on three points, rows that know only the satisfied on two, the others on five. */
function csatHistogram({ counts1to5, scores, positive, neutral, negative, satisfied, n }: Input): Histogram {
  if (positive !== undefined) return histogram({ id: '1..3', min: 1, max: 3 }, [negative, neutral, positive]);
  if (satisfied !== undefined) return histogram({ id: '1..2', min: 1, max: 2 }, [n - satisfied, satisfied]);
  return histogram({ id: '1..5', min: 1, max: 5 }, counts1to5 ?? counted(scores, 1, 5));
}

/** Rows with three categories tell no more of the answers than that. */
function cesHistogram({ counts1to7, scores, disagree, neutral, agree }: Input): Histogram {
  const counts = counts1to7 ?? (scores ? counted(scores, 1, 7) : [disagree, 0, 0, neutral, 0, 0, agree]);
  return histogram({ id: '1..7', min: 1, max: 7 }, counts);
}

/** What is no number was refused at the wire, or skipped by the person: it is no answer. */
function counted(scores: readonly unknown[], min: number, max: number): number[] {
  return Array.from(
    { length: max - min + 1 },
    (_, index) => scores.filter((score) => score === min + index).length,
  );
}
