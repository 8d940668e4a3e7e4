import { comeBackSeconds, ProblemError } from '../../problem-error.ts';
import type { Store } from '../../store/store.ts';
import { type ChangeFeed, createChangeFeed } from './change-feed.ts';

/** The open streams of a collector. */
export interface ResponseStreams {
  feed: ChangeFeed;
  /** Beats without an event before a sign of life. */
  quietBeats: number;
  /**
   * Takes one of the places; the function that comes back gives it free, and may be called again. `hurry` is called when
   * all streams are to end: who waits for a slow reader need not wait any longer.
   *
   * @throws ProblemError `overloaded` when all are taken
   */
  take(hurry: () => void): () => void;
  stopping(): boolean;
  /** Ends every stream in order, for good. */
  stop(): void;
}

/** How often the store is asked for changes while there are streams, and how long they say nothing, in milliseconds. */
const beatMs = 500;
const quietMs = 15_000;
/** Each holds a connection and a page of changes. */
const mostStreams = 100;

export function createResponseStreams(store: Pick<Store, 'changes'>, most = mostStreams): ResponseStreams {
  const feed = createChangeFeed(store, beatMs);
  const open = new Set<() => void>();
  let stopped = false;
  return {
    feed,
    quietBeats: quietMs / beatMs,
    take: (hurry) => {
      if (open.size >= most)
        throw new ProblemError(
          'overloaded',
          `${most} streams are open already; close one or come back later`,
          {
            retryAfter: comeBackSeconds,
          },
        );
      open.add(hurry);
      return () => {
        open.delete(hurry);
      };
    },
    stopping: () => stopped,
    stop: () => {
      stopped = true;
      feed.stop();
      for (const hurry of open) hurry();
    },
  };
}
