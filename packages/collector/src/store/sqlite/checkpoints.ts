import { extname } from 'node:path';
import { Worker } from 'node:worker_threads';
import type { Database } from 'better-sqlite3';
import { patienceMs } from './database.ts';

/** Pages of the write-ahead log that wait to be moved into the file before another thread is told to do that. */
const movedFrom = 1_000;
/**
 * Pages of the log (64 MiB) from which a commit moves them itself. The log starts from its beginning only when all of
 * it has been moved, and under steady load only the writer comes to that.
 */
const writerMovesFrom = 16_000;

/** Its work is SQLite's; the engine beside it needs little. */
const resourceLimits = { maxYoungGenerationSizeMb: 1, maxOldGenerationSizeMb: 32 };

/** Moves the write-ahead log into the file beside the writer, so that no commit waits for that. */
export interface Checkpoints {
  /** To be called after a commit. */
  consider(): void;
  close(): Promise<void>;
}

/** The thread starts when there is something to move for the first time. */
export function createCheckpoints(connection: Database, file: string): Checkpoints {
  const url = new URL(`./checkpoint-worker${extname(import.meta.url)}`, import.meta.url);
  connection.pragma(`wal_autocheckpoint = ${writerMovesFrom}`);
  const look = connection.prepare<[], { log: number; checkpointed: number }>('pragma wal_checkpoint(noop)');
  let worker: Worker | null = null;
  let isMoving = false;

  const start = (): Worker => {
    const started = new Worker(url, { workerData: { file, patienceMs }, execArgv: [], resourceLimits });
    started.unref();
    started.on('message', () => {
      isMoving = false;
    });
    // Without it the writer does it by itself, later.
    started.on('error', () => {});
    started.on('exit', () => {
      isMoving = false;
      if (worker === started) worker = null;
    });
    return started;
  };

  return {
    consider: () => {
      const { log = 0, checkpointed = 0 } = look.get() ?? {};
      if (isMoving || log - checkpointed < movedFrom) return;
      isMoving = true;
      worker ??= start();
      worker.postMessage('move');
    },
    close: async () => {
      await worker?.terminate();
    },
  };
}
