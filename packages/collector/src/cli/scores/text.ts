import { roundHalfAway } from '@milepost/metrics';
import type { ScoreRow, ScoreTable } from '@milepost/protocol';
import { barHead } from '../analysis/bar.ts';
import { type Cell, type Column, layOut, plain } from '../analysis/cells.ts';
import { endsOf } from '../analysis/ends.ts';
import { days, metricName, paragraphs } from '../analysis/heading.ts';
import { decimal, percent } from '../analysis/numbers.ts';
import { barCell, changeCell, legend, scoredCells, scoredColumns } from '../analysis/scored-cells.ts';
import { sparkline } from '../analysis/sparkline.ts';
import { componentLines } from './component-lines.ts';

/** A table of scores for a terminal: the rows, a line over time for each group, and what has to be known of them. */
export function scoresText(table: ScoreTable): string {
  const { metric, scale, rows, notes, confidence } = table;
  const title = [
    `${metricName(metric)}${scale === null ? '' : ` (${scale})`}, ${days(table)}`,
    `Intervals hold ${roundHalfAway(100 * confidence, 1)} %.`,
  ];
  if (rows.length === 0) return paragraphs([title, ['No answers.'], notes.map(noteLine)]);
  return paragraphs([
    title,
    rowLines(table),
    componentLines(rows),
    table.interval === 'all' ? [] : courseLines(table),
    legend(rows),
    [
      ...(rows.some(({ partial }) => partial) ? ['* a period that is not whole'] : []),
      ...notes.map(noteLine),
    ],
  ]);
}

const noteLine = (note: string) => `Note: ${plain(note).text}`;

function rowLines({ method, scale, rows, interval, confidence }: ScoreTable): string[] {
  const ends = endsOf(method, scale);
  const names = namesOf(rows);
  const columns: Column[] = [
    ...names.map((head): Column => ({ head, align: 'left' })),
    { head: 'period', align: 'left' },
    ...scoredColumns,
    // Ends differ with the scale, and one head cannot name several.
    {
      head: scale === null && method !== 'wilson' && method !== 'adjusted-wald-3t' ? '' : barHead(ends),
      align: 'left',
    },
    { head: 'completed', align: 'right' },
    { head: 'change', align: 'left' },
  ];
  const cells = rows.map((row): Cell[] => {
    const own = endsOf(method, scale ?? row.group['scale'] ?? null);
    const [n = { text: '' }, score = { text: '' }, range = { text: '' }] = scoredCells(row, own);
    return [
      ...names.map((name) => plain(row.group[name] ?? '')),
      { text: interval === 'all' ? '' : `${row.period}${row.partial ? '*' : ''}` },
      n,
      score,
      range,
      barCell(row, own),
      { text: row.funnel.completionRate === null ? '' : percent(row.funnel.completionRate) },
      changeCell(row.change, own, confidence),
    ];
  });
  return layOut(columns, cells);
}

function namesOf(rows: readonly ScoreRow[]): string[] {
  return Object.keys(rows[0]?.group ?? {});
}

/** The course of each group's score, over all periods that any group has. */
function courseLines({ rows, method, scale }: ScoreTable): string[] {
  const periods = [...new Set(rows.map(({ period }) => period))].toSorted();
  if (periods.length < 2) return [];
  const groups = Map.groupBy(rows, ({ group }) => JSON.stringify(group));
  const names = namesOf(rows);
  const cells = [...groups.values()].map((of): Cell[] => {
    const scores = new Map(of.map(({ period, score }) => [period, score]));
    const values = periods.map((period) => scores.get(period) ?? null);
    const known = values.filter((value) => value !== null);
    const { digits } = endsOf(method, scale ?? of[0]?.group['scale'] ?? null);
    return [
      ...names.map((name) => plain(of[0]?.group[name] ?? '')),
      { text: sparkline(values) },
      {
        text:
          known.length === 0
            ? ''
            : `${decimal(Math.min(...known), digits)} to ${decimal(Math.max(...known), digits)}`,
      },
    ];
  });
  return layOut(
    [
      ...names.map((head): Column => ({ head, align: 'left' })),
      { head: `${periods[0]} to ${periods.at(-1)}`, align: 'left' },
      { head: 'lowest to highest', align: 'left' },
    ],
    cells,
  );
}
