import { execFile } from 'node:child_process';
import { open, stat } from 'node:fs/promises';
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

  test('that turns out to be damaged takes nothing more, not even where it still could', async () => {
    await using folder = await createTempFolder();
    const file = folder.file('milepost.db');
    const before = openDatabase(file);
    before.connection.exec('create table filler (words text)');
    const insert = before.connection.prepare('insert into filler values (?)');
    before.atomically(() => {
      for (let row = 0; row < 500; row++) insert.run('x'.repeat(1_000));
    });
    before.connection.close();
    const handle = await open(file, 'r+');
    await handle.write(Buffer.alloc(4096, 0x5a), 0, 4096, (await stat(file)).size - 20 * 4096);
    await handle.close();

    const { connection, atomically } = openDatabase(file);
    const readAll = () => connection.prepare('select sum(length(words)) from filler').get();
    expect(atomically(() => 1)).toBe(1);
    expect(() => atomically(readAll)).toThrow(StoreUnavailable);
    expect(() => atomically(() => 1)).toThrow('is damaged; stop, and put the last backup in its place');
    connection.close();
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
