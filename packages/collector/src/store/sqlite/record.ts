import type { KnownProgram } from '../../program/known.ts';
import { bucketOf } from '../bucket.ts';
import type { CellChange } from '../cell-moves.ts';
import { noProgram } from '../no-program.ts';
import { rejectedInputs } from '../rejected-inputs.ts';
import { type Settled, type Standing, settle } from '../settle.ts';
import type { Batch, IncomingResponse, Outcome } from '../store.ts';
import { textsOf } from '../words.ts';
import type { CellWriter } from './cell-writer.ts';
import type { ChangeNumbers } from './change-numbers.ts';
import type { Comments } from './comments.ts';
import type { Exclusions } from './exclusions.ts';
import type { Programs } from './programs.ts';
import type { RejectedResponses } from './rejected.ts';
import type { ResponseRows } from './response-rows.ts';
import type { ProjectStanding } from './standing.ts';
import type { RecordTally } from './tallies.ts';

interface RecorderParts {
  programs: Programs;
  rows: ResponseRows;
  standingOf: (project: string) => ProjectStanding;
  exclusions: Exclusions;
  rejected: RejectedResponses;
  recordTally: RecordTally;
  writer: CellWriter;
  comments: Comments;
  beginChanges: () => ChangeNumbers;
}

/** Writes batches; to be called inside a transaction. */
export type Recorder = (batches: readonly Batch[]) => Outcome[][];

interface Settling {
  incoming: IncomingResponse;
  standing: Standing;
  numbers: ChangeNumbers;
}

/** What holds of a project for the length of a transaction. */
interface Context {
  known: KnownProgram | null;
  standing: ProjectStanding;
}

/** The hot path: merges every state into what is stored, and moves the cells by the difference that this makes. */
export function createRecorder(parts: RecorderParts): Recorder {
  const { programs, rows, standingOf, exclusions, rejected, recordTally, writer, comments, beginChanges } =
    parts;

  /** A response that is new costs one insert; only one that is there is looked at. */
  const settleRow = (known: KnownProgram, { incoming, standing, numbers }: Settling): Settled => {
    const { project } = known;
    const { id } = incoming.state;
    const bucket = bucketOf(id, known.program.cells.buckets);
    const settlement = { known, bucket, incoming: [incoming], standing };
    const fresh = settle({ ...settlement, stored: null });
    if (fresh.row && rows.insert(fresh.row, numbers.next(project))) {
      numbers.take(project);
      comments.put(fresh.row, { had: false });
      return fresh;
    }
    const stored = rows.find(project, { bucket, id });
    if (!stored) return fresh;
    const settled = settle({ ...settlement, stored });
    if (settled.row) {
      const isNews = settled.changes.length > 0;
      rows.update(settled.row, isNews ? numbers.next(project) : null);
      if (isNews) numbers.take(project);
      comments.put(settled.row, { had: textsOf(stored.state, known).length > 0 });
    }
    return settled;
  };

  return (batches) => {
    const changes: CellChange[] = [];
    const numbers = beginChanges();
    const contexts = new Map<string, Context>();
    const contextOf = (project: string): Context => {
      const context = contexts.get(project) ?? {
        known: programs.of(project),
        standing: standingOf(project),
      };
      contexts.set(project, context);
      return context;
    };

    const recordOne = (project: string, incoming: IncomingResponse): Outcome => {
      const { known, standing } = contextOf(project);
      if (!known) return noProgram;
      const { excluded: brought = [] } = incoming;
      const settled = settleRow(known, { incoming, standing, numbers });
      changes.push(...settled.changes);
      const outcome = settled.outcomes[0] as Outcome;
      if (brought.length > 0 && outcome.kind !== 'rejected') {
        exclusions.bring(project, { response: incoming.state.id, brought });
        contexts.delete(project);
      }
      return outcome;
    };

    const outcomes = batches.map((batch) => {
      const { project } = batch;
      for (const tally of batch.tallies) recordTally(project, tally);
      const settled = batch.responses.map((incoming) => recordOne(project, incoming));
      if (batch.rejected)
        rejected.keep(project, {
          inputs: [...batch.rejected, ...rejectedInputs(batch.responses, settled)],
          standing: contextOf(project).standing,
        });
      return settled;
    });
    writer.write(changes);
    numbers.keep();
    return outcomes;
  };
}
