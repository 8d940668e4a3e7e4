import { canonical, merge, normalise } from '@milepost/engine';
import { limits, type RejectionCode, type ResponseState, type Tally } from '@milepost/protocol';
import type { Database, Statement } from 'better-sqlite3';
import { fateOf } from '../../intake/cells.ts';
import { closerSend, corrected, type SendTimes } from '../../intake/clock-skew.ts';
import { localDays } from '../../intake/local-day.ts';
import type { KnownProgram } from '../../program/known.ts';
import { bucketOf } from '../bucket.ts';
import type { Batch, IncomingResponse, Outcome } from '../store.ts';
import { type CellChange, createCellWriter } from './cell-changes.ts';
import type { SegmentValues } from './segment-values.ts';

interface StoredRow extends SendTimes {
  day: number;
  state: string;
}

interface RecorderParts {
  knownOf: (project: string) => KnownProgram | null;
  segmentValues: SegmentValues;
}

/** Writes batches; to be called inside a transaction. */
export type Recorder = (batches: readonly Batch[]) => Outcome[][];

/**
 * The hot path, on statements prepared once: merges every state into what is stored, and moves the cells by the
 * difference that this makes.
 */
export function createRecorder(writer: Database, { knownOf, segmentValues }: RecorderParts): Recorder {
  const find: Statement<[string, number, string], StoredRow> = writer.prepare(
    'select day, sent, received, state from responses where project = ? and bucket = ? and id = ?',
  );
  const upsert = writer.prepare(
    `insert into responses (project, bucket, id, day, shown, open, sent, received, state,
       touchpoint, person, account, dismissed)
     values (@project, @bucket, @id, @day, @shown, @open, @sent, @received, @state,
       @touchpoint, @person, @account, @dismissed)
     on conflict do update set day = excluded.day, shown = excluded.shown, open = excluded.open,
       sent = excluded.sent, received = excluded.received, state = excluded.state,
       person = excluded.person, account = excluded.account, dismissed = excluded.dismissed`,
  );
  const tellCounted = writer.prepare('update projects set counted = counted + 1 where id = ?');
  const recordTally = createTallyRecorder(writer);
  const writeCells = createCellWriter(writer, segmentValues);

  return (batches) => {
    const changes: CellChange[] = [];
    const outcomes = batches.map((batch) => {
      const known = knownOf(batch.project);
      for (const tally of batch.tallies) recordTally(batch.project, tally);
      return batch.responses.map((incoming) =>
        known
          ? recordOne(known, incoming, { find, upsert, changes })
          : rejected('touchpoint_unknown', 'the project has no program'),
      );
    });
    writeCells(changes);
    for (const project of new Set(changes.map(({ known }) => known.project))) tellCounted.run(project);
    return outcomes;
  };
}

const earliest = Date.UTC(1900);

/** Dismissed without an answer. Who answered and then closed has been asked, whatever the funnel calls it. */
function wasRefused(state: ResponseState): boolean {
  return fateOf(state) === 'dismissed' && !state.answers?.some(({ value }) => value !== null);
}

interface Statements {
  find: Statement<[string, number, string], StoredRow>;
  upsert: Statement;
  changes: CellChange[];
}

function recordOne(
  known: KnownProgram,
  incoming: IncomingResponse,
  { find, upsert, changes }: Statements,
): Outcome {
  const { project } = known;
  const { id } = incoming.state;
  const bucket = bucketOf(id, known.program.cells.buckets);
  const stored = find.get(project, bucket, id);
  const before = stored && { ...stored, state: JSON.parse(stored.state) as ResponseState };
  const merged = before
    ? merge(before.state, incoming.state)
    : { state: normalise(incoming.state), conflict: null };
  if (!merged.state)
    return rejected(
      'response_conflict',
      `response ${id} is stored with another ${merged.conflict}; a response keeps it for good`,
    );
  const times = before ? closerSend(before, incoming) : incoming;
  const shown = corrected(Date.parse(merged.state.shown), times);
  // Each send was plausible by its own times; together they need not be.
  if (shown < earliest) return rejected('too_old', 'its sends put it before 1900');
  if (shown > times.received + limits.maxAheadHours * 3_600_000)
    return rejected('shown_in_future', 'its sends put it ahead of when it came');
  const day = localDays(known.program.timezone)(shown);
  const state = canonical(merged.state);
  const same = stored !== undefined && stored.state === state && stored.day === day;
  if (same && stored.sent === times.sent && stored.received === times.received) return { kind: 'repeated' };
  const fate = fateOf(merged.state);
  upsert.run({
    project,
    bucket,
    id,
    day,
    shown,
    open: fate === 'open' ? 1 : 0,
    sent: times.sent,
    received: times.received,
    state,
    touchpoint: merged.state.touchpoint,
    person: merged.state.person?.id ?? null,
    account: merged.state.person?.account ?? null,
    dismissed: wasRefused(merged.state) ? 1 : 0,
  });
  if (same) return { kind: 'repeated' };
  if (before) changes.push({ known, bucket, day: before.day, state: before.state, by: -1 });
  changes.push({ known, bucket, day, state: merged.state, by: 1 });
  return { kind: 'accepted' };
}

function rejected(code: RejectionCode, detail: string): Outcome {
  return { kind: 'rejected', code, detail };
}

/** Tallies merge by maximum, count by count. */
function createTallyRecorder(writer: Database): (project: string, tally: Tally) => void {
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
