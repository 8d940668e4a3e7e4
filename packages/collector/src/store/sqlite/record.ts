import type { ResponseState } from '@milepost/protocol';
import type { Database, Statement } from 'better-sqlite3';
import type { KnownProgram } from '../../program/known.ts';
import { bucketOf } from '../bucket.ts';
import type { CellChange } from '../cell-moves.ts';
import { type ResponseRow, type Settled, type Standing, type StoredResponse, settle } from '../settle.ts';
import type { Batch, IncomingResponse, Outcome } from '../store.ts';
import { createCellWriter } from './cell-writer.ts';
import type { SegmentValues } from './segment-values.ts';
import { createTallyRecorder } from './tallies.ts';

interface Row extends Omit<StoredResponse, 'state' | 'excluded'> {
  state: string;
  excluded: 0 | 1;
}

interface RecorderParts {
  knownOf: (project: string) => KnownProgram | null;
  segmentValues: SegmentValues;
}

/** Writes batches; to be called inside a transaction. */
export type Recorder = (batches: readonly Batch[]) => Outcome[][];

const noStanding: Standing = {
  excludes: () => false,
  erased: () => ({ person: null, response: false }),
};

/**
 * The hot path, on statements prepared once: merges every state into what is stored, and moves the cells by the
 * difference that this makes.
 */
export function createRecorder(writer: Database, { knownOf, segmentValues }: RecorderParts): Recorder {
  const stored = createFind(writer);
  const write = createWrite(writer);
  const tellCounted = writer.prepare('update projects set counted = counted + 1 where id = ?');
  const recordTally = createTallyRecorder(writer);
  const writeCells = createCellWriter(writer, segmentValues);

  return (batches) => {
    const changes: CellChange[] = [];
    const recordOne = (known: KnownProgram, incoming: IncomingResponse): Outcome => {
      const { id } = incoming.state;
      const bucket = bucketOf(id, known.program.cells.buckets);
      const settled: Settled = settle({
        known,
        bucket,
        stored: stored(known.project, bucket, id),
        incoming: [incoming],
        standing: noStanding,
      });
      if (settled.row) write(settled.row);
      changes.push(...settled.changes);
      return settled.outcomes[0] as Outcome;
    };
    const outcomes = batches.map((batch) => {
      const known = knownOf(batch.project);
      for (const tally of batch.tallies) recordTally(batch.project, tally);
      return batch.responses.map(
        (incoming): Outcome =>
          known
            ? recordOne(known, incoming)
            : { kind: 'rejected', code: 'touchpoint_unknown', detail: 'the project has no program' },
      );
    });
    writeCells(changes);
    for (const project of new Set(changes.map(({ known }) => known.project))) tellCounted.run(project);
    return outcomes;
  };
}

function createFind(writer: Database) {
  const find: Statement<[string, number, string], Row> = writer.prepare(
    'select day, sent, received, state, excluded, erased from responses where project = ? and bucket = ? and id = ?',
  );
  return (project: string, bucket: number, id: string): StoredResponse | null => {
    const row = find.get(project, bucket, id);
    return row
      ? { ...row, state: JSON.parse(row.state) as ResponseState, excluded: row.excluded === 1 }
      : null;
  };
}

/** Returns a function that writes a response as it stands. */
export function createWrite(writer: Database): (row: ResponseRow) => void {
  const upsert = writer.prepare(
    `insert into responses (project, bucket, id, day, shown, open, sent, received, state,
       touchpoint, person, account, dismissed, verified, excluded, erased)
     values (@project, @bucket, @id, @day, @shown, @open, @sent, @received, @state,
       @touchpoint, @person, @account, @dismissed, @verified, @excluded, @erased)
     on conflict do update set day = excluded.day, shown = excluded.shown, open = excluded.open,
       sent = excluded.sent, received = excluded.received, state = excluded.state,
       person = excluded.person, account = excluded.account, dismissed = excluded.dismissed,
       verified = excluded.verified, excluded = excluded.excluded, erased = excluded.erased`,
  );
  return (row) =>
    upsert.run({
      ...row,
      open: Number(row.open),
      dismissed: Number(row.dismissed),
      verified: Number(row.verified),
      excluded: Number(row.excluded),
    });
}
