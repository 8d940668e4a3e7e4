import { cxiBand, estimators, histogram } from '@milepost/metrics';
import {
  compositeScale,
  cxiItems,
  type MetricScore,
  type ScorecardAnswer,
  type ScorecardQuery,
  scaleOf,
} from '@milepost/protocol';
import { funnelOf } from '../counts/funnel.ts';
import { type cxMetrics, cxOf } from '../scores/cx.ts';
import { scoredOf } from '../table/scored-row.ts';
import type { TableRow } from '../table/table.ts';
import type { Levels } from './levels.ts';
import type { Score, ScoreSeries } from './score-levels.ts';

type PlaceScores = Omit<ScorecardAnswer['overall'], 'funnel'>;

/** Finds what a place has among the levels of a series. */
export type At = <T>(levels: Levels<T>) => T | undefined;

/** The scores of one place. */
export function placeScores(
  series: readonly ScoreSeries[],
  { at, weights }: { at: At; weights: ScorecardQuery['weights'] },
): PlaceScores {
  const here = series.flatMap(({ levels, ...of }) => {
    const score = at(levels);
    return score ? [{ ...of, score }] : [];
  });
  const plain = here.filter(({ item }) => item === null);
  const only = (metric: (typeof cxMetrics)[number]) => {
    const [one, other] = plain.filter((score) => score.metric === metric);
    return one && !other ? rowOf(one.score) : undefined;
  };
  return {
    metrics: plain.map(({ score }) => metricScore(score)),
    cxi: cxiOf(new Map(here.map(({ item, score }) => [item, score]))),
    cx: cxOf({ nps: only('nps'), csat: only('csat'), ces: only('ces') }, weights),
  };
}

function cxiOf(scores: ReadonlyMap<ScoreSeries['item'], Score>): PlaceScores['cxi'] {
  const overall = metricScore(scores.get('overall') ?? noAnswers(compositeScale));
  if (!['overall' as const, ...cxiItems].some((item) => scores.has(item))) return null;
  const question = (item: (typeof cxiItems)[number]) => metricScore(scores.get(item) ?? noAnswers(itemScale));
  return {
    overall,
    band: cxiBand(overall.score),
    questions: { needs: question('needs'), ease: question('ease'), enjoyment: question('enjoyment') },
  };
}

const itemScale = scaleOf({ type: 'cxi' }) ?? compositeScale;

function noAnswers(scale: typeof compositeScale): Pick<Score, 'row' | 'suppressed'> {
  const counts = Array.from({ length: scale.max - scale.min + 1 }, () => 0);
  const row: TableRow = {
    period: 'all',
    group: {},
    estimate: estimators.cxi(histogram(scale, counts)),
    precision: 'counts_only',
    suppressed: null,
    partial: false,
    funnel: funnelOf([], 0),
  };
  return { row, suppressed: false };
}

/** A row that subtraction across the levels would tell is suppressed like one of few people. */
function rowOf({ row, suppressed }: Pick<Score, 'row' | 'suppressed'>): TableRow {
  return suppressed ? { ...row, suppressed: 'k_anonymity', precision: 'counts_only' } : row;
}

function metricScore(score: Pick<Score, 'row' | 'suppressed'>): MetricScore {
  const { metric, scale, method } = score.row.estimate;
  return { metric, scale, method, ...scoredOf(rowOf(score)) };
}
