import { durationMs } from '@milepost/protocol';
import type { Logger } from 'pino';
import type { Store } from './store/store.ts';

interface RetentionParts {
  store: Pick<Store, 'projects' | 'program' | 'expire' | 'sweep'>;
  clock: () => number;
  log: Logger;
}

const firstMs = 10_000;
const everyMs = 3_600_000;
/** Rows that go in one commit: so few that an answer that comes meanwhile hardly waits. */
const perStep = 200;

/**
 * Takes away what is past its time, and erases what is older than its project's `privacy.retain`, soon after the start
 * and then every hour. Returns its stop, which resolves when nothing is under way any more.
 */
export function startRetention(parts: RetentionParts): () => Promise<void> {
  let stopped = false;
  let running: Promise<void> | null = null;
  const run = () => {
    running ??= expireAll(parts, () => stopped).finally(() => {
      running = null;
    });
  };
  const first = setTimeout(run, firstMs);
  const every = setInterval(run, everyMs);
  return async () => {
    stopped = true;
    clearTimeout(first);
    clearInterval(every);
    await running;
  };
}

/**
 * Sweeps, and erases in every project that has a limit what is older than that. What cannot be done is logged, and keeps
 * nothing else from being done.
 */
export async function expireAll(
  { store, clock, log }: RetentionParts,
  isStopped: () => boolean,
): Promise<void> {
  const tried = async (work: () => Promise<void>, bindings: object = {}) =>
    work().catch((error: unknown) =>
      log.error(
        { err: error, ...bindings },
        'what is past its time could not be taken away; it is tried again',
      ),
    );
  /** Resolves to how many the steps took together, until one takes nothing. */
  const inSteps = async (take: (at: number) => Promise<number>) => {
    let taken = 0;
    for (let step = 1; step > 0 && !isStopped(); ) {
      step = await take(clock());
      taken += step;
      // Requests that came meanwhile go first.
      await new Promise((turned) => setImmediate(turned));
    }
    return taken;
  };
  const expire = async (project: string) => {
    const retain = (await store.program(project))?.program.privacy.retain;
    if (retain === undefined) return;
    const age = durationMs(retain);
    const erased = await inSteps((at) => store.expire(project, { shownBefore: at - age, at, rows: perStep }));
    if (erased > 0) log.info({ project, responses: erased }, 'responses were erased by their age');
  };

  await tried(async () => {
    await inSteps((at) => store.sweep({ at, rows: perStep }));
  });
  await tried(async () => {
    for (const { id } of await store.projects()) await tried(() => expire(id), { project: id });
  });
}
