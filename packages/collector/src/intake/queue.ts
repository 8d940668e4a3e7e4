import { comeBackSeconds, ProblemError } from '../problem-error.ts';
import { type Batch, type Outcome, type Store, StoreUnavailable } from '../store/store.ts';
import type { QueueDepth } from '../telemetry/metrics.ts';

/** Takes what requests bring and resolves when it is durable. */
export interface Intake {
  /**
   * @param bytes - of the request that brought the batch; 0 for a sender that waits for each of its batches, as imports do
   * @throws ProblemError `overloaded` when too much is waiting: the sender should come back later, before memory grows.
   * @throws StoreUnavailable when the commit failed; nothing of it was kept.
   */
  submit(batch: Batch, bytes?: number): Promise<Outcome[]>;
  /** Resolves when everything that was submitted has been committed or refused. */
  drain(): Promise<void>;
  /** What waits now. */
  depth(): QueueDepth;
}

interface Waiting {
  batch: Batch;
  size: number;
  bytes: number;
  resolve(outcomes: Outcome[]): void;
  reject(error: unknown): void;
}

/** Responses that one commit takes at most, and how many, of how many bytes, may wait at most. */
const perCommit = 2_000;
const mayWait = 20_000;
const bytesMayWait = 16 * 1024 * 1024;

/**
 * Group commit: gathers what arrives until the event loop turns, stores all of it in one transaction, and only then
 * lets every request be acknowledged. While a commit is under way the next group gathers.
 */
export function createIntake(store: Pick<Store, 'record'>): Intake {
  const waiting: Waiting[] = [];
  let size = 0;
  let bytes = 0;
  let running: Promise<void> | null = null;

  const run = async () => {
    while (waiting.length > 0) {
      await new Promise((turned) => setImmediate(turned));
      await commit(takeGroup());
    }
    running = null;
  };

  const takeGroup = () => {
    let responses = 0;
    let count = 0;
    for (const one of waiting) {
      if (responses >= perCommit) break;
      responses += one.size;
      bytes -= one.bytes;
      count += 1;
    }
    size -= responses;
    return waiting.splice(0, count);
  };

  const commit = async (group: readonly Waiting[]) => {
    try {
      const outcomes = await store.record(group.map(({ batch }) => batch));
      for (const [index, { resolve }] of group.entries()) resolve(outcomes[index] ?? []);
    } catch (error) {
      // A store that is away is away for all of them. A fault in one must not cost the others of its group.
      if (group.length === 1 || error instanceof StoreUnavailable)
        for (const { reject } of group) reject(error);
      else for (const alone of group) await commit([alone]);
    }
  };

  return {
    submit: (batch, bytesOfBatch = 0) => {
      const one = { batch, size: sizeOf(batch), bytes: bytesOfBatch };
      if (size + one.size > mayWait || bytes + one.bytes > bytesMayWait)
        return Promise.reject(
          new ProblemError('overloaded', 'too many answers are waiting to be stored; send it again later', {
            retryAfter: comeBackSeconds,
          }),
        );
      size += one.size;
      bytes += one.bytes;
      return new Promise((resolve, reject) => {
        waiting.push({ ...one, resolve, reject });
        running ??= run();
      });
    },
    drain: async () => {
      while (running) await running;
    },
    depth: () => ({ responses: size, bytes }),
  };
}

function sizeOf({ responses, tallies, rejected }: Batch): number {
  return Math.max(1, responses.length + tallies.length + (rejected?.length ?? 0));
}
