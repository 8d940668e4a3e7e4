import { spawn } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import pg from 'pg';

/** A PostgreSQL server of a test's own. */
export interface PostgresServer extends AsyncDisposable {
  /** With the right to create databases. */
  url: string;
  /** Ends it as a power cut of its machine would, but for the machine. */
  kill(): Promise<void>;
  /** Starts it again on the same files and port. */
  start(): Promise<void>;
}

/** A database that is gone when the test is over. */
export interface TestDatabase extends AsyncDisposable {
  url: string;
}

const keeper = join(import.meta.dirname, 'postgres-keeper.ts');

/**
 * Starts a PostgreSQL server on a free port and files of its own; neither stays when this process ends, of whatever.
 *
 * @example
 * await using server = await startPostgres(['-c', 'fsync=off']);
 */
export async function startPostgres(flags: readonly string[] = []): Promise<PostgresServer> {
  // A group of its own: an interruption of the tests ends them first, and it by its standard input.
  const child = spawn(process.execPath, [keeper, ...flags], {
    detached: true,
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  const answer = async () => {
    const { value, done } = await lines.next();
    if (done) throw new Error('PostgreSQL did not start');
    return value;
  };
  const order = async (word: string) => {
    child.stdin.write(`${word}\n`);
    await answer();
  };
  const port = await answer();
  return {
    url: `postgres://milepost:milepost@127.0.0.1:${port}/postgres`,
    kill: () => order('kill'),
    start: () => order('start'),
    [Symbol.asyncDispose]: async () => {
      child.stdin.end();
      await once(child, 'exit');
    },
  };
}

/** The variable that names the database which those of the tests are copies of; the first of them makes it. */
export const templateVariable = 'MILEPOST_TEST_TEMPLATE';

/**
 * An empty database with the schema in it. Making one takes a quarter of a second and emptying one a few milliseconds, so
 * the tests of a file use the same again.
 *
 * @throws Error outside of the `postgres` tests, which have a server
 */
export async function createTestDatabase(): Promise<TestDatabase> {
  const template = process.env[templateVariable];
  if (!template) throw new Error('there is no PostgreSQL here; run it with --project postgres');
  made ??= makeTemplate(template);
  await made;
  const url = free.pop() ?? (await copyOf(template));
  return {
    url,
    [Symbol.asyncDispose]: async () => {
      await empty(url);
      free.push(url);
    },
  };
}

const free: string[] = [];

async function copyOf(template: string): Promise<string> {
  const name = `${databaseName(template)}_${randomUUID().replaceAll('-', '')}`;
  await onServer(template, (client) =>
    client.query(`create database ${name} template ${databaseName(template)}`),
  );
  return databaseUrl(template, name);
}

async function empty(url: string): Promise<void> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  const { rows } = await client.query<{ tablename: string }>(
    "select tablename from pg_tables where schemaname = 'public' and tablename <> 'milepost_migrations'",
  );
  await client.query(rows.map(({ tablename }) => `delete from ${tablename}`).join(';'));
  await client.end();
}

let made: Promise<void> | null = null;

/** Of the processes that run tests one makes it, and the others wait. */
async function makeTemplate(url: string): Promise<void> {
  await onServer(url, async (client) => {
    await client.query('select pg_advisory_lock(hashtext($1))', [url]);
    const there = await client.query('select 1 from pg_database where datname = $1', [databaseName(url)]);
    if (there.rowCount) return;
    await client.query(`create database ${databaseName(url)}`);
    // Not before it is needed: the setup of a run has no sources of the workspace, only what is built.
    const { openStore } = await import('@milepost/collector');
    await (await openStore({ kind: 'postgres', url }, () => 0)).close();
  });
}

/** Takes away every database that was made from a template, and itself. */
export async function dropTestDatabases(template: string): Promise<void> {
  await onServer(template, async (client) => {
    const { rows } = await client.query<{ datname: string }>(
      'select datname from pg_database where starts_with(datname, $1)',
      [databaseName(template)],
    );
    for (const { datname } of rows) await client.query(`drop database ${datname} with (force)`);
  });
}

function databaseName(url: string): string {
  return new URL(url).pathname.slice(1);
}

/** The address of another database of a server. */
export function databaseUrl(server: string, name: string): string {
  const url = new URL(server);
  url.pathname = `/${name}`;
  return url.href;
}

/** Not in the template, which nobody may use while it is copied. */
async function onServer(url: string, work: (client: pg.Client) => Promise<unknown>): Promise<void> {
  const client = new pg.Client({ connectionString: databaseUrl(url, 'postgres') });
  await client.connect();
  try {
    await work(client);
  } finally {
    await client.end();
  }
}
