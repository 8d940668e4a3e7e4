import type { Database } from 'better-sqlite3';
import { type KeepsValue, keptValues } from '../cell-moves.ts';

/** Which values the segments of a project keep apart: those that came first, for good. */
export interface SegmentValues {
  /** Whether a value has a place of its own; a new one takes it while there is room. To be asked in a transaction. */
  keeps: KeepsValue;
  /** Gives up the values of every segment but these. */
  retain(project: string, segments: readonly string[]): void;
  /** After a transaction that failed, or when another process may have given values up. */
  forget(): void;
}

export function createSegmentValues(connection: Database): SegmentValues {
  const read = connection
    .prepare<[string, string], string>('select value from segment_values where project = ? and segment = ?')
    .pluck();
  const insert = connection.prepare('insert into segment_values (project, segment, value) values (?, ?, ?)');
  const drop = connection.prepare(
    'delete from segment_values where project = ? and segment not in (select value from json_each(?))',
  );
  const kept = new Map<string, Set<string>>();
  return {
    keeps: (project, segment, value) => {
      const key = JSON.stringify([project, segment]);
      let values = kept.get(key);
      if (values?.has(value)) return true;
      if (values && values.size >= keptValues) return false;
      // Another process may have taken values up meanwhile.
      values = new Set(read.all(project, segment));
      kept.set(key, values);
      if (values.has(value)) return true;
      if (values.size >= keptValues) return false;
      insert.run(project, segment, value);
      values.add(value);
      return true;
    },
    retain: (project, segments) => {
      drop.run(project, JSON.stringify(segments));
      kept.clear();
    },
    forget: () => kept.clear(),
  };
}

/** As `keeps`, for a connection that only reads: a value that has no place yet would take one while there is room. */
export function readKeptValues(connection: Database, project: string): KeepsValue {
  const rows = connection
    .prepare<[string], { segment: string; value: string }>(
      'select segment, value from segment_values where project = ?',
    )
    .all(project);
  const kept = Map.groupBy(rows, ({ segment }) => segment);
  const values = new Map(
    [...kept].map(([segment, all]) => [segment, new Set(all.map(({ value }) => value))]),
  );
  return (_project, segment, value) => {
    const known = values.get(segment);
    return !known || known.has(value) || known.size < keptValues;
  };
}
