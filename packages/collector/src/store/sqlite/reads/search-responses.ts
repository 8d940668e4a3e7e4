import type { Database } from 'better-sqlite3';
import type { Page } from '../../store.ts';
import { firstCommentId, projectWord } from '../comments.ts';
import { closedRange } from './closed-range.ts';
import type { ListQuery } from './list-responses.ts';
import { createTellText, type ListedText, type TextRow, textColumns } from './text-rows.ts';

/** Comments that a page looks at, at the most. */
const looksPerPage = 5_000;

/** Responses of which each word that is sought begins one, the newest first: the ids of comments are in that order. */
export function searchResponses(
  connection: Database,
  { known, filter, after, limit }: ListQuery,
): Page<ListedText> {
  const { project } = known;
  const { words, touchpoints, person, account } = filter;
  if (after !== null && !isCommentId(after)) return { rows: [], next: null };
  const { from, to } = closedRange(filter);
  const found = connection
    .prepare<[Record<string, unknown>], TextRow & { comment: string }>(
      `select ${textColumns
        .split(', ')
        .map((column) => `responses.${column}`)
        .join()},
         cast(comment_words.rowid as text) as comment
       from comment_words cross join comments on comments.id = comment_words.rowid
       cross join responses on responses.project = comments.project and responses.bucket = comments.bucket
         and responses.id = comments.response
       where comment_words match @sought and comments.project = @project and comment_words.rowid < @before
       order by comment_words.rowid desc`,
    )
    .iterate({
      project,
      // Others' comments are passed over by the index: they neither cost looks nor are a place to go on from.
      sought: [`"${projectWord(project)}"`, ...words.map((word) => `"${word.replaceAll('"', '')}"*`)].join(
        ' ',
      ),
      before: after === null ? firstCommentId(latest) : BigInt(after),
    });
  const rows: TextRow[] = [];
  let looked = 0;
  let next: string | null = null;
  for (const { comment, ...row } of found) {
    if (rows.length === limit || looked === looksPerPage) return { rows: told(), next };
    looked += 1;
    next = comment;
    if (
      row.erased === null &&
      row.day >= from &&
      row.day < to &&
      (touchpoints?.includes(row.touchpoint) ?? true) &&
      (person === null || row.person === person) &&
      (account === null || row.account === account)
    )
      rows.push(row);
  }
  return { rows: told(), next: null };

  function told(): ListedText[] {
    return rows.map(createTellText(connection, project));
  }
}

/** What is no 64-bit integer, SQLite cannot compare. */
function isCommentId(after: string): boolean {
  return /^-?\d{1,19}$/.test(after) && BigInt.asIntN(64, BigInt(after)) === BigInt(after);
}

/** After every instant that can be told: the year 2248. */
const latest = 8.79e12;
