import { checkProgram } from '@milepost/protocol';
import { buildCsat, buildProgram, createTestDatabase, testNow } from '@milepost/testkit';
import pg from 'pg';
import { expect, test } from 'vitest';
import { revise } from '../../program/known.ts';
import { presentCounting } from '../counting.ts';
import { openPostgresStore } from './open.ts';

const now = Date.parse(testNow);
const project = 'default';
const filter = { touchpoints: null, from: null, to: null, words: [], person: null, account: null };

test('counts of an earlier release are made anew once, however many collectors start at once', async () => {
  await using database = await createTestDatabase();
  const open = () => openPostgresStore(database.url, () => now);
  const before = await open();
  await before.ensureProject(project, 'Default');
  const { program } = checkProgram(buildProgram());
  if (!program) throw new Error('the program has faults');
  await before.putProgram(project, revise(null, program), null);
  const why = { question: 'why', value: 'Far too slow', at: testNow };
  const [answer] = buildCsat(5).answers ?? [];
  if (!answer) throw new Error('nothing is answered');
  const state = { ...buildCsat(5), answers: [answer, why], person: { id: 'u1', account: 'acme' } };
  await before.record([
    { project, responses: [{ state, sent: now, received: now }], tallies: [], rejected: null },
  ]);
  const version = await before.cellsVersion(project);
  await before.close();

  const client = new pg.Client({ connectionString: database.url });
  await client.connect();
  // As an earlier release leaves a database behind.
  await client.query(
    'delete from account_sums; update responses set words = null; update projects set counting = 0',
  );
  const stores = await Promise.all([open(), open(), open()]);
  for (const store of stores) {
    expect(await store.verifyCells(project, 5)).toEqual({ faults: [], count: 0 });
    const selection = { project, scales: ['1..5'], from: null, to: null, byMonth: false };
    expect(await store.accountSums(selection)).toMatchObject([{ account: 'acme', n: 1, sum: 1 }]);
    const page = { filter: { ...filter, words: ['slo'] }, after: null, limit: 5 };
    expect((await store.listResponses(project, page)).rows.map((row) => row.state.id)).toEqual([state.id]);
    // One commit more, whoever made it.
    expect(await store.cellsVersion(project)).toBe(version + 1);
  }
  const { rows } = await client.query('select counting from projects');
  expect(rows).toEqual([{ counting: presentCounting }]);
  await Promise.all([client.end(), ...stores.map((store) => store.close())]);
});

test('what is kept beside the cells is held against the responses', async () => {
  await using database = await createTestDatabase();
  const store = await openPostgresStore(database.url, () => now);
  await store.ensureProject(project, 'Default');
  const { program } = checkProgram(buildProgram());
  if (!program) throw new Error('the program has faults');
  await store.putProgram(project, revise(null, program), null);
  const state = { ...buildCsat(5), person: { id: 'u1', account: 'acme' } };
  await store.record([
    { project, responses: [{ state, sent: now, received: now }], tallies: [], rejected: null },
  ]);
  const client = new pg.Client({ connectionString: database.url });
  await client.connect();
  await client.query(
    `update account_sums set thirds = 0; update responses set words = array_to_tsvector('{other}')`,
  );
  const { faults, count } = await store.verifyCells(project, 5);
  expect(count).toBe(2);
  expect(faults).toMatchObject([
    { cell: expect.stringContaining('sums of 2026-11 ticket_closed'), kept: [1, 0, 9], counted: [1, 3, 9] },
    { cell: 'words of comments', kept: [1], counted: [0] },
  ]);
  await store.rebuildCells(project);
  expect(await store.verifyCells(project, 5)).toEqual({ faults: [], count: 0 });
  await Promise.all([client.end(), store.close()]);
});
