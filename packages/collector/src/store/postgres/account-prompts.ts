import type { ResponseState } from '@milepost/protocol';
import type { AccountPrompt, Page } from '../store.ts';
import type { Connection } from './database.ts';
import { inSteps } from './steps.ts';

interface PromptsAsked {
  from: number;
  to: number;
  account: string | null;
  after: string | null;
  limit: number;
}

interface Row {
  account: string;
  shown: number;
  state: string;
}

/** Prompts by account and time; a page ends with an account, so it may have more rows than its limit. */
export async function readAccountPrompts(
  connection: Connection,
  project: string,
  { from, to, account, after, limit }: PromptsAsked,
): Promise<Page<AccountPrompt>> {
  // Ranges of the index alone: no account is an empty text.
  const counts = `project = $1 and account > $2 and shown >= $3 and shown < $4 and verified and not excluded
    and ${account === null ? '$5::text is null' : 'account = $5'}`;
  const asked = [project, after ?? '', from, to, account];
  const [end] = await connection.rows<{ account: string | null; rows: number }>(
    `select max(account) as account, count(*) as rows from (
       select account from responses where ${counts} order by account limit $6) as found`,
    [...asked, limit],
  );
  if (!end || end.account === null) return { rows: [], next: null };
  const rows = await connection.rows<Row>(
    `select account, shown, state from responses where ${counts} and account <= $6
     order by account, shown, id`,
    [...asked, end.account],
  );
  // Fewer than asked for: there are no more.
  const isLast = end.rows < limit || !(await hasMore(connection, { counts, asked, end: end.account }));
  return {
    rows: await inSteps(rows, ({ state, ...row }) => ({ ...row, state: JSON.parse(state) as ResponseState })),
    next: isLast ? null : end.account,
  };
}

async function hasMore(
  connection: Connection,
  { counts, asked, end }: { counts: string; asked: readonly unknown[]; end: string },
): Promise<boolean> {
  const more = await connection.rows(`select 1 from responses where ${counts} and account > $6 limit 1`, [
    ...asked,
    end,
  ]);
  return more.length > 0;
}
