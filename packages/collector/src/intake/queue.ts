import { type Batch, type Outcome, type Store, StoreUnavailable } from '../store/store.ts';

/** More answers are waiting than may: the sender should come back later, before memory grows. */
export class Overloaded extends Error {
  override name = 'Overloaded';
}

/** Takes what requests bring and resolves when it is durable. */
export interface Intake {
  /**
   * @throws Overloaded when too much is waiting.
   * @throws StoreUnavailable when the commit failed; nothing of it was kept.
   */
  submit(batch: Batch): Promise<Outcome[]>;
  /** Resolves when everything that was submitted has been committed or refused. */
  drain(): Promise<void>;
}

interface Waiting {
  batch: Batch;
  resolve(outcomes: Outcome[]): void;
  reject(error: unknown): void;
}

/** Responses that one commit takes at most, and that may wait at most. */
const perCommit = 2_000;
const mayWait = 20_000;

/**
 * Group commit: gathers what arrives until the event loop turns, stores all of it in one transaction, and only then
 * lets every request be acknowledged. While a commit is under way the next group gathers.
 */
export function createIntake(store: Pick<Store, 'record'>): Intake {
  let waiting: Waiting[] = [];
  let size = 0;
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
    while (count < waiting.length && responses < perCommit) responses += sizeOf(waiting[count++]?.batch);
    const group = waiting.slice(0, count);
    waiting = waiting.slice(count);
    size -= responses;
    return group;
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
    submit: (batch) => {
      if (size + sizeOf(batch) > mayWait)
        return Promise.reject(new Overloaded(`${size} responses are waiting to be stored`));
      return new Promise((resolve, reject) => {
        waiting.push({ batch, resolve, reject });
        size += sizeOf(batch);
        running ??= run();
      });
    },
    drain: async () => {
      while (running) await running;
    },
  };
}

function sizeOf(batch: Batch | undefined): number {
  return batch ? Math.max(1, batch.responses.length + batch.tallies.length) : 0;
}
