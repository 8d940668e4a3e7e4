import { canonical } from '@milepost/engine';
import { limits, type Tally } from '@milepost/protocol';
import type { Database, Statement } from 'better-sqlite3';

/** Returns a function that stores a tally; tallies merge by maximum, count by count. */
export function createTallyRecorder(writer: Database): (project: string, tally: Tally) => void {
  const find: Statement<[string, string], { triggered: number; gates: string }> = writer.prepare(
    'select triggered, gates from tallies where project = ? and id = ?',
  );
  const upsert = writer.prepare(
    `insert into tallies (project, id, day, touchpoint, triggered, gates) values (?, ?, ?, ?, ?, ?)
     on conflict do update set triggered = excluded.triggered, gates = excluded.gates`,
  );
  return (project, { id, day, touchpoint, triggered, gates }) => {
    const stored = find.get(project, id);
    const merged = new Map<string, number>(Object.entries(stored ? JSON.parse(stored.gates) : {}));
    for (const [gate, count] of Object.entries(gates ?? {}))
      merged.set(gate, Math.max(merged.get(gate) ?? 0, count));
    // The first names in their order, whatever came first: so merging keeps its laws, and a tally cannot grow for ever.
    const kept = [...merged].sort(([a], [b]) => (a < b ? -1 : 1)).slice(0, limits.gatesPerTally);
    const total = Math.max(stored?.triggered ?? 0, triggered);
    upsert.run(project, id, day, touchpoint, total, canonical(Object.fromEntries(kept)));
  };
}
