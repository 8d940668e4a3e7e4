import { type KeepsValue, keptValues } from '../cell-moves.ts';
import { texts } from './arrays.ts';
import type { Connection } from './database.ts';

/** The values that each segment of each project keeps apart. */
type Kept = Map<string, Map<string, Set<string>>>;

/** A value that this process does not know yet. */
type Missing = [project: string, segment: string, value: string];

/** Which values the segments of a project keep apart: those that came first, for good. */
export interface SegmentValues {
  /**
   * What a count comes to when every value has its place. Values that are not known here are looked up by `find`, and
   * only then: a value once kept is kept for good, and a segment that is full is full for good.
   */
  place<T>(count: (keeps: KeepsValue) => T, find: (missing: Missing[]) => Promise<Kept>): Promise<T>;
  /** After the commit: what it found is so for everybody. */
  learn(found: Kept): void;
}

export function createSegmentValues(): SegmentValues {
  const known: Kept = new Map();
  return {
    place: async (count, find) => {
      const missing: Missing[] = [];
      const counted = count((project, segment, value) => {
        const values = known.get(project)?.get(segment);
        if (values?.has(value)) return true;
        if (!values || values.size < keptValues) missing.push([project, segment, value]);
        return false;
      });
      if (missing.length === 0) return counted;
      const found = await find(missing);
      return count((project, segment, value) => {
        const values = found.get(project)?.get(segment) ?? known.get(project)?.get(segment);
        return values?.has(value) === true;
      });
    },
    learn: (found) => {
      for (const [project, segments] of found) {
        const kept = known.get(project) ?? new Map<string, Set<string>>();
        for (const [segment, values] of segments) kept.set(segment, values);
        known.set(project, kept);
      }
    },
  };
}

/** Looks values up without taking any up. */
export async function findSegmentValues(connection: Connection, missing: readonly Missing[]): Promise<Kept> {
  const found: Kept = new Map();
  for (const [project, segment] of missing) {
    const segments = found.get(project) ?? new Map<string, Set<string>>();
    found.set(project, segments.set(segment, new Set()));
  }
  for (const [project, segments] of found) {
    const rows = await connection.rows<{ segment: string; value: string }>(
      'select segment, value from segment_values where project = $1 and segment = any($2::text[])',
      [project, texts([...segments.keys()])],
    );
    for (const { segment, value } of rows) segments.get(segment)?.add(value);
  }
  return found;
}

/** Gives values a place while there is room; of several collectors one at a time, to the end of its transaction. */
export async function takeSegmentValues(connection: Connection, missing: readonly Missing[]): Promise<Kept> {
  const projects = [...new Set(missing.map(([project]) => project))].sort();
  for (const project of projects)
    await connection.rows('select pg_advisory_xact_lock(hashtextextended($1, 0))', [`segments ${project}`]);
  const found = await findSegmentValues(connection, missing);
  const taken = missing.filter(([project, segment, value]) => {
    const values = found.get(project)?.get(segment);
    if (!values || values.has(value) || values.size >= keptValues) return false;
    values.add(value);
    return true;
  });
  await connection.run(
    `insert into segment_values (project, segment, value)
     select * from unnest($1::text[], $2::text[], $3::text[])`,
    [
      texts(taken.map(([project]) => project)),
      texts(taken.map(([, segment]) => segment)),
      texts(taken.map(([, , value]) => value)),
    ],
  );
  return found;
}
