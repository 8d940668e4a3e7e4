import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { ResponseState } from '@milepost/protocol';
import { buildCsat, buildNps, createTempFolder, testNow } from '@milepost/testkit';
import Database from 'better-sqlite3';
import { describe, expect, test } from 'vitest';
import { presentCounting } from '../../counting.ts';
import { openSqliteStore } from '../open.ts';

const project = 'default';
const now = Date.parse(testNow);
/** 2026-11, since 1970-01. */
const november = 682;
const id = (last: number) => `01900000-0000-7000-8000-00000000000${last}`;

/** A file with every schema that was ever released, and data as that release wrote it. */
const released = readdirSync(import.meta.dirname).filter((name) => name.endsWith('.sql'));

describe.each(released)('a file of the release with %s', (dump) => {
  test('is brought up to date with everything that it holds', async () => {
    await using folder = await createTempFolder();
    const file = folder.file('milepost.db');
    const old = new Database(file);
    old.exec(readFileSync(join(import.meta.dirname, dump), 'utf8'));
    const cells = old.prepare('select * from cells order by 1, 2, 3, 4, 5, 6, 7, 8, 9, 10').all();
    old.close();

    const store = openSqliteStore(file, () => now);
    const { rows } = await store.responsePage(project, { after: null, limit: 10 });
    const states = rows.map(({ text }) => JSON.parse(text) as ResponseState);
    expect(rows.map((row, index) => [states[index]?.id, row.excluded, row.erased])).toEqual(
      [1, 2, 3, 4].map((last) => [id(last), [], null]),
    );
    expect(states[3]?.answers?.[0]?.value).toBe(`it's "fine"; --\n`);
    expect(await store.verifyCells(project, 10)).toEqual({ faults: [], count: 0 });
    expect((await store.program(project))?.revision).toBe(1);
    expect(await store.keys(project)).toMatchObject([{ hash: 'a'.repeat(64), scopes: ['*'], origins: null }]);
    expect(await store.openResponses(project, 0)).toHaveLength(2);
    // Every month that has cells is numbered, so that counting anew can tell of it.
    expect([...(await store.monthVersions(project)).keys()]).toEqual([november]);

    // What earlier releases did not count is there from the start: accounts, and the words of comments.
    const everything = { project, scales: ['0..10', '1..5'], from: null, to: null, byMonth: false };
    const sums = await store.accountSums(everything);
    expect(sums.map(({ account, question, n, sum }) => [account, question, n, sum].join(' ')).sort()).toEqual(
      ['acme recommend 1 1', 'acme satisfaction 1 1'],
    );
    const filter = { touchpoints: null, from: null, to: null, words: ['fin'], person: null, account: null };
    const found = await store.listResponses(project, { filter, after: null, limit: 10 });
    expect(found.rows.map(({ state }) => state.id)).toEqual([id(4)]);
    const { next } = await store.changes(project, { after: null, limit: 10 });

    // What came before goes on merging, and people can be erased for good.
    const person = { id: 'u-"17"', account: 'acme', traits: { plan: 'pro' } };
    const again = { ...buildCsat(5, { id: id(1), locale: 'de', facts: { queue: 'billing' } }), person };
    const record = async (state: object) =>
      (
        await store.record([
          {
            project,
            responses: [{ state: state as typeof again, sent: now, received: now }],
            tallies: [],
            rejected: null,
          },
        ])
      ).flat();
    expect(await record(again)).toEqual([{ kind: 'accepted' }]);
    expect(await store.erasePerson(project, { id: 'u-"17"', at: now, answers: 'keep' })).toMatchObject({
      responses: 2,
    });
    expect(await record(again)).toMatchObject([{ code: 'person_erased' }]);
    expect(await record(buildNps(3))).toEqual([{ kind: 'accepted' }]);
    expect((await store.changes(project, { after: next, limit: 10 })).rows).toHaveLength(3);
    expect(await store.expire(project, { shownBefore: now, at: now, rows: 10 })).toBe(3);
    expect(await store.verifyCells(project, 10)).toEqual({ faults: [], count: 0 });
    expect((await store.inspect()).filter(({ level }) => level === 'failed')).toEqual([]);
    await store.close();

    const after = new Database(file, { readonly: true });
    expect(after.prepare('select count(*) from cells').pluck().get()).toBeGreaterThanOrEqual(cells.length);
    expect(after.prepare('select counting from projects').pluck().all()).toEqual([presentCounting]);
    expect(after.prepare('select length(erasure_key) from projects').pluck().get()).toBe(64);
    after.close();
  });
});

test('every migration that has a successor was released, and its file is kept', () => {
  const folder = join(import.meta.dirname, '../../../../migrations/sqlite');
  const migrations = readdirSync(folder).filter((name) => name.endsWith('.sql'));
  expect(released).toEqual(migrations.slice(0, released.length));
  expect(released.length).toBeGreaterThanOrEqual(migrations.length - 1);
});
