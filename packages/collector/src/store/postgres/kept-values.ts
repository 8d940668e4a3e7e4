import type { KeepsValue } from '../cell-moves.ts';
import { texts } from './arrays.ts';
import type { Connection } from './database.ts';

/** Which values of some dimensions have a place of their own, as one connection sees it. Of others nothing is told. */
export async function readKeptValues(
  connection: Connection,
  project: string,
  dimensions: Iterable<string>,
): Promise<KeepsValue> {
  const asked = new Set(dimensions);
  const rows = await connection.rows<{ segment: string; value: string }>(
    'select segment, value from segment_values where project = $1 and segment = any($2::text[])',
    [project, texts([...asked])],
  );
  const kept = new Map<string, Set<string>>([...asked].map((segment) => [segment, new Set()]));
  for (const { segment, value } of rows) kept.get(segment)?.add(value);
  return (_, segment, value) => kept.get(segment)?.has(value) ?? true;
}
