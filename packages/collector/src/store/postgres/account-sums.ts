import { type AccountMove, accountMoves } from '../account-moves.ts';
import { sumsOf } from '../account-sum.ts';
import type { CellChange } from '../cell-moves.ts';
import type { AccountSelection, AccountSum } from '../store.ts';
import { instants, integers, texts } from './arrays.ts';
import type { Connection } from './database.ts';
import { shardOf, shardsOf } from './shard.ts';
import { everyMonth } from './spans.ts';
import { inSteps } from './steps.ts';

const keys = ['shard', 'scale', 'touchpoint', 'month', 'survey', 'version', 'question', 'account'];
const numbers = ['n', 'thirds', 'ninths'];
const typeOf = (key: string) => (key === 'month' || key === 'version' ? 'int4' : 'text');
const unnested = `unnest(${keys.map((key, index) => `$${index + 1}::${typeOf(key)}[]`).join()}`;

const upsert = `insert into account_sums (${[...keys, ...numbers].join()})
  select * from ${unnested}, ${numbers.map((_, index) => `$${keys.length + index + 1}::int8[]`).join()})
  on conflict (${keys.join()}) do update set
    ${numbers.map((name) => `${name} = account_sums.${name} + excluded.${name}`).join()}`;

/** Only rows that this transaction has just written, and so holds. */
const drop = `delete from account_sums as s using ${unnested}) as k(${keys.join()})
  where ${keys.map((key) => `s.${key} = k.${key}`).join(' and ')} and s.n = 0`;

/**
 * Moves the sums per account by the changes of a transaction, in the order of their keys. What has come to nothing is
 * gone, so that no account is named that nothing is known of.
 */
export async function writeAccountSums(
  connection: Connection,
  changes: readonly CellChange[],
): Promise<void> {
  const moves = accountMoves(changes);
  if (moves.length === 0) return;
  await connection.run(upsert, [...keyParameters(sorted(moves)), ...numberParameters(sorted(moves))]);
  const fallen = sorted(moves.filter(({ n }) => n < 0));
  if (fallen.length > 0) await connection.run(drop, keyParameters(fallen));
}

interface Placed {
  move: AccountMove;
  order: string;
}

/** Any order will do, as long as every collector has the same. */
function sorted(moves: readonly AccountMove[]): AccountMove[] {
  return moves
    .map((move): Placed => ({ move, order: orderOf(move) }))
    .sort((a, b) => (a.order < b.order ? -1 : 1))
    .map(({ move }) => move);
}

function orderOf({ n: _n, thirds: _thirds, ninths: _ninths, ...key }: AccountMove): string {
  const { project, bucket, scale, touchpoint, month, survey, version, question, account } = key;
  return JSON.stringify([project, bucket, scale, touchpoint, month, survey, version, question, account]);
}

function keyParameters(moves: readonly AccountMove[]): Buffer[] {
  return [
    texts(moves.map(({ project, bucket }) => shardOf(project, bucket))),
    texts(moves.map(({ scale }) => scale)),
    texts(moves.map(({ touchpoint }) => touchpoint)),
    integers(moves.map(({ month }) => month)),
    texts(moves.map(({ survey }) => survey)),
    integers(moves.map(({ version }) => version)),
    texts(moves.map(({ question }) => question)),
    texts(moves.map(({ account }) => account)),
  ];
}

function numberParameters(moves: readonly AccountMove[]): Buffer[] {
  return [
    instants(moves.map(({ n }) => n)),
    instants(moves.map(({ thirds }) => thirds)),
    instants(moves.map(({ ninths }) => ninths)),
  ];
}

interface SumRow extends Omit<AccountSum, 'sum' | 'sumOfSquares'> {
  thirds: number;
  ninths: number;
}

/** Adds up the sums of a selection: one range of the primary key per bucket, scale and touchpoint. */
export async function readAccountSums(
  connection: Connection,
  { project, scales, from, to, byMonth }: AccountSelection,
  { buckets, touchpoints }: { buckets: number; touchpoints: readonly string[] },
): Promise<AccountSum[]> {
  const names = `${byMonth ? 'month, ' : ''}touchpoint, survey, version, question, scale, account`;
  const rows = await connection.rows<SumRow>(
    `select ${byMonth ? '' : '0 as month, '}${names}, sum(n)::int8 as n, sum(thirds)::int8 as thirds,
       sum(ninths)::int8 as ninths
     from account_sums
     where shard = any($1::text[]) and scale = any($2::text[]) and touchpoint = any($3::text[])
       and month >= $4 and month < $5
     group by ${names}`,
    [
      texts(shardsOf(project, buckets)),
      texts(scales),
      texts(touchpoints),
      from ?? everyMonth.from,
      to ?? everyMonth.to,
    ],
  );
  return inSteps(rows, ({ thirds, ninths, ...row }) => ({ ...row, ...sumsOf({ thirds, ninths }) }));
}
