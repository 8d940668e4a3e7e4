import { rename } from 'node:fs/promises';
import { createTempFolder } from '@milepost/testkit';
import Database from 'better-sqlite3';
import { describe, expect, test } from 'vitest';
import { StoreUnavailable } from '../store.ts';
import { openDatabase } from './database.ts';
import { createReader } from './reader.ts';

const selection = { project: 'default', dimension: '', scales: ['1..5'], from: null, to: null, byDay: false };
const cells = { selection, buckets: 1 };

describe('the thread that reads', () => {
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
