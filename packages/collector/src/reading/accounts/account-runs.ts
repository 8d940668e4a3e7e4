import type { KnownProgram } from '../../program/known.ts';
import type { Store } from '../../store/store.ts';
import { type AccountRun, judgeAccounts } from './account-run.ts';

/**
 * The run of a day: the same one for every page and every account, until something has changed. Who asks while it is made
 * waits for it, whatever changes meanwhile: a run reads every prompt of the window, and two at once would take twice as
 * long.
 */
export type AccountRuns = (known: KnownProgram, asked: { asOf: string; now: number }) => Promise<AccountRun>;

interface Made {
  version: number;
  revision: number;
  /** What changed after it, the run has not seen. */
  cursor: string;
  at: number;
  isDone: boolean;
  run: Promise<AccountRun>;
}

/** Runs that are kept, of all projects together. */
const mostRuns = 20;
/** What is open still is not for good: a run is not kept for longer. */
const keptMs = 10 * 60_000;

export function createAccountRuns(
  store: Pick<Store, 'accountPrompts' | 'cellsVersion' | 'changes'>,
): AccountRuns {
  const runs = new Map<string, Made>();

  const holds = async (kept: Made, { project, revision }: KnownProgram, now: number): Promise<boolean> => {
    if (kept.revision !== revision) return false;
    if (!kept.isDone) return true;
    if (kept.version !== (await store.cellsVersion(project)) || now - kept.at >= keptMs) return false;
    // Who somebody belongs to moves no cell, and neither does an erasure.
    return (await store.changes(project, { after: kept.cursor, limit: 1 })).rows.length === 0;
  };

  return async (known, { asOf, now }) => {
    const { project, revision } = known;
    const name = JSON.stringify([project, asOf]);
    const kept = runs.get(name);
    if (kept && (await holds(kept, known, now))) return kept.run;
    // Before anything is read, so that what comes meanwhile is seen to be new.
    const version = await store.cellsVersion(project);
    const { next: cursor } = await store.changes(project, { after: null, limit: 1 });
    // Somebody else may have been faster.
    const begun = runs.get(name);
    if (begun && begun !== kept && begun.revision === revision) return begun.run;
    const run = judgeAccounts(store, { known, asOf, now });
    const made: Made = { version, revision, cursor, at: now, isDone: false, run };
    runs.delete(name);
    runs.set(name, made);
    for (const oldest of runs.keys()) if (runs.size > mostRuns) runs.delete(oldest);
    run.then(
      () => {
        made.isDone = true;
      },
      () => {
        if (runs.get(name) === made) runs.delete(name);
      },
    );
    return run;
  };
}
