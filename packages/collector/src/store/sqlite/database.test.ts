import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { createTempFolder } from '@milepost/testkit';
import Database from 'better-sqlite3';
import { describe, expect, test } from 'vitest';
import { StoreUnavailable } from '../store.ts';
import { openDatabase } from './database.ts';
import { openSqliteStore } from './open.ts';

const run = promisify(execFile);

describe('several processes', () => {
  test('start on one new file at once', async () => {
    await using folder = await createTempFolder();
    const script = `
      const { openSqliteStore } = await import(${JSON.stringify(join(import.meta.dirname, 'open.ts'))});
      const store = openSqliteStore(process.argv[1], () => 0);
      console.log(await store.ensureProject('default', 'Default'));
      await store.close();`;
    const args = [
      '--conditions=source',
      '--no-warnings',
      '--input-type=module',
      '-e',
      script,
      folder.file('new.db'),
    ];
    const all = await Promise.all(Array.from({ length: 5 }, () => run(process.execPath, args)));
    expect(all.map(({ stdout }) => stdout.trim()).sort()).toEqual([
      'false',
      'false',
      'false',
      'false',
      'true',
    ]);
  });
});

describe('a file', () => {
  test('of a newer release is left alone', async () => {
    await using folder = await createTempFolder();
    const file = folder.file('milepost.db');
    const { connection } = openDatabase(file);
    connection.prepare(`insert into __drizzle_migrations (hash, created_at) values ('next', 9e15)`).run();
    connection.close();
    expect(() => openDatabase(file)).toThrow('newer release');
  });

  test('that is no database is refused as it is', async () => {
    await using folder = await createTempFolder();
    const file = folder.file('notes.txt');
    const { writeFile, readFile } = await import('node:fs/promises');
    await writeFile(file, 'not a database at all, but something that somebody wrote down\n'.repeat(100));
    expect(() => openDatabase(file)).toThrow('file is not a database');
    expect(await readFile(file, 'utf8')).toMatch(/^not a database/);
  });

  test('that was deleted while it was open is not written to unnoticed', async () => {
    await using folder = await createTempFolder();
    const file = folder.file('milepost.db');
    const store = openSqliteStore(file, () => 0);
    await store.ping();
    const { rename } = await import('node:fs/promises');
    await rename(file, `${file}.away`);
    await expect(store.ping()).rejects.toThrow(/was moved, deleted or replaced/);
    await rename(`${file}.away`, file);
    await store.ping();
    await store.close();
  });
});

describe('a transaction that fails', () => {
  test('because the disk is full keeps nothing, and everything works again when there is room', async () => {
    await using folder = await createTempFolder();
    const { connection, segmentValues, atomically } = openDatabase(folder.file('milepost.db'));
    const insert = connection.prepare('insert into tallies values (?, ?, ?, ?, 1, ?)');
    const count = connection.prepare('select count(*) from tallies').pluck();
    const fill = () =>
      atomically(() => {
        segmentValues.keeps('default', 'plan', 'pro');
        for (let index = 0; index < 100; index++)
          insert.run('default', String(index), '2026-11-22', 't', 'x'.repeat(1_000));
      });
    connection.pragma(`max_page_count = ${Number(connection.pragma('page_count', { simple: true })) + 5}`);
    expect(fill).toThrow(StoreUnavailable);
    expect(fill).toThrow('SQLITE_FULL');
    expect([connection.inTransaction, count.get()]).toEqual([false, 0]);
    connection.pragma('max_page_count = 1000000');
    fill();
    expect(count.get()).toBe(100);
    // The value that was taken up in vain has been taken up again.
    expect(connection.prepare('select count(*) from segment_values').pluck().get()).toBe(1);
    connection.close();
  });

  test('because another process writes too long keeps nothing', async () => {
    await using folder = await createTempFolder();
    const file = folder.file('milepost.db');
    const store = openSqliteStore(file, () => 0, { waitMs: 50 });
    const other = new Database(file);
    other.exec('begin immediate');
    await expect(store.ensureProject('default', 'Default')).rejects.toThrow(/SQLITE_BUSY/);
    await expect(store.ping()).rejects.toBeInstanceOf(StoreUnavailable);
    expect(await store.projects()).toEqual([]);
    other.exec('rollback');
    other.close();
    await store.ping();
    await store.close();
  });
});
