import type { Database } from 'better-sqlite3';
import type { ResponseRow } from '../settle.ts';
import type { ResponseKey } from './response-rows.ts';

/** What the words of a response are kept by. */
type Commented = Pick<ResponseRow, 'project' | 'bucket' | 'id' | 'shown' | 'words'>;

/** The words of what people wrote, for the full-text index. To be called inside a transaction. */
export interface Comments {
  /** Keeps the words of a response as it stands; without any, now and before (`had`), it costs no look. */
  put(row: Commented, before: { had: boolean }): void;
  remove(project: string, key: ResponseKey): void;
  /** Gives up the words of a whole project. */
  clear(project: string): void;
}

interface CommentRow {
  id: bigint;
  words: string;
}

/**
 * The word that every comment of a project has, so that the index finds those of one project alone. No text has it: a
 * text's words are letters and digits.
 */
export function projectWord(project: string): string {
  return `\u00a7${Buffer.from(project).toString('hex')}`;
}

/** The words of a comment as they are kept; empty when it has none. */
export function keptWords(project: string, words: readonly string[]): string {
  return words.length === 0 ? '' : [projectWord(project), ...words].join(' ');
}

/** Responses that were shown in one millisecond are told apart by the last bits of their comments' ids. */
const tieBits = 20n;

/** The least id that the comment of a response shown at an instant may have. */
export function firstCommentId(shown: number): bigint {
  return BigInt(shown) << tieBits;
}

export function createComments(connection: Database): Comments {
  const find = connection
    .prepare<[string, number, string], CommentRow>(
      'select id, words from comments where project = ? and bucket = ? and response = ?',
    )
    .safeIntegers();
  const lastId = connection
    .prepare<[bigint, bigint], bigint | null>('select max(id) from comments where id >= ? and id < ?')
    .pluck()
    .safeIntegers();
  const insert = connection.prepare(
    `insert into comments (id, project, bucket, response, words) values (?, ?, ?, ?, ?)
     on conflict (id) do nothing`,
  );
  const remove = connection.prepare('delete from comments where project = ? and bucket = ? and response = ?');
  const clear = connection.prepare('delete from comments where project = ?');

  const add = ({ project, bucket, id, shown }: Commented, words: string): void => {
    const first = firstCommentId(shown);
    let at = (lastId.get(first, firstCommentId(shown + 1)) ?? first - 1n) + 1n;
    while (insert.run(at, project, bucket, id, words).changes === 0) at += 1n;
  };

  return {
    put: (row, { had }) => {
      const { project, bucket, id, shown } = row;
      const words = keptWords(project, row.words);
      if (had) {
        const found = find.get(project, bucket, id);
        if (found?.words === words && found.id >> tieBits === BigInt(shown)) return;
        if (found) remove.run(project, bucket, id);
      }
      if (words !== '') add(row, words);
    },
    remove: (project, { bucket, id }) => {
      remove.run(project, bucket, id);
    },
    clear: (project) => {
      clear.run(project);
    },
  };
}
