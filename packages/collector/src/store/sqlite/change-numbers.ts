import type { Database } from 'better-sqlite3';

/** Numbers for what a transaction changes: each is greater than all that were given before, in the order of the commits. */
export interface ChangeNumbers {
  /** The number of the next change; the same until it is taken. */
  next(project: string): number;
  take(project: string): void;
  /** To be called at the end of the transaction; nothing is written when no number was taken. */
  keep(): void;
}

/**
 * Returns a function that begins to number the changes of a transaction. A deleted response takes its number with it, so
 * the last one is kept beside the responses: given twice, a number would hide what got it second.
 */
export function createChangeNumbers(connection: Database): () => ChangeNumbers {
  const last = connection.prepare<[string], number>('select changes from projects where id = ?').pluck();
  const keep = connection.prepare('update projects set changes = ? where id = ?');
  return () => {
    const taken = new Map<string, number>();
    const latest = new Map<string, number>();
    const lastOf = (project: string): number => {
      const number = taken.get(project) ?? latest.get(project) ?? last.get(project) ?? 0;
      latest.set(project, number);
      return number;
    };
    return {
      next: (project) => lastOf(project) + 1,
      take: (project) => {
        taken.set(project, lastOf(project) + 1);
      },
      keep: () => {
        for (const [project, number] of taken) keep.run(number, project);
      },
    };
  };
}
