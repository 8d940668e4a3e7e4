import type { ScoreRow } from '@milepost/protocol';
import { type Cell, type Column, layOut, plain } from '../analysis/cells.ts';
import { metricName } from '../analysis/heading.ts';
import { counted, decimal, interval } from '../analysis/numbers.ts';

const right = (head: string): Column => ({ head, align: 'right' });
const left = (head: string): Column => ({ head, align: 'left' });

/** What the overall score of each row is made of; nothing for other metrics. */
export function componentLines(rows: readonly ScoreRow[]): string[] {
  const [first] = rows;
  if (!first?.components) return [];
  const names = Object.keys(first.group);
  const cells = rows.flatMap(({ components = {}, group, period }) =>
    Object.entries(components).map(([metric, { n, actual, low, high, weight, weighted }]): Cell[] => [
      ...names.map((name) => plain(group[name] ?? '')),
      { text: period === 'all' ? '' : period },
      { text: metricName(metric) },
      { text: n === null ? '·' : counted(n) },
      { text: actual === null ? '-' : decimal(actual) },
      { text: low === null || high === null ? '' : interval(low, high) },
      { text: decimal(weight) },
      { text: weighted === null ? '-' : decimal(weighted) },
    ]),
  );
  return layOut(
    [
      ...names.map(left),
      left('period'),
      left('component'),
      right('n'),
      right('score'),
      left('interval'),
      right('weight'),
      right('points'),
    ],
    cells,
  );
}
