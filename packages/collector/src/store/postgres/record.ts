import type { KnownProgram } from '../../program/known.ts';
import { bucketOf } from '../bucket.ts';
import type { CellChange } from '../cell-moves.ts';
import { monthsOfChanges } from '../counted-months.ts';
import { noProgram } from '../no-program.ts';
import { rejectedInputs } from '../rejected-inputs.ts';
import { type Settled, type Standing, type StoredResponse, settle } from '../settle.ts';
import type { Batch, IncomingResponse, Outcome } from '../store.ts';
import { texts } from './arrays.ts';
import { writeCells } from './cell-writer.ts';
import { tellCounted, tellMonths } from './counted.ts';
import { type Connection, type Locks, type PostgresDatabase, projectLock } from './database.ts';
import { bringExclusions } from './exclusions.ts';
import type { Programs } from './programs.ts';
import { recordRejected } from './rejected.ts';
import { insertResponses, lockResponses, updateResponses } from './responses.ts';
import type { SegmentValues } from './segment-values.ts';
import { shardOf } from './shard.ts';
import { readStanding, type StandingBasis } from './standing.ts';
import { recordTallies } from './tallies.ts';

/** All that a commit brings of one response, and where the outcomes belong. */
interface Arrival {
  known: KnownProgram;
  bucket: number;
  shard: string;
  id: string;
  incoming: IncomingResponse[];
  outcomes: { into: Outcome[]; index: number }[];
}

/** A project as it stands in this transaction. */
interface Ground {
  known: KnownProgram | null;
  basis: StandingBasis;
}

interface RecorderParts {
  programs: Programs;
  segmentValues: SegmentValues;
  clock: () => number;
}

/**
 * The hot path: a transaction of a few statements, each about all responses that it brings.
 *
 * No two of these can wait for each other, on however many collectors, since all take what others may want in the same
 * order: the projects' locks (shared: only who changes a project as a whole waits for them), new responses by their
 * keys, stored ones by their keys, tallies by their keys, the segments' locks, cells by their keys, sums per account by
 * their keys, the counter, those of the months. Whoever waits in one of these steps waits for somebody who has come at least as far, and
 * within a step for a lesser key. Sums that have come to nothing are deleted by who has just written them, in no order:
 * these rows are his already.
 */
export function createRecorder(
  { atomically }: PostgresDatabase,
  { programs, segmentValues, clock }: RecorderParts,
): (batches: readonly Batch[]) => Promise<Outcome[][]> {
  return async (batches) => {
    const projects = [...new Set(batches.map(({ project }) => project))];
    const { outcomes, learn } = await atomically(locksOf(batches), async (connection) => {
      const grounds = await readGrounds(connection, projects, programs);
      const { arrivals, outcomes } = arrange(batches, grounds);
      const changes = await recordArrivals(connection, arrivals, grounds);
      await recordTallies(
        connection,
        batches.flatMap(({ project, tallies }) => tallies.map((tally) => ({ project, tally }))),
      );
      for (const [index, batch] of batches.entries()) {
        if (!batch.rejected) continue;
        const inputs = [...batch.rejected, ...rejectedInputs(batch.responses, outcomes[index] ?? [])];
        const basis = grounds.get(batch.project)?.basis;
        if (basis && inputs.length > 0) await recordRejected(connection, { basis, inputs, at: clock() });
      }
      const learn = await writeCells(connection, changes, segmentValues);
      await tellCounted(connection, [...new Set(changes.map(({ known }) => known.project))].sort());
      await tellMonths(connection, monthsOfChanges(changes));
      return { outcomes, learn };
    });
    learn();
    return outcomes;
  };
}

/** An exported line brings exclusions with it, which change the project as a whole. */
function locksOf(batches: readonly Batch[]): Locks {
  const brings = ({ responses }: Batch) => responses.some(({ excluded }) => excluded?.length);
  return {
    shared: batches.map(({ project }) => projectLock(project)),
    exclusive: batches.filter(brings).map(({ project }) => projectLock(project)),
  };
}

interface GroundRow {
  project: string;
  revision: number | null;
  hasExclusions: boolean;
  hasErasures: boolean;
  erasureKey: string;
}

export async function readGrounds(
  connection: Connection,
  projects: readonly string[],
  programs: Programs,
): Promise<Map<string, Ground>> {
  const rows = await connection.rows<GroundRow>(
    `select id as project, has_exclusions as "hasExclusions", has_erasures as "hasErasures",
       erasure_key as "erasureKey", (select max(revision) from programs where project = projects.id) as revision
     from projects where id = any($1::text[])`,
    [texts(projects)],
  );
  const grounds = new Map<string, Ground>();
  for (const { revision, ...basis } of rows)
    grounds.set(basis.project, { known: await programs.of(connection, basis.project, revision), basis });
  return grounds;
}

