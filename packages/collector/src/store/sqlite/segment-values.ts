import type { ResponseState } from '@milepost/protocol';
import type { Database, Statement } from 'better-sqlite3';
import { type CellCount, cellCounts, otherValue } from '../../intake/cells.ts';
import type { KnownProgram } from '../../program/known.ts';

/** Values that a segment keeps apart; a careless one (an id, an address) must not grow the cells without end. */
const keptValues = 2_000;

/** Which values the segments of a project keep apart: those that came first, for good. */
export interface SegmentValues {
  /** What a response counts, its segments' values as they are kept; a new value is taken up while there is room. */
  countsOf(state: ResponseState, known: KnownProgram): CellCount[];
  /** Before a project is counted anew. */
  clear(project: string): void;
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
  const remove = writer.prepare('delete from segment_values where project = ?');
  const kept = new Map<string, Set<string>>();

  const valuesOf = (project: string, segment: string) => {
    const key = JSON.stringify([project, segment]);
    const values = kept.get(key) ?? new Set(read.all(project, segment));
    kept.set(key, values);
    return values;
  };
  const keep = (project: string, segment: string, value: string) => {
    const values = valuesOf(project, segment);
    if (values.has(value)) return value;
    if (values.size >= keptValues) return otherValue;
    insert.run(project, segment, value);
    values.add(value);
    return value;
  };
  return {
    countsOf: (state, known) => {
      const segments = new Set(known.program.segments);
      return cellCounts(state, known).map((count) =>
        segments.has(count.dimension)
          ? { ...count, value: keep(known.project, count.dimension, count.value) }
          : count,
      );
    },
    clear: (project) => {
      remove.run(project);
      kept.clear();
    },
    forget: () => kept.clear(),
  };
}
