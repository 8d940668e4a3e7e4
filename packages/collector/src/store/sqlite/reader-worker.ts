import { parentPort, workerData } from 'node:worker_threads';
import Database from 'better-sqlite3';
import { type ReadName, reads } from './reads/table.ts';
import { stepBack } from './step-back.ts';

/** What is to be read. */
interface ReadRequest {
  id: number;
  name: ReadName;
  args: unknown;
}

export type ReadReply =
  | { id: number; result: unknown; error: null }
  | { id: number; result: null; error: { code: string | null; message: string } };

stepBack();
const { file, patienceMs } = workerData as { file: string; patienceMs: number };
const connection = new Database(file, { readonly: true, timeout: patienceMs });

parentPort?.on('message', async ({ id, name, args }: ReadRequest) => {
  parentPort?.postMessage(await answer(id, name, args));
});

type Read = (connection: Database.Database, args: unknown) => unknown;

async function answer(id: number, name: ReadName, args: unknown): Promise<ReadReply> {
  try {
    const read = (await reads[name]()) as Read;
    // What one read looks at is of one instant; a copy sees to that by itself.
    const result =
      name === 'copy'
        ? read(connection, args)
        : connection.transaction(() => read(connection, args)).deferred();
    return { id, result, error: null };
  } catch (error) {
    const { code, message } = error as { code?: unknown; message: string };
    return { id, result: null, error: { code: typeof code === 'string' ? code : null, message } };
  }
}