/** Lays out what came by response, in the order of their keys; what has no program is refused at once. */
function arrange(batches: readonly Batch[], grounds: ReadonlyMap<string, Ground>) {
  const byKey = new Map<string, Arrival>();
  const outcomes = batches.map(({ project, responses }) => {
    const known = grounds.get(project)?.known;
    const into: Outcome[] = [];
    for (const [index, incoming] of responses.entries()) {
      into[index] = noProgram;
      if (!known) continue;
      const { id } = incoming.state;
      const bucket = bucketOf(id, known.program.cells.buckets);
      const shard = shardOf(project, bucket);
      const key = `${shard} ${id}`;
      const arrival = byKey.get(key) ?? { known, bucket, shard, id, incoming: [], outcomes: [] };
      arrival.incoming.push(incoming);
      arrival.outcomes.push({ into, index });
      byKey.set(key, arrival);
    }
    return into;
  });
  const sorted = [...byKey].sort(([a], [b]) => (a < b ? -1 : 1));
  return { arrivals: sorted.map(([, arrival]) => arrival), outcomes };
}

/** Settles everything as new, and what turns out to be there again, under its lock. */
async function recordArrivals(
  connection: Connection,
  arrivals: readonly Arrival[],
  grounds: ReadonlyMap<string, Ground>,
): Promise<CellChange[]> {
  const standings = await readStandings(connection, grounds, arrivals);
  const asNew = arrivals.map((arrival) => ({ arrival, settled: settleArrival(arrival, null, standings) }));
  const inserted = new Set(
    (await insertResponses(connection, rowsOf(asNew))).map(({ shard, id }) => `${shard} ${id}`),
  );
  const isNew = ({ arrival: { shard, id } }: SettledArrival) => inserted.has(`${shard} ${id}`);
  const rest = asNew.filter((one) => !isNew(one));
  const settledRest = rest.length > 0 ? await settleStored(connection, rest, grounds) : [];
  await updateResponses(connection, rowsOf(settledRest));
  const all = [...asNew.filter(isNew), ...settledRest];
  for (const { arrival, settled } of all)
    for (const [index, { into, index: place }] of arrival.outcomes.entries())
      into[place] = settled.outcomes[index] ?? noProgram;
  for (const project of grounds.keys()) {
    const brought = broughtBy(project, all);
    if (brought.length > 0) await bringExclusions(connection, project, brought);
  }
  return all.flatMap(({ settled }) => settled.changes);
}

/** The exclusions that came with what was taken. */
function broughtBy(project: string, all: readonly SettledArrival[]) {
  return all
    .filter(({ arrival }) => arrival.known.project === project)
    .flatMap(({ arrival, settled }) =>
      arrival.incoming.flatMap(({ excluded }, index) =>
        excluded?.length && settled.outcomes[index]?.kind !== 'rejected'
          ? { response: arrival.id, excluded }
          : [],
      ),
    );
}

interface SettledArrival {
  arrival: Arrival;
  settled: Settled;
}

type Standings = ReadonlyMap<string, Standing>;

function settleArrival(
  { known, bucket, incoming }: Arrival,
  stored: StoredResponse | null,
  standings: Standings,
): Settled {
  const standing = standings.get(known.project);
  if (!standing) throw new Error(`project ${known.project} was not looked up`);
  return settle({ known, bucket, stored, incoming, standing });
}

function rowsOf(settled: readonly SettledArrival[]) {
  return settled.flatMap(({ settled: { row } }) => row ?? []);
}

/** Some were stored before, and some were refused as new: those may have been stored before as well. */
async function settleStored(
  connection: Connection,
  rest: readonly SettledArrival[],
  grounds: ReadonlyMap<string, Ground>,
): Promise<SettledArrival[]> {
  const arrivals = rest.map(({ arrival }) => arrival);
  const stored = new Map(
    (await lockResponses(connection, arrivals)).map((one) => [`${one.shard} ${one.state.id}`, one]),
  );
  // What is stored may name a person or an account that no send of this commit names.
  const standings = await readStandings(connection, grounds, arrivals, (arrival) => {
    const one = stored.get(`${arrival.shard} ${arrival.id}`);
    return one ? [one.state] : [];
  });
  return rest.flatMap(({ arrival, settled }) => {
    const one = stored.get(`${arrival.shard} ${arrival.id}`);
    if (one) return { arrival, settled: settleArrival(arrival, one, standings) };
    // It was there when it should have been inserted, and is gone: only who has the project for himself deletes.
    if (settled.row) throw new Error(`response ${arrival.id} is neither new nor stored`);
    return { arrival, settled };
  });
}

async function readStandings(
  connection: Connection,
  grounds: ReadonlyMap<string, Ground>,
  arrivals: readonly Arrival[],
  more: (arrival: Arrival) => IncomingResponse['state'][] = () => [],
): Promise<Standings> {
  const standings = new Map<string, Standing>();
  for (const [project, { basis }] of grounds) {
    const states = arrivals
      .filter(({ known }) => known.project === project)
      .flatMap((arrival) => [...arrival.incoming.map(({ state }) => state), ...more(arrival)]);
    standings.set(project, await readStanding(connection, basis, states));
  }
  return standings;
}
