import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Settings } from '@milepost/collector';
import { databaseUrl, startPostgres } from '@milepost/testkit';
import Database from 'better-sqlite3';
import pg from 'pg';
import { fillPostgres } from './fill-postgres.ts';
import { fillSqlite } from './fill-sqlite.ts';
import type { MadeAnswers } from './made-rows.ts';

/** How a store's own language says what is asked of the raw answers. */
export interface Dialect {
  /** A text out of the state of a response; the path as `answers.0.value`. */
  text(path: string): string;
  /** The month of a day number, as 2026-11. */
  month(day: string): string;
  ofProject: string;
}

/** A store that is made for the benchmark, and is gone with it. */
export interface Backend extends AsyncDisposable {
  name: string;
  dialect: Dialect;
  /** A store of its own for so many answers. */
  fill(name: string, made: MadeAnswers & { cellsOnly: boolean }): Promise<Filled>;
}

export interface Filled {
  /** As `MILEPOST_STORE` has it. */
  store: string;
  setting: Settings['store'];
  /** Asks the store past the collector. */
  query<Row>(sql: string): Promise<Row[]>;
  drop(): Promise<void>;
}

export async function sqliteBackend(): Promise<Backend> {
  const folder = await mkdtemp(join(tmpdir(), 'milepost-reading-'));
  return {
    name: 'SQLite',
    dialect: {
      text: (path) =>
        `state ->> '$${path
          .split('.')
          .map((part) => (/^\d+$/.test(part) ? `[${part}]` : `.${part}`))
          .join('')}'`,
      month: (day) => `strftime('%Y-%m', ${day} * 86400, 'unixepoch')`,
      ofProject: `project = 'default' and bucket = 0`,
    },
    fill: async (name, made) => {
      const file = join(folder, `${name}.db`);
      await fillSqlite(file, made);
      const connection = new Database(file, { readonly: true });
      return {
        store: `sqlite:${file}`,
        setting: { kind: 'sqlite', file },
        query: async <Row>(sql: string) => connection.prepare<[], Row>(sql).all(),
        drop: async () => {
          connection.close();
          await Promise.all(['', '-wal', '-shm'].map((end) => rm(file + end, { force: true })));
        },
      };
    },
    [Symbol.asyncDispose]: () => rm(folder, { recursive: true, force: true }),
  };
}

export async function postgresBackend(): Promise<Backend> {
  const server = await startPostgres([
    '-c',
    'shared_buffers=1GB',
    '-c',
    'max_wal_size=4GB',
    '-c',
    'wal_level=minimal',
    '-c',
    'max_wal_senders=0',
  ]);
  const onServer = async (sql: string) => {
    const client = new pg.Client({ connectionString: server.url });
    await client.connect();
    await client.query(sql);
    await client.end();
  };
  return {
    name: 'PostgreSQL',
    dialect: {
      text: (path) => `state::jsonb #>> '{${path.replaceAll('.', ',')}}'`,
      month: (day) => `to_char(date '1970-01-01' + ${day}, 'YYYY-MM')`,
      ofProject: `shard = 'default/0'`,
    },
    fill: async (name, made) => {
      const database = `reading_${name}`;
      await onServer(`create database ${database}`);
      const url = databaseUrl(server.url, database);
      await fillPostgres(url, made);
      const pool = new pg.Pool({ connectionString: url, max: 1 });
      return {
        store: url,
        setting: { kind: 'postgres', url },
        query: async <Row>(sql: string) => (await pool.query(sql)).rows as Row[],
        drop: async () => {
          await pool.end();
          await onServer(`drop database ${database} with (force)`);
        },
      };
    },
    [Symbol.asyncDispose]: () => server[Symbol.asyncDispose](),
  };
}
