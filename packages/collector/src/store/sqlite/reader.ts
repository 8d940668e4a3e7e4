import { extname } from 'node:path';
import { Worker } from 'node:worker_threads';
import { StoreUnavailable } from '../store.ts';
import { patienceMs, translated } from './database.ts';
import type { ReadReply } from './reader-worker.ts';
import type { ReadArguments, ReadName, ReadResult } from './reads/table.ts';

/** Reads in another thread, on a connection that cannot write: however long that takes, nothing that is written waits. */
export interface Reader {
  /** @throws StoreUnavailable when the thread ends before it has answered; the next read starts another. */
  read<N extends ReadName>(name: N, args: ReadArguments<N>): Promise<ReadResult<N>>;
  close(): Promise<void>;
}

interface Waiting {
  resolve(result: unknown): void;
  reject(error: unknown): void;
}

interface Thread {
  worker: Worker;
  waiting: Map<number, Waiting>;
}

/** The thread starts with the first read. */
export function createReader(file: string): Reader {
  // The sources run as they are, and what is built beside itself.
  const extension = extname(import.meta.url);
  const url = new URL(`./reader-worker${extension}`, import.meta.url);
  const execArgv = extension === '.ts' ? ['--conditions=source'] : [];
  let thread: Thread | null = null;
  let sequence = 0;

  const start = (): Thread => {
    const worker = new Worker(url, { workerData: { file, patienceMs }, execArgv });
    const started: Thread = { worker, waiting: new Map() };
    const end = (error: Error) => {
      if (thread === started) thread = null;
      for (const { reject } of started.waiting.values()) reject(error);
      started.waiting.clear();
    };
    worker.on('message', ({ id, result, error }: ReadReply) => {
      const waiting = started.waiting.get(id);
      started.waiting.delete(id);
      if (started.waiting.size === 0) worker.unref();
      if (error) waiting?.reject(translated(Object.assign(new Error(error.message), { code: error.code })));
      else waiting?.resolve(result);
    });
    worker.on('error', (error) =>
      end(new StoreUnavailable(`SQLite: cannot read: ${error.message}`, { cause: error })),
    );
    worker.on('exit', () => end(new StoreUnavailable('SQLite: the thread that reads has ended')));
    return started;
  };

  return {
    read: <N extends ReadName>(name: N, args: ReadArguments<N>) =>
      new Promise<ReadResult<N>>((resolve, reject) => {
        thread ??= start();
        const id = ++sequence;
        thread.waiting.set(id, { resolve: resolve as Waiting['resolve'], reject });
        // A process that waits for nothing else may end when nothing is asked.
        thread.worker.ref();
        thread.worker.postMessage({ id, name, args });
      }),
    close: async () => {
      await thread?.worker.terminate();
    },
  };
}
