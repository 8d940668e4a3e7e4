import { readdir, writeFile } from 'node:fs/promises';
import { checkProgram } from '@milepost/protocol';
import { buildCsat, buildProgram, createTempFolder, testNow } from '@milepost/testkit';
import { describe, expect, test } from 'vitest';
import { revise } from '../../program/known.ts';
import type { Store } from '../store.ts';
import { openSqliteStore } from './open.ts';

const project = 'default';
const now = Date.parse(testNow);

async function fill(store: Store): Promise<void> {
  await store.ensureProject(project, 'Default');
  const { program } = checkProgram(buildProgram());
  if (!program) throw new Error('the program has faults');
  await store.putProgram(project, revise(null, program), null);
}

const record = (store: Store, count: number) =>
  store.record([
    {
      project,
      responses: Array.from({ length: count }, () => ({ state: buildCsat(4), sent: now, received: now })),
      tallies: [],
      rejected: null,
    },
  ]);

const responses = async (store: Store) =>
  (await store.responsePage(project, { after: null, limit: 10_000 })).rows.length;

describe('a backup', () => {
  test('is a store of its own, of one instant, taken while others write', async () => {
    await using folder = await createTempFolder();
    const store = openSqliteStore(folder.file('milepost.db'), () => now);
    await fill(store);
    await record(store, 500);
    const copying = store.backup(folder.file('copy.db'));
    for (let times = 0; times < 50; times++) {
      await record(store, 10);
      await new Promise((turned) => setImmediate(turned));
    }
    await copying;
    expect(await responses(store)).toBe(1_000);
    await store.close();

    const copy = openSqliteStore(folder.file('copy.db'), () => now);
    const copied = await responses(copy);
    expect(copied % 10).toBe(0);
    expect(copied).toBeGreaterThanOrEqual(500);
    expect(await copy.verifyCells(project, 10)).toEqual({ faults: [], count: 0 });
    await record(copy, 1);
    expect(await responses(copy)).toBe(copied + 1);
    await copy.close();
  });

  test('overwrites nothing, and leaves nothing behind when it fails', async () => {
    await using folder = await createTempFolder();
    const store = openSqliteStore(folder.file('milepost.db'), () => now);
    await fill(store);
    await writeFile(folder.file('there.db'), 'precious');
    await expect(store.backup(folder.file('there.db'))).rejects.toThrow(
      'is there already; give the name of a new file',
    );
    await expect(store.backup(folder.file('no/where.db'))).rejects.toThrow();
    const refuse = () => Promise.reject(new Error('this is not it'));
    await expect(store.backup(folder.file('refused.db'), refuse)).rejects.toThrow('this is not it');
    await store.close();
    expect((await readdir(folder.path)).sort()).toEqual(['milepost.db', 'there.db']);
  });
});
