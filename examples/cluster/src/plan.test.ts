import { chmodSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { searchFolders } from './find-program.ts';
import { planCluster } from './plan.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'milepost-cluster-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

function install(...names: string[]) {
  for (const name of names) {
    writeFileSync(join(folder, name), '');
    chmodSync(join(folder, name), 0o755);
  }
}

const plan = (store?: string) =>
  planCluster({ folders: [folder], store, here: '/here', scratch: '/scratch' });

describe('the plan', () => {
  test('takes Caddy before nginx, and a PostgreSQL that is installed', () => {
    install('nginx', 'initdb', 'postgres');
    expect(plan()).toEqual({
      missing: null,
      proxy: {
        name: 'nginx',
        command: join(folder, 'nginx'),
        arguments: ['-p', '/scratch', '-c', '/here/nginx.conf'],
      },
      postgres: { initdb: join(folder, 'initdb'), server: join(folder, 'postgres') },
    });
    install('caddy');
    expect(plan()).toMatchObject({ proxy: { name: 'caddy' } });
  });

  test('needs no PostgreSQL where the store is given', () => {
    install('caddy');
    expect(plan('postgres://localhost/milepost')).toMatchObject({ missing: null, postgres: null });
  });

  test('says everything that is missing, and what to do', () => {
    expect(plan()).toEqual({
      missing: [expect.stringMatching(/Caddy.*nginx/), expect.stringMatching(/PostgreSQL.*MILEPOST_STORE/)],
    });
    install('caddy', 'initdb', 'postgres');
    expect(plan('sqlite:milepost.db')).toEqual({ missing: [expect.stringContaining('MILEPOST_STORE')] });
  });

  test('takes no file that may not be run', () => {
    install('caddy', 'initdb');
    writeFileSync(join(folder, 'postgres'), '', { mode: 0o644 });
    expect(plan()).toEqual({ missing: [expect.stringContaining('PostgreSQL')] });
  });
});

test('PostgreSQL is looked for where distributions put it, the newest first', () => {
  for (const version of ['9.6', '16', '15']) mkdirSync(join(folder, version));
  expect(searchFolders('/a:/b', folder)).toEqual([
    '/a',
    '/b',
    ...['16', '15', '9.6'].map((version) => join(folder, version, 'bin')),
  ]);
});

test.each(['Caddyfile', 'nginx.conf'])('%s names both collectors', (file) => {
  const text = readFileSync(join(import.meta.dirname, '..', file), 'utf8');
  for (const port of [4601, 4602]) expect(text).toContain(`127.0.0.1:${port}`);
  expect(text.split('{')).toHaveLength(text.split('}').length);
});
