import type { Logger } from 'pino';
import { ProblemError } from '../problem-error.ts';
import { type Batch, type Outcome, type Store, StoreUnavailable } from '../store/store.ts';
import type { Metrics } from './metrics.ts';

/**
 * A store that counts what it does, and tells the log when it cannot work, when it can again, and what it has done that
 * an operator wants to read later: counts and revisions, never ids of people or responses.
 */
export function observedStore(store: Store, { metrics, log }: { metrics: Metrics; log: Logger }): Store {
  let failures = 0;
  const failed = (operation: string, error: unknown) => {
    if (error instanceof ProblemError) return;
    metrics.storeFailed(operation);
    // One line for an outage: thousands of requests may meet it every second.
    if (error instanceof StoreUnavailable && failures++ === 0)
      log.error({ operation, reason: error.message }, 'the store is unavailable');
  };
  const written = () => {
    if (failures > 0) log.info({ failures }, 'the store can be written again');
    failures = 0;
  };
  const watched = Object.fromEntries(
    Object.entries(store)
      .filter(([, method]) => method !== undefined)
      .map(([operation, method]) => [
        operation,
        (...parameters: unknown[]) =>
          (method as (...parameters: unknown[]) => Promise<unknown>)(...parameters).catch(
            (error: unknown) => {
              failed(operation, error);
              throw error;
            },
          ),
      ]),
  ) as unknown as Store;

  return {
    ...watched,
    record: async (batches) => {
      const begun = performance.now();
      const outcomes = await watched.record(batches);
      metrics.committed({
        seconds: (performance.now() - begun) / 1000,
        responses: batches.reduce((sum, { responses }) => sum + responses.length, 0),
      });
      count(metrics, batches, outcomes);
      written();
      return outcomes;
    },
    ping: async () => {
      await watched.ping();
      written();
    },
    putProgram: async (project, revision, expected) => {
      const put = await watched.putProgram(project, revision, expected);
      if (put.known) log.info({ project, revision: put.known.revision }, 'a program was stored');
      return put;
    },
    erasePerson: async (project, person) => {
      const erasure = await watched.erasePerson(project, person);
      log.info({ project, answers: person.answers, ...erasure }, 'a person was erased');
      return erasure;
    },
  };
}

function count(metrics: Metrics, batches: readonly Batch[], outcomes: readonly Outcome[][]): void {
  let [accepted, repeated] = [0, 0];
  for (const outcome of outcomes.flat())
    if (outcome.kind === 'accepted') accepted += 1;
    else if (outcome.kind === 'repeated') repeated += 1;
    else metrics.rejected(outcome.code);
  metrics.accepted(accepted);
  metrics.repeated(repeated);
  for (const { rejected } of batches) for (const { code } of rejected ?? []) metrics.rejected(code);
}
