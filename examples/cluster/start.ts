import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { chownSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createKey } from '@milepost/collector';
import { searchFolders } from './src/find-program.ts';
import { type Postgres, planCluster } from './src/plan.ts';

const here = import.meta.dirname;
const scratch = mkdtempSync(join(tmpdir(), 'milepost-cluster-'));
const postgresPort = '4610';
const collectorPorts = ['4601', '4602'];
const children: ChildProcess[] = [];

let stopping = false;

/** Everything stops together, the last first, and leaves nothing. */
async function stop(code: number): Promise<void> {
  if (stopping) return;
  stopping = true;
  for (const child of children.reverse()) {
    if (child.exitCode !== null || child.signalCode !== null) continue;
    // PostgreSQL ends its connections then, and waits for nobody.
    child.kill('SIGINT');
    await once(child, 'exit');
  }
  rmSync(scratch, { recursive: true, force: true });
  process.exit(code);
}

function run(name: string, command: string, parameters: string[], more: object = {}): void {
  const child = spawn(command, parameters, {
    stdio: ['ignore', 'inherit', 'inherit'],
    detached: true,
    ...more,
  });
  child.once('exit', (code) => {
    if (!stopping) console.error(`${name} ended with ${code}; the cluster stops`);
    void stop(1);
  });
  children.push(child);
}

/** A server of the example's own, on files that go with it. PostgreSQL refuses to run as root. */
async function startPostgres({ initdb, server }: Postgres): Promise<string> {
  const id = (flag: string) => Number(execFileSync('id', [flag, 'postgres'], { encoding: 'utf8' }));
  const as = process.getuid?.() === 0 ? { uid: id('-u'), gid: id('-g') } : {};
  if (as.uid !== undefined && as.gid !== undefined) chownSync(scratch, as.uid, as.gid);
  const data = join(scratch, 'postgres');
  const flags = ['-D', data, '-U', 'milepost', '--auth=trust', '--encoding=UTF8', '--locale=C'];
  execFileSync(initdb, flags, { stdio: 'ignore', ...as });
  run('PostgreSQL', server, ['-D', data, '-p', postgresPort, '-k', scratch], as);
  return `postgres://milepost@127.0.0.1:${postgresPort}/postgres`;
}

async function reach(url: string): Promise<void> {
  for (let left = 150; left > 0; left--) {
    const answered = await fetch(url).then(
      ({ ok }) => ok,
      () => false,
    );
    if (answered) return;
    await new Promise((later) => setTimeout(later, 200));
  }
  throw new Error(`${url} does not answer`);
}

const store = process.env['MILEPOST_STORE'] || undefined;
const plan = planCluster({ folders: searchFolders(process.env['PATH'] ?? ''), store, here, scratch });
if (plan.missing) {
  console.error(`The cluster cannot be started here. It needs\n  ${plan.missing.join('\n  ')}`);
  rmSync(scratch, { recursive: true, force: true });
  process.exit(1);
}

for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => stop(0));
process.once('uncaughtException', (error) => {
  console.error(error.message);
  void stop(1);
});
const url = plan.postgres ? await startPostgres(plan.postgres) : store;
const keys = {
  MILEPOST_PUBLIC_KEY: process.env['MILEPOST_PUBLIC_KEY'] || createKey('public'),
  MILEPOST_SECRET_KEY: process.env['MILEPOST_SECRET_KEY'] || createKey('secret'),
};
// A server that is just being made does not answer at once.
if (plan.postgres) await new Promise((ready) => setTimeout(ready, 2_000));
const milepost = join(here, 'node_modules/@milepost/collector/bin/milepost.js');
for (const port of collectorPorts)
  run(`collector ${port}`, process.execPath, [milepost, 'serve'], {
    env: {
      ...process.env,
      ...keys,
      MILEPOST_STORE: url,
      MILEPOST_PORT: port,
      MILEPOST_TRUSTED_PROXIES: '127.0.0.1',
    },
  });
for (const port of collectorPorts) await reach(`http://127.0.0.1:${port}/healthz`);
run(plan.proxy.name, plan.proxy.command, plan.proxy.arguments);
await reach('http://127.0.0.1:4600/healthz');
console.log('Two collectors behind http://127.0.0.1:4600');
for (const [name, key] of Object.entries(keys)) console.log(`${name}=${key}`);
