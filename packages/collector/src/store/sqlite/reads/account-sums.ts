import type { Database } from 'better-sqlite3';
import { sumsOf } from '../../account-sum.ts';
import type { AccountSelection, AccountSum } from '../../store.ts';
import { allBuckets } from './all-buckets.ts';
import { closedRange } from './closed-range.ts';

/**
 * Sums in columns: there can be a hundred thousand, and what crosses to another thread as objects costs that thread more
 * than it took to read.
 */
export interface AccountColumns {
  /** Each name once. */
  names: string[];
  /** Rows of ten numbers: the month, five names by their places, the version, n, thirds and ninths. */
  numbers: Float64Array;
}

type Row = [
  month: number,
  touchpoint: string,
  survey: string,
  question: string,
  scale: string,
  account: string,
  version: number,
  n: number,
  thirds: number,
  ninths: number,
];

const perSum = 10;

export function accountSums(
  connection: Database,
  { selection, buckets }: { selection: AccountSelection; buckets: number },
): AccountColumns {
  const { project, scales, byMonth, touchpoints = null } = selection;
  const { from, to } = closedRange(selection);
  const keys = 'touchpoint, survey, question, scale, account, version';
  const rows = connection
    .prepare<unknown[], Row>(
      `select ${byMonth ? 'month' : '0'}, ${keys}, sum(n), sum(thirds), sum(ninths) from account_sums
       where project = ? and bucket in (select value from json_each(?))
         and scale in (select value from json_each(?)) and month >= ? and month < ?
         ${touchpoints ? 'and touchpoint in (select value from json_each(?))' : ''}
       group by ${byMonth ? 'month, ' : ''}${keys}`,
    )
    .raw()
    .all(
      project,
      allBuckets(buckets),
      JSON.stringify(scales),
      from,
      to,
      ...(touchpoints ? [JSON.stringify(touchpoints)] : []),
    );
  const places = new Map<string, number>();
  const placeOf = (name: string): number => {
    let place = places.get(name);
    if (place === undefined) {
      place = places.size;
      places.set(name, place);
    }
    return place;
  };
  const numbers = new Float64Array(rows.length * perSum);
  let at = 0;
  for (const row of rows)
    for (const value of row) numbers[at++] = typeof value === 'string' ? placeOf(value) : value;
  return { names: [...places.keys()], numbers };
}

/** The sums that were read, one by one again. */
export function accountSumsOf({ names, numbers }: AccountColumns): AccountSum[] {
  return Array.from({ length: numbers.length / perSum }, (_, index) => {
    const number = (offset: number) => numbers[index * perSum + offset] ?? 0;
    const name = (offset: number) => names[number(offset)] ?? '';
    return {
      month: number(0),
      touchpoint: name(1),
      survey: name(2),
      question: name(3),
      scale: name(4),
      account: name(5),
      version: number(6),
      n: number(7),
      ...sumsOf({ thirds: number(8), ninths: number(9) }),
    };
  });
}
