import { readdir, readFile, rename } from 'node:fs/promises';
import { createTempFolder } from '@milepost/testkit';
import Database from 'better-sqlite3';
import { describe, expect, test } from 'vitest';
import { StoreUnavailable } from '../store.ts';
import { openDatabase } from './database.ts';
import { createReader } from './reader.ts';
import { readerNiceness } from './step-back.ts';

const selection = { project: 'default', dimension: '', scales: ['1..5'], from: null, to: null, byDay: false };
const cells = { selection, buckets: 1 };

/** The nice value of every thread of this process (proc(5), the 19th field of `stat`). */
async function niceValues(): Promise<number[]> {
  const threads = await readdir('/proc/self/task');
  const stats = await Promise.all(
    threads.map((thread) => readFile(`/proc/self/task/${thread}/stat`, 'utf8').catch(() => '')),
  );
  return stats.map((stat) => Number(stat.slice(stat.lastIndexOf(')') + 2).split(' ')[16]));
}

describe('the thread that reads', () => {
  test.runIf(process.platform === 'linux')(
    'steps back behind those that write, and no other thread does',
    async () => {
      await using folder = await createTempFolder();
      const file = folder.file('milepost.db');
      openDatabase(file).connection.close();
      const stepped = async () => (await niceValues()).filter((nice) => nice === readerNiceness).length;
      const before = await stepped();
      const reader = createReader(file);
      await reader.read('cells', cells);
      expect(await stepped()).toBe(before + 1);
      await reader.close();
    },
  );

  test('starts anew after it could not start', async () => {
    await using folder = await createTempFolder();
    const file = folder.file('milepost.db');
    openDatabase(file).connection.close();
    await rename(file, `${file}.away`);
    const reader = createReader(file);
    await expect(reader.read('cells', cells)).rejects.toBeInstanceOf(StoreUnavailable);
    await rename(`${file}.away`, file);
    expect(await reader.read('cells', cells)).toEqual([]);
    await reader.close();
  });

  test('tells what cannot be done now apart from what is wrong', async () => {
    await using folder = await createTempFolder();
    const file = folder.file('milepost.db');
    openDatabase(file).connection.close();
    const reader = createReader(file);
    await expect(reader.read('copy', { file: folder.file('no/where.db') })).rejects.toThrow(
      /unable to open|SQLITE_/,
    );
    const other = new Database(file);
    other.exec('drop table cells');
    other.close();
    const fault = await reader.read('cells', cells).catch((error: unknown) => error);
    expect(fault).not.toBeInstanceOf(StoreUnavailable);
    expect(fault).toMatchObject({ message: expect.stringContaining('no such table: cells') });
    await reader.close();
  });

  test('ends what it was asked when it is closed', async () => {
    await using folder = await createTempFolder();
    const file = folder.file('milepost.db');
    openDatabase(file).connection.close();
    const reader = createReader(file);
    const reading = reader.read('cells', cells).then(
      () => 'read',
      (error: Error) => error.message,
    );
    await reader.close();
    expect(['read', 'SQLite: the thread that reads has ended']).toContain(await reading);
  });
});
