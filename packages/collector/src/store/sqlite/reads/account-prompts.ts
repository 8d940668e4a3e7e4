import type { Database } from 'better-sqlite3';
import type { AccountPrompt, Page } from '../../store.ts';

/** A prompt whose state is JSON still. */
export interface PromptText extends Omit<AccountPrompt, 'state'> {
  text: string;
}

interface PromptQuery {
  project: string;
  from: number;
  to: number;
  account: string | null;
  after: string | null;
  limit: number;
}

/** Prompts by account and time; a page ends with the first account that fills it. */
export function accountPrompts(
  connection: Database,
  { project, from, to, account, after, limit }: PromptQuery,
): Page<PromptText> {
  const found = connection
    .prepare<unknown[], PromptText>(
      `select account, shown, state as text from responses indexed by responses_account
       where project = ? and account > ? ${account === null ? '' : 'and account = ?'} and shown >= ? and shown < ?
         and verified = 1 and excluded = 0 and erased is null
       order by account, shown, id`,
    )
    .iterate(project, after ?? '', ...(account === null ? [] : [account]), from, to);
  const rows: PromptText[] = [];
  for (const row of found) {
    const last = rows.at(-1);
    if (last && rows.length >= limit && row.account !== last.account) return { rows, next: last.account };
    rows.push(row);
  }
  return { rows, next: null };
}
