import { execFile } from 'node:child_process';
import { chmod, mkdir, readFile, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { buildProgram, createTempFolder, type TempFolder } from '@milepost/testkit';
import { expect, test } from 'vitest';

const root = join(import.meta.dirname, '../../../..');
const page = await readFile(join(root, 'docs/operations.md'), 'utf8');

test('the table of settings in docs/operations.md has every setting, and no other', async () => {
  const source = await readFile(join(import.meta.dirname, '../settings.ts'), 'utf8');
  const read = new Set(source.match(/MILEPOST_[A-Z_]+/g));
  const told = [...page.matchAll(/^\| `(MILEPOST_[A-Z_]+)`/gm)].map(([, name]) => name);
  expect(told.sort()).toEqual([...read].sort());
});

/** `npx milepost` and `systemctl` as a machine has them where the collector is installed as a service. */
async function installCommands(folder: TempFolder): Promise<void> {
  const milepost = `"${process.execPath}" "${join(root, 'packages/collector/bin/milepost.js')}"`;
  const commands = {
    npx: `shift; exec ${milepost} "$@"`,
    systemctl: `case $1 in
      stop) kill "$(cat pid)"; while kill -0 "$(cat pid)" 2>/dev/null; do sleep 0.05; done ;;
      start) ${milepost} serve > log 2>&1 & echo $! > pid
        for try in $(seq 100); do curl -fsS "$MILEPOST_URL/readyz" 2>/dev/null && exit; sleep 0.1; done; cat log; exit 1 ;;
    esac`,
  };
  await mkdir(folder.file('bin'));
  for (const [name, script] of Object.entries(commands)) {
    await writeFile(folder.file(`bin/${name}`), `#!/usr/bin/env bash\n${script}\n`);
    await chmod(folder.file(`bin/${name}`), 0o755);
  }
}

async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  const address = server.address();
  await new Promise((closed) => server.close(closed));
  return typeof address === 'object' && address ? address.port : 0;
}

test('every command in docs/operations.md does what the page says, one after the other', async () => {
  const blocks = [...page.matchAll(/^```sh\n(.*?)^```$/gms)].map(([, block]) => block);
  expect(blocks.length).toBeGreaterThan(10);
  await using folder = await createTempFolder();
  await installCommands(folder);
  await mkdir(folder.file('data'));
  await writeFile(folder.file('program.json'), JSON.stringify(buildProgram()));
  const port = await freePort();
  const line = {
    id: '019a0000-0000-7000-8000-00000000000a',
    touchpoint: 'ticket_closed',
    survey: 'support-csat',
    version: 1,
    shown: '2026-02-01T00:00:00Z',
    person: { id: 'u-17' },
    answers: [{ question: 'satisfaction', value: 4 }],
  };
  await writeFile(folder.file('first.ndjson'), JSON.stringify(line));
  const script = [
    'set -euo pipefail; set -x',
    'systemctl start milepost',
    'npx milepost import first.ndjson',
    ...blocks,
  ].join('\n');
  const ended = await new Promise<{ code: unknown; stdout: string; stderr: string }>((resolve) => {
    execFile(
      'bash',
      ['-c', `trap 'systemctl stop milepost' EXIT; ${script}`],
      {
        cwd: folder.path,
        timeout: 110_000,
        env: {
          ...Object.fromEntries(
            Object.entries(process.env).filter(([name]) => !name.startsWith('MILEPOST_')),
          ),
          PATH: `${folder.file('bin')}:${process.env['PATH']}`,
          MILEPOST_PORT: String(port),
          MILEPOST_URL: `http://127.0.0.1:${port}`,
          MILEPOST_STORE: 'sqlite:data/milepost.db',
          MILEPOST_PROGRAM: 'program.json',
          MILEPOST_PUBLIC_KEY: 'mp_pub_0123456789abcdefghij',
          MILEPOST_SECRET_KEY: 'mp_sec_0123456789abcdefghij',
          MILEPOST_METRICS_TOKEN: '0123456789abcdefghij',
        },
      },
      (error, stdout, stderr) => resolve({ code: error?.code ?? 0, stdout, stderr }),
    );
  });
  expect(ended.code, ended.stderr.slice(-4_000) + ended.stdout.slice(-2_000)).toBe(0);
  expect(ended.stdout).toContain('milepost_responses_accepted_total 1');
  expect(ended.stdout.match(/0 failed/g)?.length).toBeGreaterThan(2);
  expect(ended.stdout.match(/repeated +1$/gm)?.length).toBe(2);
  expect(await readFile(folder.file('responses.ndjson'), 'utf8')).toContain('"u-17"');
}, 120_000);
