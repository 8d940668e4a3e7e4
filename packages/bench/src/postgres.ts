import { fork } from 'node:child_process';
import { once } from 'node:events';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { openStore } from '@milepost/collector';
import { buildProgram, databaseUrl, startPostgres } from '@milepost/testkit';
import pg from 'pg';
import { revise } from '../../collector/src/program/known.ts';
import { createDatabase, createPool } from '../../collector/src/store/postgres/database.ts';
import { insertResponses } from '../../collector/src/store/postgres/responses.ts';
import { settle } from '../../collector/src/store/settle.ts';
import { makeBatches } from './postgres-load.ts';

const size = 1_000;
const batches = 60;
const noStanding = { excludes: () => false, erased: () => ({ person: null, response: false }) };

interface Measured {
  name: string;
  perSecond: number;
  /** Microseconds of processor time for each response: in the collectors, and in PostgreSQL. */
  collectorUs: number;
  serverUs: number;
}

/**
 * Responses per second into PostgreSQL on this machine, beside what inserting the same rows costs without merging and
 * cells, which is the ceiling.
 */
export async function postgresTable(): Promise<string> {
  await using server = await startPostgres(['-c', 'shared_buffers=512MB', '-c', 'max_wal_size=4GB']);
  const rows: Measured[] = [];
  rows.push(await ceiling(await prepare(server.url, 'ceiling', 1)));
  rows.push(await collectors(await prepare(server.url, 'one', 1), { count: 1, buckets: 1 }));
  for (const count of [1, 2])
    rows.push(await collectors(await prepare(server.url, `eight_${count}`, 8), { count, buckets: 8 }));
  const top = rows[0]?.perSecond ?? 1;
  const lines = rows.map(({ name, perSecond, collectorUs, serverUs }) =>
    [
      name.padEnd(34),
      `${Math.round(perSecond)}/s`.padStart(9),
      `${(perSecond / top).toFixed(2)}`.padStart(6),
      `${collectorUs.toFixed(1)} us`.padStart(10),
      `${serverUs.toFixed(1)} us`.padStart(10),
    ].join('  '),
  );
  const head = [`postgres, ${size} a batch`.padEnd(34), 'responses', ' ratio', ' collector', '    server'];
  return [head.join('  '), ...lines].join('\n');
}

/** A database of its own with a program. */
async function prepare(server: string, name: string, buckets: number): Promise<string> {
  const client = new pg.Client({ connectionString: server });
  await client.connect();
  await client.query(`create database ${name}`);
  await client.end();
  const url = databaseUrl(server, name);
  const store = await openStore({ kind: 'postgres', url }, Date.now);
  await store.ensureProject('default', 'Default');
  const program = buildProgram({ segments: ['plan', 'vintage', 'fact:queue'], cells: { buckets } });
  await store.putProgram('default', revise(null, program as never), null);
  await store.close();
  return url;
}

async function ceiling(url: string): Promise<Measured> {
  const store = await openStore({ kind: 'postgres', url }, Date.now);
  const known = await store.program('default');
  await store.close();
  if (!known) throw new Error('the program is not there');
  const load = makeBatches({ batches, size }).map(({ responses }) =>
    responses.flatMap(
      (one) => settle({ known, bucket: 0, stored: null, incoming: [one], standing: noStanding }).row ?? [],
    ),
  );
  const database = createDatabase(createPool(url));
  const work = async () => {
    for (let rows = load.pop(); rows; rows = load.pop()) {
      const batch = rows;
      await database.atomically({}, (connection) => insertResponses(connection, batch));
    }
  };
  const server = await serverTime(url);
  const before = process.cpuUsage();
  const begun = performance.now();
  await Promise.all([work(), work()]);
  const milliseconds = performance.now() - begun;
  const { user, system } = process.cpuUsage(before);
  const serverMs = server();
  await database.pool.end();
  const responses = batches * size;
  return {
    name: 'rows alone (ceiling)',
    perSecond: (responses / milliseconds) * 1_000,
    collectorUs: (user + system) / responses,
    serverUs: (serverMs * 1_000) / responses,
  };
}

async function collectors(
  url: string,
  { count, buckets }: { count: number; buckets: number },
): Promise<Measured> {
  const children = Array.from({ length: count }, () =>
    fork(join(import.meta.dirname, 'postgres-collector.ts'), [
      url,
      String(batches / count),
      String(size),
      '2',
    ]),
  );
  await Promise.all(children.map((child) => once(child, 'message')));
  const server = await serverTime(url);
  const begun = performance.now();
  const told = await Promise.all(
    children.map(async (child) => {
      child.send('go');
      const [{ processorMs }] = (await once(child, 'message')) as [{ processorMs: number }];
      return processorMs;
    }),
  );
  const milliseconds = performance.now() - begun;
  const responses = batches * size;
  return {
    name: `${count} collector${count > 1 ? 's' : ''}, ${buckets} bucket${buckets > 1 ? 's' : ''}`,
    perSecond: (responses / milliseconds) * 1_000,
    collectorUs: (told.reduce((sum, one) => sum + one, 0) * 1_000) / responses,
    serverUs: (server() * 1_000) / responses,
  };
}

/**
 * Returns a function that tells the processor time of the server since, in milliseconds: of its processes, and of those
 * that have ended. On Linux only, in ticks of 10 ms.
 */
async function serverTime(url: string): Promise<() => number> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  const { rows } = await client.query<{ pid: number }>('select pg_backend_pid() as pid');
  const postmaster = stat(rows[0]?.pid ?? 0)?.parent ?? 0;
  await client.end();
  const total = () =>
    readdirSync('/proc')
      .map((name) => stat(Number(name)))
      .reduce((sum, one) => sum + (one?.parent === postmaster ? one.ticks : 0), stat(postmaster)?.ended ?? 0);
  const before = total();
  return () => (total() - before) * 10;
}

function stat(pid: number): { parent: number; ticks: number; ended: number } | null {
  try {
    const text = readFileSync(`/proc/${pid}/stat`, 'utf8');
    // After the name, which may hold anything, the fields from the third on.
    const fields = text.slice(text.lastIndexOf(')') + 2).split(' ');
    const sum = (...nth: number[]) => nth.reduce((total, one) => total + Number(fields[one]), 0);
    return { parent: sum(1), ticks: sum(11, 12), ended: sum(13, 14) };
  } catch {
    return null;
  }
}
