import type { Store } from '../store/store.ts';

/** Whether the collector can take answers now. */
export interface Readiness {
  /** Why not, or null when it can. */
  refusal(): Promise<string | null>;
  /** From now on it is not: the process is about to end. */
  stop(): void;
}

/** A store is asked once in this time, however many ask; one that is silent for longer is not ready. */
const intervalMs = 1_000;
const patienceMs = 2_000;

export function createReadiness(store: Pick<Store, 'ping'>): Readiness {
  let stopping = false;
  let asked: Promise<string | null> | null = null;
  const ask = () =>
    store
      .ping()
      .then(
        () => null,
        () => 'the store cannot be written now; see the log',
      )
      .finally(() => {
        setTimeout(() => {
          asked = null;
        }, intervalMs).unref();
      });
  return {
    refusal: async () => {
      if (stopping) return 'the collector is stopping';
      asked ??= ask();
      return Promise.race([asked, silence()]);
    },
    stop: () => {
      stopping = true;
    },
  };
}

function silence(): Promise<string> {
  return new Promise((resolve) => {
    setTimeout(resolve, patienceMs, `the store has not answered for ${patienceMs / 1000} s`).unref();
  });
}
