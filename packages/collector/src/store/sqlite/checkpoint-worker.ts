import { parentPort, workerData } from 'node:worker_threads';
import Database from 'better-sqlite3';

const { file, patienceMs } = workerData as { file: string; patienceMs: number };
const connection = new Database(file, { timeout: patienceMs, fileMustExist: true });
connection.pragma('synchronous = FULL');

parentPort?.on('message', () => {
  // Passive: it moves what it can without making anybody wait.
  connection.pragma('wal_checkpoint(passive)');
  parentPort?.postMessage('done');
});
