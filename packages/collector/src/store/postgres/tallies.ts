import type { Tally } from '@milepost/protocol';
import { mergeTally, type StoredTally } from '../merge-tally.ts';
import type { TallySum } from '../store.ts';
import { instants, texts } from './arrays.ts';
import type { Connection } from './database.ts';

/** A tally and the project that it counts for. */
export interface ProjectTally {
  project: string;
  tally: Tally;
}

interface Row extends StoredTally {
  project: string;
  id: string;
}

/** Merges tallies into what is stored of them. */
export async function recordTallies(connection: Connection, tallies: readonly ProjectTally[]): Promise<void> {
  if (tallies.length === 0) return;
  const byKey = new Map<string, ProjectTally[]>();
  for (const one of tallies) {
    const key = keyOf(one.project, one.tally.id);
    byKey.set(key, [...(byKey.get(key) ?? []), one]);
  }
  const sorted = [...byKey].sort(([a], [b]) => (a < b ? -1 : 1)).flatMap(([, [first]]) => first ?? []);
  const projects = texts(sorted.map(({ project }) => project));
  const ids = texts(sorted.map(({ tally }) => tally.id));
  await connection.run(
    `insert into tallies (project, id, day, touchpoint, triggered, gates)
     select t.*, 0, '{}' from unnest($1::text[], $2::text[], $3::text[], $4::text[]) as t
     on conflict (project, id) do nothing`,
    [
      projects,
      ids,
      texts(sorted.map(({ tally }) => tally.day)),
      texts(sorted.map(({ tally }) => tally.touchpoint)),
    ],
  );
  const stored = await connection.rows<Row>(
    `select t.project, t.id, t.triggered, t.gates
     from tallies as t join unnest($1::text[], $2::text[]) as k(project, id) on t.project = k.project and t.id = k.id
     order by t.project, t.id for update of t`,
    [projects, ids],
  );
  const merged = stored.map((row): Row => {
    const came = byKey.get(keyOf(row.project, row.id)) ?? [];
    return { ...row, ...came.reduce((kept: StoredTally, one) => mergeTally(kept, one.tally), row) };
  });
  await connection.run(
    `update tallies as t set triggered = n.triggered, gates = n.gates
     from unnest($1::text[], $2::text[], $3::int8[], $4::text[]) as n(project, id, triggered, gates)
     where t.project = n.project and t.id = n.id`,
    [
      texts(merged.map(({ project }) => project)),
      texts(merged.map(({ id }) => id)),
      instants(merged.map(({ triggered }) => triggered)),
      texts(merged.map(({ gates }) => gates)),
    ],
  );
}

function keyOf(project: string, id: string): string {
  return JSON.stringify([project, id]);
}

interface TallySelection {
  from: string | null;
  to: string | null;
  byDay: boolean;
}

interface TallyRow {
  day: string | null;
  touchpoint: string;
  gate: string | null;
  count: number;
}

/** Adds up the tallies of some days: of each touchpoint how often it was triggered, and each of its gates. */
export async function readTallies(
  connection: Connection,
  project: string,
  { from, to, byDay }: TallySelection,
): Promise<TallySum[]> {
  const rows = await connection.rows<TallyRow>(
    `with asked as materialized (
       select ${byDay ? 'day' : 'null::text as day'}, touchpoint, triggered, gates from tallies
       where project = $1 and ($2::text is null or day >= $2) and ($3::text is null or day < $3)),
     alike as (
       select day, touchpoint, gates, count(*) as times from asked group by day, touchpoint, gates)
     select day, touchpoint, null as gate, sum(triggered)::int8 as count from asked group by day, touchpoint
     union all
     select day, touchpoint, gate.key, sum(gate.value::int8 * times)::int8
       from alike cross join json_each_text(gates::json) as gate group by day, touchpoint, gate.key
     order by 1, 2, 3 nulls first`,
    [project, from, to],
  );
  const sums = new Map<string, TallySum>();
  for (const { day, touchpoint, gate, count } of rows) {
    const key = JSON.stringify([day, touchpoint]);
    const sum = sums.get(key) ?? { day, touchpoint, triggered: 0, gates: {} };
    sums.set(key, sum);
    if (gate === null) sum.triggered = count;
    else sum.gates[gate] = count;
  }
  return [...sums.values()];
}
