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
   * all streams are to end: who waits for a slow reader need not wait any longer. A project gets half of the places that
   * others leave, so that none shuts the others out: one that is alone half of all, and one that comes late half of what
   * is left.
   *
   * @throws ProblemError `overloaded` when the project has all that it gets
   */
  take(project: string, hurry: () => void): () => void;
  stopping(): boolean;
  /** Ends every stream in order, for good. */
  stop(): void;
}

/** How often the store is asked for changes while there are streams, and how long they say nothing, in milliseconds. */
const beatMs = 500;
const quietMs = 15_000;
/** Each holds a connection and a page of changes. Half of them are what a project alone can have. */
const mostStreams = 100;

export function createResponseStreams(store: Pick<Store, 'changes'>, most = mostStreams): ResponseStreams {
  const feed = createChangeFeed(store, beatMs);
  const open = new Map<symbol, { project: string; hurry: () => void }>();
  let stopped = false;
  return {
    feed,
    quietBeats: quietMs / beatMs,
    take: (project, hurry) => {
      const held = [...open.values()].filter((stream) => stream.project === project).length;
      const left = most - (open.size - held);
      if (held + 1 > left / 2)
        throw new ProblemError(
          'overloaded',
          `${held} streams of this project are open already; close one or come back later`,
          { retryAfter: comeBackSeconds },
        );
      const place = Symbol('a stream');
      open.set(place, { project, hurry });
      return () => {
        open.delete(place);
      };
    },
    stopping: () => stopped,
    stop: () => {
      stopped = true;
      feed.stop();
      for (const { hurry } of open.values()) hurry();
    },
  };
}
