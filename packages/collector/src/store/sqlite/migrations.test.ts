import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { canonical, decide } from '@milepost/engine';
import type { ResponseState } from '@milepost/protocol';
import { buildResponse, createTempFolder } from '@milepost/testkit';
import Database from 'better-sqlite3';
import { describe, expect, test } from 'vitest';
import type { Claim, ClaimBasis } from '../store.ts';
import { openSqliteStore } from './open.ts';

const folder = join(import.meta.dirname, '../../../migrations/sqlite');

interface Journal {
  entries: { idx: number; tag: string; when: number }[];
}

/** Makes a store of an earlier day: its schema as it was after the first migrations. */
function createOldStore(file: string, migrations: number): Database.Database {
  const database = new Database(file);
  database.exec('create table __drizzle_migrations (id integer primary key, hash text, created_at numeric)');
  const { entries } = JSON.parse(readFileSync(join(folder, 'meta/_journal.json'), 'utf8')) as Journal;
  for (const { tag, when } of entries.slice(0, migrations)) {
    database.exec(readFileSync(join(folder, `${tag}.sql`), 'utf8'));
    database.prepare('insert into __drizzle_migrations (hash, created_at) values (?, ?)').run(tag, when);
  }
  return database;
}

const project = 'default';

describe('a store of before claims', () => {
  test('tells the history and the account of every person whose responses it holds', async () => {
    await using temp = await createTempFolder();
    const file = temp.file('milepost.db');
    const old = createOldStore(file, 1);
    const insert = old.prepare(
      `insert into responses (project, bucket, id, day, shown, open, sent, received, state)
       values (?, 0, ?, 0, ?, 0, null, 0, ?)`,
    );
    const at = '2026-11-22T07:00:00Z';
    const keep = (shown: number, state: Partial<ResponseState>) => {
      const response: ResponseState = { ...buildResponse(), ...state };
      insert.run(project, response.id, shown, canonical(response));
    };
    const person = { id: 'u-"17"', account: 'acme' };
    keep(5, { person, touchpoint: 'pulse' });
    keep(4, { person, dismissed: { at, reason: 'timeout' } });
    keep(3, { person, dismissed: { at, reason: 'closed' }, completed: at });
    keep(2, { person, dismissed: { at, reason: 'escape' } });
    keep(1, { person: { id: 'u-18', account: 'acme' } });
    keep(0, {});
    old.close();

    const store = openSqliteStore(file, () => 0);
    const bases: ClaimBasis[] = [];
    const claim: Claim = {
      project,
      response: 'r',
      touchpoint: 'ticket_closed',
      person: person.id,
      account: 'acme',
      at: 10,
      countPeopleSince: 0,
    };
    await store.claim(claim, (basis) => {
      bases.push(basis);
      return decide({ touchpoints: {} } as never, 'none', {} as never);
    });
    await store.close();
    expect(bases).toEqual([
      {
        history: [
          { touchpoint: 'pulse', shown: 5, dismissed: false },
          { touchpoint: 'ticket_closed', shown: 4, dismissed: false },
          { touchpoint: 'ticket_closed', shown: 3, dismissed: false },
          { touchpoint: 'ticket_closed', shown: 2, dismissed: true },
        ],
        people: { known: 2, askedOthers: 1, wasAsked: true },
      },
    ]);
  });

  test('tells the version that each survey had in each revision', async () => {
    await using temp = await createTempFolder();
    const file = temp.file('milepost.db');
    const old = createOldStore(file, 1);
    const contents: Record<string, string>[] = [
      { a: 'A', 'b-1': 'X' },
      { a: 'B', 'b-1': 'X' },
      { 'b-1': 'Y' },
      { a: 'B', 'b-1': 'Y' },
      { a: 'A' },
      { a: 'A', 'b-1': 'Y' },
      { a: 'A', 'b-1': 'X' },
    ];
    const latest: Record<string, { content: string; version: number }> = {};
    const versions: Record<string, number>[] = [];
    for (const [index, surveys] of contents.entries()) {
      const documents = Object.entries(surveys).map(([name, text]) => [name, { questions: [{ text }] }]);
      old
        .prepare('insert into programs (project, revision, document, created) values (?, ?, ?, 0)')
        .run(project, index + 1, canonical({ surveys: Object.fromEntries(documents) }));
      for (const [name, content] of Object.entries(surveys)) {
        const before = latest[name];
        if (before?.content === content) continue;
        latest[name] = { content, version: (before?.version ?? 0) + 1 };
        old
          .prepare('insert into surveys (project, survey, version, content) values (?, ?, ?, ?)')
          .run(project, name, latest[name].version, canonical({ questions: [{ text: content }] }));
      }
      versions.push(
        Object.fromEntries(Object.keys(surveys).map((name) => [name, latest[name]?.version ?? 0])),
      );
    }
    old.close();

    const store = openSqliteStore(file, () => 0);
    const revisions = await store.revisions(project, { before: null, limit: 50 });
    await store.close();
    expect(revisions.map(({ surveys }) => surveys).reverse()).toEqual(versions);
  });
});
