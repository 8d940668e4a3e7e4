import type { ChangedResponse, Store } from '../../store/store.ts';

interface Changes {
  rows: ChangedResponse[];
  next: string;
}

/** What has changed, for everybody who watches: streams that are up to date share their reads. */
export interface ChangeFeed {
  /** Changes after a cursor, in their order: of one project and cursor they are read once between two beats. */
  after(project: string, cursor: string): Promise<Changes>;
  /** Resolves at the next beat, which is the same for all. */
  beat(): Promise<void>;
  /** Ends every wait, for good. */
  stop(): void;
}

/** Rows of one read; a page that is not full was the last for now. */
export const changesPerPage = 100;

/** @param everyMs - Between two beats; while somebody waits, and only then. */
export function createChangeFeed(store: Pick<Store, 'changes'>, everyMs: number): ChangeFeed {
  const reads = new Map<string, Promise<Changes>>();
  let waiting: { beat: Promise<void>; end: () => void } | null = null;
  let stopped = false;

  const wait = () => {
    const { promise, resolve } = Promise.withResolvers<void>();
    const end = () => {
      clearTimeout(timer);
      waiting = null;
      reads.clear();
      resolve();
    };
    const timer = setTimeout(end, everyMs);
    return { beat: promise, end };
  };

  return {
    after: (project, cursor) => {
      const name = JSON.stringify([project, cursor]);
      const shared = reads.get(name);
      if (shared) return shared;
      // What is kept for others is forgotten at the next beat, whoever waits for it.
      if (!stopped) waiting ??= wait();
      const read = store.changes(project, { after: cursor, limit: changesPerPage });
      reads.set(name, read);
      const forget = () => {
        if (reads.get(name) === read) reads.delete(name);
      };
      // Only the end of the changes is asked for again; what a stream catches up with is not kept for others.
      read.then(({ rows }) => rows.length === changesPerPage && forget(), forget);
      return read;
    },
    beat: () => {
      if (stopped) return Promise.resolve();
      waiting ??= wait();
      return waiting.beat;
    },
    stop: () => {
      stopped = true;
      waiting?.end();
    },
  };
}
