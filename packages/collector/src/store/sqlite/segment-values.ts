import type { Database, Statement } from 'better-sqlite3';
import { type KeepsValue, keptValues } from '../cell-moves.ts';

/** Which values the segments of a project keep apart: those that came first, for good. */
export interface SegmentValues {
  /** Whether a value has a place of its own; a new one takes it while there is room. To be asked in a transaction. */
  keeps: KeepsValue;
  /** After a transaction that failed: what it took up was not kept. */
  forget(): void;
}

export function createSegmentValues(writer: Database): SegmentValues {
  const read: Statement<[string, string], string> = writer
    .prepare<[string, string], string>('select value from segment_values where project = ? and segment = ?')
    .pluck();
  const insert = writer.prepare(
    // Another process may have taken it up meanwhile.
    'insert into segment_values (project, segment, value) values (?, ?, ?) on conflict do nothing',
  );
  const kept = new Map<string, Set<string>>();
  const valuesOf = (project: string, segment: string) => {
    const key = JSON.stringify([project, segment]);
    const values = kept.get(key) ?? new Set(read.all(project, segment));
    kept.set(key, values);
    return values;
  };
  return {
    keeps: (project, segment, value) => {
      const values = valuesOf(project, segment);
      if (values.has(value)) return true;
      if (values.size >= keptValues) return false;
      insert.run(project, segment, value);
      values.add(value);
      return true;
    },
    forget: () => kept.clear(),
  };
}
