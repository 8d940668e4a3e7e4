import { durationMs } from '@milepost/protocol';
import type { Logger } from 'pino';
import type { Store } from './store/store.ts';

interface RetentionParts {
  store: Pick<Store, 'projects' | 'program' | 'expire'>;
  clock: () => number;
  log: Logger;
}

const firstMs = 10_000;
const everyMs = 3_600_000;
/** Responses that are erased in one commit: so few that an answer that comes meanwhile hardly waits. */
const perStep = 200;

/**
 * Erases what is older than its project's `privacy.retain`, soon after the start and then every hour. Returns its stop,
 * which resolves when nothing is under way any more.
 */
export function startRetention(parts: RetentionParts): () => Promise<void> {
  let stopped = false;
  let running = Promise.resolve();
  const run = () => {
    running = expireAll(parts, () => stopped).catch((error: unknown) =>
      parts.log.error({ err: error }, 'what is to be erased by its age could not be; it is tried again'),
    );
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

/** Erases, in every project that has a limit, what is older than that. */
export async function expireAll(
  { store, clock, log }: RetentionParts,
  isStopped: () => boolean,
): Promise<void> {
  for (const { id } of await store.projects()) {
    const retain = (await store.program(id))?.program.privacy.retain;
    if (retain === undefined) continue;
    let erased = 0;
    for (let step = 1; step > 0 && !isStopped(); ) {
      const at = clock();
      step = await store.expire(id, { shownBefore: at - durationMs(retain), at, rows: perStep });
      erased += step;
      // Requests that came meanwhile go first.
      await new Promise((turned) => setImmediate(turned));
    }
    if (erased > 0) log.info({ project: id, responses: erased }, 'responses were erased by their age');
  }
}
