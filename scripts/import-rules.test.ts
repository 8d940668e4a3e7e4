import { execFileSync, spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';

const root = join(import.meta.dirname, '..');
const bin = join(root, 'node_modules/.bin');
const value = (from: string) => `import { a } from '${from}';\nexport const b = a;\n`;
const type = (from: string) => `import type { A } from '${from}';\nexport type B = A;\n`;

/** Each rule of the house, with a file that breaks it and the words that the linter must answer with. */
const broken: [rule: string, file: string, content: string, message: string][] = [
  [
    'metrics imports nothing',
    'packages/metrics/src/x.ts',
    type('@milepost/protocol'),
    'metrics imports nothing',
  ],
  ['protocol imports zod alone', 'packages/protocol/src/x.ts', value('hono'), 'protocol imports zod'],
  [
    'protocol is below metrics',
    'packages/protocol/src/x.ts',
    value('@milepost/metrics'),
    'protocol imports zod',
  ],
  [
    'limits import nothing',
    'packages/protocol/src/limits.ts',
    value('./scale.ts'),
    'browsers load this file',
  ],
  ['limits have no zod', 'packages/protocol/src/limits.ts', value('zod'), 'browsers load this file'],
  ['client has no zod', 'packages/client/src/x.ts', value('@milepost/protocol'), 'client imports types'],
  ['client runs in browsers', 'packages/client/src/x.ts', value('node:fs'), 'client imports types'],
  ['client knows no collector', 'packages/client/src/x.ts', type('@milepost/collector'), 'client imports'],
  ['engine has no zod', 'packages/engine/src/x.ts', value('@milepost/protocol'), 'engine imports types'],
  ['engine is pure', 'packages/engine/src/x.ts', value('node:fs'), 'engine imports types'],
  ['sdk has no zod', 'packages/sdk/src/x.ts', value('@milepost/protocol'), 'zod must not reach a browser'],
  ['sdk has no zod in its UI', 'packages/sdk/src/ui/x.ts', value('@milepost/protocol'), 'zod must not reach'],
  ['sdk has no dependency', 'packages/sdk/src/x.ts', value('preact'), 'sdk imports engine'],
  ['what asks is loaded lazily', 'packages/sdk/src/x.ts', value('./asking/surveys.ts'), 'through load.ts'],
  ['so is what draws', 'packages/sdk/src/x.ts', value('./ui/mount.ts'), 'through load.ts'],
  ['what sends', 'packages/sdk/src/ports/x.ts', value('../sending/outbox.ts'), 'through load.ts'],
  [
    'and what watches the page',
    'packages/sdk/src/x.ts',
    value('./automatic/automatic.ts'),
    'through load.ts',
  ],
  ['and what is seldom needed', 'packages/sdk/src/x.ts', value('./seldom.ts'), 'through load.ts'],
  ['by what asks, too', 'packages/sdk/src/asking/x.ts', value('../seldom.ts'), 'through load-seldom.ts'],
  ['nor has its UI', 'packages/sdk/src/ui/x.ts', value('preact'), 'sdk imports engine'],
  ['nor has it React', 'packages/sdk/src/x.ts', value('react'), 'sdk imports engine'],
  [
    'the React binding has React alone',
    'packages/sdk/src/react/x.ts',
    value('react-dom'),
    'imports react and',
  ],
  ['no code of the client', 'packages/sdk/src/react/x.ts', value('../client.ts'), 'import types'],
  ['nor of the engine', 'packages/sdk/src/react/x.ts', value('@milepost/engine'), 'imports react and'],
  [
    'drizzle is in stores only',
    'packages/collector/src/x.ts',
    value('drizzle-orm'),
    'only store/sqlite and store/postgres know',
  ],
  [
    'the driver is in stores only',
    'packages/collector/src/x.ts',
    value('better-sqlite3'),
    'only store/sqlite and store/postgres know',
  ],
  [
    'so is the other driver',
    'packages/collector/src/x.ts',
    value('pg'),
    'only store/sqlite and store/postgres',
  ],
  ['SQLite has its own', 'packages/collector/src/store/sqlite/x.ts', value('pg'), 'nothing of the other'],
  [
    'so has PostgreSQL',
    'packages/collector/src/store/postgres/x.ts',
    value('../sqlite/open.ts'),
    'nothing of the other',
  ],
  [
    'nor does the other',
    'packages/collector/src/store/postgres/x.ts',
    value('hono'),
    'knows nothing of HTTP',
  ],
  [
    'a store knows no HTTP',
    'packages/collector/src/store/sqlite/x.ts',
    value('hono'),
    'knows nothing of HTTP',
  ],
  [
    'what SQLite needs is its own',
    'packages/collector/src/routes/x.ts',
    value('../store/sqlite/record.ts'),
    'theirs alone',
  ],
  [
    'so is what PostgreSQL needs',
    'packages/collector/src/store/x.ts',
    value('./postgres/record.ts'),
    'theirs alone',
  ],
  [
    'faults are imported by nobody',
    'packages/collector/src/x.ts',
    value('@milepost/faults'),
    'nobody imports',
  ],
  [
    'nor are measures',
    'packages/collector/src/store/sqlite/x.ts',
    value('../../../../bench/src/x.ts'),
    'nobody imports',
  ],
  ['nor by an example', 'examples/x/src/x.ts', value('@milepost/bench'), 'nobody imports'],
  ['testkit is for tests', 'packages/collector/src/x.ts', value('@milepost/testkit'), 'imports none'],
  [
    'examples use public entries',
    'examples/x/src/x.ts',
    value('@milepost/sdk/src/client'),
    'public entries only',
  ],
  [
    'examples reach into nothing',
    'examples/x/src/x.ts',
    value('../../../packages/sdk/src/index.ts'),
    'public entries',
  ],
  ['time is a port', 'packages/engine/src/x.ts', 'export const a = Date.now();\n', 'through a clock'],
  ['chance is a port', 'packages/sdk/src/x.ts', 'export const a = Math.random();\n', 'through a port'],
  [
    'settings are read once',
    'packages/collector/src/x.ts',
    "export const a = process.env['A'];\n",
    'only main.ts',
  ],
];

const allowed: [rule: string, file: string, content: string][] = [
  ['client may import types', 'packages/client/src/x.ts', type('@milepost/protocol')],
  ['client may read events', 'packages/client/src/x.ts', value('eventsource-parser')],
  ['engine may import types', 'packages/engine/src/x.ts', type('@milepost/protocol')],
  ['engine may import limits', 'packages/engine/src/x.ts', value('@milepost/protocol/limits')],
  ['sdk may import the engine', 'packages/sdk/src/x.ts', value('@milepost/engine')],
  ['the UI may import the engine', 'packages/sdk/src/ui/x.ts', value('@milepost/engine')],
  ['sdk may import types of what asks', 'packages/sdk/src/x.ts', type('./asking/surveys.ts')],
  [
    'one file of the sdk loads the UI',
    'packages/sdk/src/load.ts',
    "export const a = () => import('./asking/surveys.ts');\n",
  ],
  ['the React binding may import React', 'packages/sdk/src/react/x.ts', value('react')],
  ['and types of the client', 'packages/sdk/src/react/x.ts', type('../api.ts')],
  ['a store may import drizzle', 'packages/collector/src/store/sqlite/x.ts', value('drizzle-orm')],
  ['so may the other its driver', 'packages/collector/src/store/postgres/x.ts', value('pg')],
  ['the entry names a store', 'packages/collector/src/index.ts', value('./store/sqlite/open.ts')],
  [
    'who opens one loads it when it is asked for',
    'packages/collector/src/store/open-store.ts',
    "export const a = () => import('./sqlite/open.ts');\n",
  ],
  ['an example may use React', 'examples/x/src/x.ts', value('@milepost/sdk/react')],
  ['the ports may tell the time', 'packages/sdk/src/ports/index.ts', 'export const a = Date.now();\n'],
];

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'milepost-rules-'));
  for (const config of ['.oxlintrc.json', 'biome.json']) cpSync(join(root, config), join(folder, config));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

