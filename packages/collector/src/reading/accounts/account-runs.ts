import { comeBackSeconds, ProblemError } from '../../problem-error.ts';
import type { KnownProgram } from '../../program/known.ts';
import type { Store } from '../../store/store.ts';
import { type AccountRun, judgeAccounts } from './account-run.ts';

/**
 * The run of a day: the same one for every page and every account, until something has changed. Who asks while it is made
 * waits for it, whatever changes meanwhile: a run reads every prompt of the window, and two at once would take twice as
 * long. So of a project one is made at a time, and others wait for their turn.
 *
 * @throws ProblemError `overloaded` when too many wait already
 */
export type AccountRuns = (known: KnownProgram, asked: { asOf: string; now: number }) => Promise<AccountRun>;

interface Made {
  project: string;
  version: number;
  revision: number;
  /** What changed after it, the run has not seen. */
  cursor: string;
  at: number;
  isDone: boolean;
  run: Promise<AccountRun>;
}

/** Runs that are kept, of all projects together and of one. */
const mostRuns = 20;
const mostOfProject = 4;
/** Runs of a project that are made or wait for their turn. */
const mostWaiting = 5;
/** What is open still is not for good: a run is not kept for longer. */
const keptMs = 10 * 60_000;

export function createAccountRuns(
  store: Pick<Store, 'accountPrompts' | 'cellsVersion' | 'changes'>,
): AccountRuns {
  const runs = new Map<string, Made>();
  /** Of each project, how many are not done, and when the last of them will be. */
  const lines = new Map<string, { length: number; end: Promise<unknown> }>();

  const inTurn = (project: string, make: () => Promise<AccountRun>): Promise<AccountRun> => {
    const line = lines.get(project) ?? { length: 0, end: Promise.resolve() };
    if (line.length >= mostWaiting)
      throw new ProblemError(
        'overloaded',
        `accounts are judged as of ${mostWaiting} other days already; come back later`,
        { retryAfter: comeBackSeconds },
      );
    const run = line.end.then(make);
    const leave = () => {
      line.length -= 1;
      if (line.length === 0) lines.delete(project);
    };
    lines.set(project, line);
    line.length += 1;
    line.end = run.then(leave, leave);
    return run;
  };

  /** The oldest make room; what is not done, somebody waits for. */
  const forgetOldest = (project: string) => {
    const done = [...runs].filter(([, { isDone }]) => isDone);
    const own = done.filter(([, made]) => made.project === project);
    for (const [name] of own.slice(0, Math.max(0, own.length - mostOfProject))) runs.delete(name);
    const left = done.filter(([name]) => runs.has(name));
    for (const [name] of left.slice(0, Math.max(0, left.length - mostRuns))) runs.delete(name);
  };

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
    const run = inTurn(project, () => judgeAccounts(store, { known, asOf, now }));
    const made: Made = { project, version, revision, cursor, at: now, isDone: false, run };
    runs.delete(name);
    runs.set(name, made);
    run.then(
      () => {
        made.isDone = true;
        forgetOldest(project);
      },
      () => {
        if (runs.get(name) === made) runs.delete(name);
      },
    );
    return run;
  };
}
