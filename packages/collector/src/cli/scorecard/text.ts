import { roundHalfAway } from '@milepost/metrics';
import type { ScorecardAnswer } from '@milepost/protocol';
import { type Cell, type Column, layOut, plain } from '../analysis/cells.ts';
import { endsOf } from '../analysis/ends.ts';
import { days, metricName, paragraphs } from '../analysis/heading.ts';
import { decimal, percent } from '../analysis/numbers.ts';
import { barCell, legend, scoredCells, scoredColumns } from '../analysis/scored-cells.ts';
import { type CardLine, cardLines } from './places.ts';

const columns: readonly Column[] = [
  { head: '', align: 'left' },
  { head: 'metric', align: 'left' },
  ...scoredColumns,
  { head: 'worst                best', align: 'left' },
  { head: 'completed', align: 'right' },
];

/** A scorecard for a terminal. */
export function scorecardText(card: ScorecardAnswer): string {
  const lines = cardLines(card);
  return paragraphs([
    [`Scorecard, ${days(card)}`, `Intervals hold ${roundHalfAway(100 * card.confidence, 1)} %.`],
    lines.length === 0 ? ['No answers.'] : layOut(columns, lines.map(cellsOf)),
    legend(lines.filter(({ metric }) => metric !== 'cx').map(({ score }) => score)),
    card.notes.map((note) => `Note: ${plain(note).text}`),
  ]);
}

function cellsOf({ place, first, metric, score, completionRate }: CardLine): Cell[] {
  const [name = '', question] = metric.split(' ');
  const ends = endsOf(score.method, score.scale);
  const [n = { text: '' }, value = { text: '' }, range = { text: '' }] =
    metric === 'cx' ? [{ text: '' }, { text: decimal(score.score ?? 0) }] : scoredCells(score, ends);
  return [
    plain(first ? place : ''),
    plain([metricName(name), question ?? (name === 'cx' ? '0..100' : score.scale)].filter(Boolean).join(' ')),
    n,
    value,
    range,
    barCell(score, ends),
    { text: first && completionRate !== null ? percent(completionRate) : '' },
  ];
}
