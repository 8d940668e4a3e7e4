import type { ToldExclusion } from '@milepost/protocol';
import type { Database } from 'better-sqlite3';
import type { StoredText } from '../../store.ts';
import { createFitting } from '../exclusion-rows.ts';

/** What of a response is read to tell it, in columns. */
export const textColumns =
  'bucket, id, day, shown, sent, received, state as text, touchpoint, person, account, erased, excluded';

/** A row of `textColumns`. */
export interface TextRow extends Omit<StoredText, 'excluded'> {
  id: string;
  shown: number;
  touchpoint: string;
  person: string | null;
  account: string | null;
  excluded: 0 | 1;
}

/** A response with `shown` by the corrected clock, whose state is JSON still: that crosses to another thread fastest. */
export interface ListedText extends StoredText {
  shown: number;
}

/** Returns a function that tells a row, with the exclusions that keep it out. */
export function createTellText(connection: Database, project: string): (row: TextRow) => ListedText {
  const fitting = createFitting(connection);
  return ({ id, touchpoint: _touchpoint, person, account, excluded, ...row }) => ({
    ...row,
    excluded: excluded ? fitting(project, { id, person, account }) : ([] as ToldExclusion[]),
  });
}
