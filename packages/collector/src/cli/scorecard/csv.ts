import type { ScorecardAnswer } from '@milepost/protocol';
import { stringify } from 'csv-stringify/sync';
import { withoutFormulas } from '../../export/without-formulas.ts';
import { cardLines } from './places.ts';

/** A scorecard as rows for a spreadsheet; nothing in it is rounded. */
export function scorecardCsv(card: ScorecardAnswer): string {
  const rows = cardLines(card).map(({ stage, touchpoint, metric, score, completionRate }) => [
    withoutFormulas(stage),
    withoutFormulas(touchpoint),
    metric,
    withoutFormulas(score.scale ?? ''),
    score.n,
    score.score,
    score.low,
    score.high,
    score.precision,
    score.suppressed,
    completionRate,
  ]);
  const header = [
    'stage',
    'touchpoint',
    'metric',
    'scale',
    'n',
    'score',
    'low',
    'high',
    'precision',
    'suppressed',
    'completion_rate',
  ];
  return stringify([header, ...rows], { record_delimiter: 'windows' });
}
