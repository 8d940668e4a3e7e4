import type { Database } from 'better-sqlite3';
import type { TallySum } from '../../store.ts';

interface TallySelection {
  project: string;
  from: string | null;
  to: string | null;
  byDay: boolean;
}

/** Tallies added up over devices. */
export function tallies(connection: Database, { project, from, to, byDay }: TallySelection): TallySum[] {
  const rows = connection
    .prepare<unknown[], [string, string, number, string]>(
      `select day, touchpoint, triggered, gates from tallies where project = ? and day >= ? and day < ?`,
    )
    .raw()
    .iterate(project, from ?? '', to ?? '~');
  // By maps: a gate has the name that a device gave it.
  const sums = new Map<string, Omit<TallySum, 'gates'> & { gates: Map<string, number> }>();
  for (const [day, touchpoint, triggered, gates] of rows) {
    const key = byDay ? `${day} ${touchpoint}` : touchpoint;
    let sum = sums.get(key);
    if (!sum) {
      sum = { day: byDay ? day : null, touchpoint, triggered: 0, gates: new Map() };
      sums.set(key, sum);
    }
    sum.triggered += triggered;
    for (const [gate, count] of Object.entries(JSON.parse(gates) as Record<string, number>))
      sum.gates.set(gate, (sum.gates.get(gate) ?? 0) + count);
  }
  return [...sums.values()].map((sum) => ({ ...sum, gates: Object.fromEntries(sum.gates) }));
}
