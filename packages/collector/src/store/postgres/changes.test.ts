import { checkProgram } from '@milepost/protocol';
import { buildCsat, buildProgram, createTestDatabase, testNow } from '@milepost/testkit';
import pg from 'pg';
import { expect, test } from 'vitest';
import { revise } from '../../program/known.ts';
import type { Store } from '../store.ts';
import { lockKey, projectLock } from './database.ts';
import { openPostgresStore } from './open.ts';

const now = Date.parse(testNow);
const project = 'default';

async function openWithProgram(url: string): Promise<Store> {
  const store = await openPostgresStore(url, () => now);
  await store.ensureProject(project, 'Default');
  const { program } = checkProgram(buildProgram());
  if (!program) throw new Error('the program has faults');
  if (!(await store.program(project))) await store.putProgram(project, revise(null, program), null);
  return store;
}

async function record(store: Store, count = 1): Promise<string[]> {
  const states = Array.from({ length: count }, (_, index) => buildCsat((index % 5) + 1));
  const responses = states.map((state) => ({ state, sent: now, received: now }));
  await store.record([{ project, responses, tallies: [], rejected: null }]);
  return states.map(({ id }) => id);
}

async function connect(url: string) {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  return client;
}

/** Changes a response as a commit does: under the project's lock. The commit is up to the test. */
async function beginChange(client: pg.Client, id: string) {
  const { space, number } = lockKey(projectLock(project));
  await client.query('begin');
  await client.query(`select pg_advisory_xact_lock_shared(${space}, ${number})`);
  await client.query(`update responses set changed = pg_current_xact_id() where project = $1 and id = $2`, [
    project,
    id,
  ]);
}

async function readOn(store: Store, after: string | null) {
  const { rows, next } = await store.changes(project, { after, limit: 100 });
  return { ids: rows.map(({ state }) => state.id), next };
}

test('a change that commits after a later one is not passed over', async () => {
  await using database = await createTestDatabase();
  const store = await openWithProgram(database.url);
  const [early = '', late = ''] = await record(store, 2);
  const start = await readOn(store, null);
  const first = await connect(database.url);
  await beginChange(first, early);
  const second = await connect(database.url);
  await beginChange(second, late);
  await second.query('commit');
  // It waits for the one that began before it.
  const between = await readOn(store, start.next);
  expect(between.ids).toEqual([]);
  // Where the end is now, stands before both.
  const ends = await readOn(store, null);
  await first.query('commit');
  expect((await readOn(store, between.next)).ids).toEqual([early, late]);
  expect((await readOn(store, ends.next)).ids).toEqual([early, late]);
  await Promise.all([first.end(), second.end(), store.close()]);
});

test('a change that is given up holds nothing up any more', async () => {
  await using database = await createTestDatabase();
  const store = await openWithProgram(database.url);
  const [id = ''] = await record(store);
  const start = await readOn(store, null);
  const client = await connect(database.url);
  await beginChange(client, id);
  expect((await readOn(store, start.next)).ids).toEqual([]);
  await client.query('rollback');
  const [next = ''] = await record(store);
  expect((await readOn(store, start.next)).ids).toEqual([next]);
  await Promise.all([client.end(), store.close()]);
});

test('nothing is held up by a long transaction that is none of the project', async () => {
  await using database = await createTestDatabase();
  const store = await openWithProgram(database.url);
  const client = await connect(database.url);
  await client.query('begin; select pg_current_xact_id()');
  const start = await readOn(store, null);
  const ids = await record(store, 3);
  expect((await readOn(store, start.next)).ids.sort()).toEqual(ids.sort());
  await client.query('rollback');
  await Promise.all([client.end(), store.close()]);
});

test('nobody is passed over while several write at once, and nobody told twice for one change', async () => {
  await using database = await createTestDatabase();
  const store = await openWithProgram(database.url);
  const others = [await openWithProgram(database.url), await openWithProgram(database.url)];
  let { next } = await readOn(store, null);
  const told: string[] = [];
  const recorded: string[] = [];
  let writing = true;
  const write = async (writer: Store) => {
    for (let done = 0; done < 25; done++) recorded.push(...(await record(writer, 1 + (done % 4))));
  };
  const follow = async () => {
    for (let last = false; !last; ) {
      last = !writing;
      const page = await store.changes(project, { after: next, limit: 7 });
      told.push(...page.rows.map(({ state }) => state.id));
      next = page.next;
      if (page.rows.length > 0) last = false;
    }
  };
  const following = follow();
  await Promise.all([...others, ...others].map(write));
  writing = false;
  await following;
  expect(told.length).toBe(recorded.length);
  expect(new Set(told)).toEqual(new Set(recorded));
  await Promise.all([store, ...others].map((one) => one.close()));
});

test('a database that was restored on another server goes on with what changes from then on', async () => {
  await using database = await createTestDatabase();
  const before = await openWithProgram(database.url);
  const [id = ''] = await record(before);
  await before.close();
  const client = await connect(database.url);
  // Its numbers are those of a server that had counted further.
  const far = '900000000000';
  await client.query(`update responses set changed = '${far}' where id = $1`, [id]);
  const store = await openWithProgram(database.url);
  const start = await readOn(store, null);
  const [next = ''] = await record(store);
  expect((await readOn(store, start.next)).ids).toEqual([next]);
  // Who followed the other one is led to where the end is.
  const follower = await readOn(store, `${far}:${id}`);
  expect(follower.ids).toEqual([]);
  const [later = ''] = await record(store);
  expect((await readOn(store, follower.next)).ids).toEqual([later]);
  await Promise.all([client.end(), store.close()]);
});