function write(file: string, content: string): string {
  const path = join(folder, file);
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, content);
  return path;
}

function lint(file: string, content: string): { status: number | null; output: string } {
  const path = write(file, content);
  const { status, stdout, stderr } = spawnSync(join(bin, 'oxlint'), [path], {
    cwd: folder,
    encoding: 'utf8',
  });
  rmSync(path);
  return { status, output: `${stdout}${stderr}` };
}

describe('every import rule of the house fires', () => {
  test.each(broken)('%s', (_, file, content, message) => {
    const { status, output } = lint(file, content);
    expect(output).toContain(message);
    expect(status).toBe(1);
  });

  test.each(allowed)('%s', (_, file, content) => {
    const { status, output } = lint(file, content);
    expect(output).not.toContain('no-restricted');
    expect(status).toBe(0);
  });

  test('no cycles', () => {
    execFileSync('git', ['init', '--quiet'], { cwd: folder });
    write('packages/engine/src/one.ts', "import { two } from './two.ts';\nexport const one = () => two;\n");
    write('packages/engine/src/two.ts', "import { one } from './one.ts';\nexport const two = () => one;\n");
    const { status, stdout, stderr } = spawnSync(join(bin, 'biome'), ['lint', 'packages'], {
      cwd: folder,
      encoding: 'utf8',
    });
    expect(`${stdout}${stderr}`).toContain('noImportCycles');
    expect(status).toBe(1);
  });
});
