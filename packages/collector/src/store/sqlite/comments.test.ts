import { readFile } from 'node:fs/promises';
import { checkProgram, type ResponseState } from '@milepost/protocol';
import { buildAnswer, buildProgram, buildResponse, createTempFolder, testNow } from '@milepost/testkit';
import Database from 'better-sqlite3';
import { describe, expect, test } from 'vitest';
import { revise } from '../../program/known.ts';
import { openSqliteStore } from './open.ts';

const project = 'default';
const now = Date.parse(testNow);

/** A store in a file, with a program. */
async function createStore(file: string) {
  const { program } = checkProgram(buildProgram());
  if (!program) throw new Error('the program of this test has faults');
  const store = openSqliteStore(file, () => now);
  await store.ensureProject(project, 'Default');
  await store.putProgram(project, revise(null, program), null);
  const record = (states: readonly ResponseState[]) =>
    store.record([
      {
        project,
        responses: states.map((state) => ({ state, sent: now, received: now })),
        tallies: [],
        rejected: null,
      },
    ]);
  return { store, record };
}

function said(words: string, overrides: Partial<ResponseState> = {}): ResponseState {
  return { ...buildResponse({ answers: [buildAnswer('why', words)] }), ...overrides };
}

describe('the words of comments', () => {
  test('are nowhere in the file when their person is erased', async () => {
    await using folder = await createTempFolder();
    const file = folder.file('milepost.db');
    const { store, record } = await createStore(file);
    const mine = { person: { id: 'u-1' } };
    await record([
      said('xylophone quartz'),
      said('zeppelin marzipan', mine),
      said('zeppelin walrus', mine),
      said('zephyr'),
    ]);
    await store.erasePerson(project, { id: 'u-1', at: now, answers: 'keep' });
    await store.close();
    const bytes = (await readFile(file)).toString('latin1');
    expect(bytes).toContain('xylophone');
    for (const word of ['zeppelin', 'eppelin', 'marzipan', 'walrus']) expect(bytes).not.toContain(word);
    const database = new Database(file);
    expect(() =>
      database.exec(`insert into comment_words (comment_words, rank) values ('integrity-check', 1)`),
    ).not.toThrow();
    database.close();
  });

  test('are kept in the order in which the responses were shown, also those of one instant', async () => {
    await using folder = await createTempFolder();
    const file = folder.file('milepost.db');
    const { store, record } = await createStore(file);
    const states = [3, 1, 2, 2, 2].map((second) => said('word', { shown: `2026-11-22T06:00:0${second}Z` }));
    await record(states);
    // A send that has seen the first one earlier.
    await record([said('word', { id: states[0]?.id ?? '', shown: '2026-11-22T06:00:00Z' })]);
    await store.close();
    const database = new Database(file, { readonly: true });
    const order = database.prepare('select response from comments order by id').pluck().all();
    database.close();
    expect(order).toEqual([0, 1, 2, 3, 4].map((index) => states[index]?.id));
  });

  test('that are not those of the responses are found and made anew', async () => {
    await using folder = await createTempFolder();
    const file = folder.file('milepost.db');
    const { store, record } = await createStore(file);
    await record([said('one'), said('two'), said('three')]);
    const database = new Database(file);
    database.exec(`delete from comments where words like '% one'`);
    expect(await store.verifyCells(project, 5)).toEqual({
      faults: [{ cell: 'words of comments', kept: [2], counted: [3] }],
      count: 1,
    });
    database.exec(`delete from account_sums`);
    await store.rebuildCells(project);
    expect(await store.verifyCells(project, 5)).toEqual({ faults: [], count: 0 });
    database.exec(
      `insert into comments (id, project, bucket, response, words) values (1, 'default', 0, 'x', 'y')`,
    );
    expect((await store.verifyCells(project, 5)).count).toBe(1);
    database.close();
    await store.close();
  });
});
