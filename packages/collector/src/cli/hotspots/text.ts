import type { HotspotAnswer } from '@milepost/protocol';
import { type Cell, type Column, layOut, plain } from '../analysis/cells.ts';
import { endsOf } from '../analysis/ends.ts';
import { days, metricName, paragraphs } from '../analysis/heading.ts';
import { decimal, percent, pValue, signed } from '../analysis/numbers.ts';
import { legend, scoredCells, scoredColumns } from '../analysis/scored-cells.ts';

type Row = HotspotAnswer['rows'][number];
type Flag = Row['flag'];

const flags: Record<Flag, Cell> = {
  hot: { text: '▼ hot', colour: 'red' },
  bright: { text: '▲ bright', colour: 'green' },
  none: { text: '' },
};

/** Hot spots for a terminal, the worst first. */
export function hotspotsText(answer: HotspotAnswer): string {
  const { metric, scale, rows, by, q, minN, minEffect, notes } = answer;
  const title = [
    `${metricName(metric)}${scale === null ? '' : ` (${scale})`} by ${by.join(' and ')}, ${days(answer)}`,
    `Flagged: at least ${decimal(minN, 0)} answers and ${decimal(minEffect)} from the rest, with at most ${percent(q)} false alarms among the flags.`,
  ];
  const found = (['hot', 'bright'] as const).map(
    (flag) => `${rows.filter((row) => row.flag === flag).length} ${flag}`,
  );
  return paragraphs([
    title,
    rows.length === 0 ? ['No answers.'] : rowLines(answer),
    rows.length === 0 ? [] : [`${found.join(', ')}; ${rows.length} in all.`],
    // The arrows here are flags, which name themselves.
    legend(rows.map((row) => ({ ...row, change: null }))),
    notes.map((note) => `Note: ${plain(note).text}`),
  ]);
}

function rowLines({ method, scale, rows, by }: HotspotAnswer): string[] {
  const ends = endsOf(method, scale);
  const columns: Column[] = [
    { head: '', align: 'left' },
    ...by.map((head): Column => ({ head, align: 'left' })),
    ...scoredColumns,
    { head: 'rest', align: 'right' },
    { head: 'effect', align: 'right' },
    { head: 'adjusted p', align: 'right' },
    { head: 'since before', align: 'right' },
    { head: 'adjusted p', align: 'right' },
    { head: '', align: 'left' },
  ];
  const cells = rows.map((row): Cell[] => {
    const [n = { text: '' }, score = { text: '' }, range = { text: '' }] = scoredCells(row, ends);
    const number = (value: number | null | undefined, write: (value: number) => string): Cell => ({
      text: value === null || value === undefined ? '' : write(value),
    });
    return [
      flags[row.flag],
      ...by.map((name) => plain(row.group[name] ?? '')),
      n,
      score,
      range,
      number(row.rest, (value) => decimal(value, ends.digits)),
      number(row.effect, (value) => signed(value, ends.digits)),
      number(row.adjusted, pValue),
      number(row.change?.difference, (value) => signed(value, ends.digits)),
      number(row.change?.adjusted, pValue),
      flags[row.change?.flag ?? 'none'],
    ];
  });
  return layOut(columns, cells);
}
