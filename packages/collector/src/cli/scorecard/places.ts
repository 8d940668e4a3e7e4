import type { MetricScore, ScorecardAnswer } from '@milepost/protocol';

type Scores = ScorecardAnswer['overall'];

/** One line of a scorecard: a metric of a place of the journey. */
export interface CardLine {
  stage: string;
  touchpoint: string;
  /** As it is shown. */
  place: string;
  /** The first line of its place. */
  first: boolean;
  /** What is measured, `cxi needs` too; empty where nothing was answered. */
  metric: string;
  score: Omit<MetricScore, 'metric' | 'scale' | 'method' | 'mean' | 'histogram'> & {
    scale: string | null;
    method: string | null;
  };
  completionRate: number | null;
}

/** A scorecard as lines: all of it, then each stage with its touchpoints. */
export function cardLines({ overall, stages }: ScorecardAnswer): CardLine[] {
  return [
    ...linesOf(overall, { stage: '', touchpoint: '', place: 'All' }),
    ...stages.flatMap(({ stage, label, touchpoints, ...scores }) => [
      ...linesOf(scores, { stage, touchpoint: '', place: label }),
      ...touchpoints.flatMap((one) =>
        linesOf(one, { stage, touchpoint: one.touchpoint, place: `  ${one.label}` }),
      ),
    ]),
  ];
}

function linesOf(
  { metrics, cxi, cx, funnel }: Scores,
  where: Pick<CardLine, 'stage' | 'touchpoint' | 'place'>,
): CardLine[] {
  const found: [metric: string, score: CardLine['score']][] = [
    ...metrics
      .filter(({ metric }) => metric !== 'cxi')
      .map((one): [string, MetricScore] => [one.metric, one]),
    ...(cxi
      ? [
          ['cxi', cxi.overall] as [string, MetricScore],
          ...Object.entries(cxi.questions).map(([name, one]): [string, MetricScore] => [`cxi ${name}`, one]),
        ]
      : []),
    ...(cx.score === null ? [] : [['cx', overallScore(cx.score)] as [string, CardLine['score']]]),
  ];
  // A place that nobody answers at is not left out: that is what a scorecard has to tell.
  if (found.length === 0) found.push(['', noScore]);
  return found.map(([metric, score], index) => ({
    ...where,
    first: index === 0,
    metric,
    score,
    completionRate: funnel.completionRate,
  }));
}

const noScore: CardLine['score'] = {
  scale: null,
  method: null,
  n: 0,
  score: null,
  low: null,
  high: null,
  precision: 'counts_only',
  suppressed: null,
};

/** The weighted score has neither answers nor an interval of its own. */
function overallScore(score: number): CardLine['score'] {
  return {
    scale: null,
    method: null,
    n: null,
    score,
    low: null,
    high: null,
    precision: 'normal',
    suppressed: null,
  };
}
