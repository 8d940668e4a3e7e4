import type { Change } from '@milepost/protocol';
import { bar } from './bar.ts';
import type { Cell, Column } from './cells.ts';
import type { Ends } from './ends.ts';
import { counted, decimal, interval, pValue, signed } from './numbers.ts';

/** What every row of an answer with scores has. */
export interface Scored {
  n: number | null;
  score: number | null;
  low: number | null;
  high: number | null;
  precision: 'counts_only' | 'low' | 'normal';
  suppressed: 'k_anonymity' | null;
}

export const scoredColumns: readonly Column[] = [
  { head: 'n', align: 'right' },
  { head: 'score', align: 'right' },
  { head: 'interval', align: 'left' },
];

/** Signs of what is not shown, or to be read with care, explained by `legend`. */
const signs = { suppressed: '·', countsOnly: '-', low: '~' } as const;

/** The answers, the score and its interval. */
export function scoredCells(row: Scored, { digits }: Ends): Cell[] {
  const { n, score, low, high, precision, suppressed } = row;
  if (suppressed || n === null)
    return Array.from({ length: 2 }, () => ({ text: signs.suppressed, colour: 'dim' as const }));
  if (score === null) return [{ text: counted(n) }, { text: signs.countsOnly, colour: 'dim' }];
  const mark = precision === 'low' ? signs.low : '';
  return [
    { text: counted(n) },
    { text: `${mark}${decimal(score, digits)}` },
    { text: low === null || high === null ? '' : interval(low, high, digits) },
  ];
}

/** The interval as a bar; empty without one. */
export function barCell({ score, low, high }: Scored, ends: Ends): Cell {
  return { text: score === null || low === null || high === null ? '' : bar({ score, low, high }, ends) };
}

/**
 * A change with its interval and p-value. A full arrow is clear at the confidence of the table, a hollow one may be
 * chance. Green is better, whichever way that is on the scale.
 */
export function changeCell(
  change: Change | null | undefined,
  { digits, lowerIsBetter }: Ends,
  confidence: number,
): Cell {
  if (!change || change.difference === null) return { text: '' };
  const { difference, low, high, p } = change;
  const clear = p !== null && p < 1 - confidence;
  const text = [
    arrow(difference, clear),
    signed(difference, digits),
    ...(low === null || high === null ? [] : [`[${signed(low, digits)}, ${signed(high, digits)}]`]),
    ...(p === null ? [] : [`p ${pValue(p)}`]),
  ].join(' ');
  return {
    text,
    ...(clear && { colour: difference > 0 === lowerIsBetter ? ('red' as const) : ('green' as const) }),
  };
}

function arrow(difference: number, clear: boolean): string {
  if (difference === 0) return '=';
  if (difference > 0) return clear ? '▲' : '△';
  return clear ? '▼' : '▽';
}

/** What the signs of some rows mean. */
export function legend(rows: readonly (Scored & { change?: Change | null })[]): string[] {
  const changed = rows.some(({ change }) => change?.difference);
  return [
    ...(rows.some(({ suppressed }) => suppressed)
      ? [`${signs.suppressed} kept back: too few people (k-anonymity)`]
      : []),
    ...(rows.some((row) => isScoreless(row) && row.precision === 'counts_only')
      ? [`${signs.countsOnly} too few answers for a score`]
      : []),
    ...(rows.some((row) => isScoreless(row) && row.precision !== 'counts_only')
      ? [`${signs.countsOnly} no score: a component of it is missing`]
      : []),
    ...(rows.some(({ precision, score }) => precision === 'low' && score !== null)
      ? [`${signs.low} few answers: the score is not precise`]
      : []),
    ...(changed ? ['▲ ▼ a change that is clear; △ ▽ one that may be chance'] : []),
  ];
}

function isScoreless({ score, suppressed }: Scored): boolean {
  return score === null && !suppressed;
}
