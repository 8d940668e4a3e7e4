import { execFile } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { chmod, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { createTempFolder, startCollector, type TempFolder, type TestCollector } from '@milepost/testkit';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { bringCustomers } from './helpdesk.fixture.ts';
import { bringPassengers, sfoIsHere, sfoProgram, sfoSkipped } from './sfo.fixture.ts';

vi.setConfig({ testTimeout: 120_000 });

const root = join(import.meta.dirname, '../../../..');
const page = readFileSync(join(root, 'docs/analysts.md'), 'utf8');
const run = promisify(execFile);

interface Call {
  language: string;
  of: 'sfo' | 'helpdesk';
  code: string;
  /** The last part of it, which tells it from the others. */
  name: string;
  /** The table that follows, if one does: what is told of the last answer. */
  table: Record<string, string>[];
}

/** Every call of the page, with the table that stands right behind it. */
const calls = [...page.matchAll(/^```(sh|js)( helpdesk)?\n(.*?)^```\n(\n(?:\|[^\n]*\n)+)?/gms)]
  .map(([, language = '', helpdesk, code = '', table = '']): Call => {
    const of = helpdesk ? 'helpdesk' : 'sfo';
    const name =
      code
        .trim()
        .slice(code.lastIndexOf('/v1/') + 1)
        .split('\n')
        .at(-1) ?? '';
    return { language, of, code, name, table: rowsOf(table) };
  })
  .filter(({ code }) => !code.startsWith('export MILEPOST_URL'));

/** The rows of a table whose head names fields: | `period` | `change.p` | */
function rowsOf(table: string): Record<string, string>[] {
  const [head = [], , ...rows] = table
    .split('\n')
    .filter((line) => line.startsWith('|'))
    .map((line) =>
      line
        .slice(1, -1)
        .split('|')
        .map((cell) => cell.trim().replaceAll('`', '')),
    );
  return rows.map((cells) => Object.fromEntries(head.map((field, index) => [field, cells[index] ?? ''])));
}

/** What an answer says in a field, written as the page writes it: with as many digits, or as a power of ten. */
function told(row: unknown, field: string, as: string): string {
  const [first = '', ...rest] = field.split('.');
  const names = first === 'group' ? [first, rest.join('.')] : [first, ...rest];
  const value = names.reduce<unknown>((at, name) => (at as Record<string, unknown> | null)?.[name], row);
  if (Array.isArray(value)) return value.join(', ');
  if (typeof value !== 'number') return String(value);
  const digits = (/\.(\d+)/.exec(as)?.[1] ?? '').length;
  const text = as.includes('e') ? value.toExponential(digits) : value.toFixed(digits);
  return text.replace(/^-(0(\.0*)?)$/, '$1');
}

describe('docs/analysts.md', () => {
  let folder: TempFolder;
  const collectors: Partial<Record<Call['of'], TestCollector>> = {};

  beforeAll(async () => {
    folder = await createTempFolder();
    await mkdir(folder.file('bin'));
    const command = `"${process.execPath}" "${root}/packages/collector/bin/milepost.js"`;
    await writeFile(folder.file('bin/npx'), `#!/bin/sh\nshift\nexec ${command} "$@"\n`);
    await chmod(folder.file('bin/npx'), 0o755);
    const helpdesk = await startCollector({ program: null });
    collectors.helpdesk = helpdesk;
    await bringCustomers(helpdesk);
    const sfo = await startCollector({ program: sfoProgram() as never });
    collectors.sfo = sfo;
    if (!sfoIsHere) return;
    await bringPassengers(sfo, 2017);
    await bringPassengers(sfo, 2018);
  }, 240_000);
  afterAll(async () => {
    for (const collector of Object.values(collectors)) await collector.stop();
    await folder[Symbol.asyncDispose]();
  });

  async function outputOf({ language, of, code }: Call): Promise<string> {
    const { url = '', secretKey = '' } = collectors[of] ?? {};
    const env = {
      PATH: `${folder.file('bin')}:${process.env['PATH']}`,
      MILEPOST_URL: url,
      MILEPOST_SECRET_KEY: secretKey,
    };
    if (language === 'sh') {
      const script = code.replaceAll(/^curl /gm, 'curl --silent --fail-with-body --write-out "\\n" ');
      return (await run('sh', ['-e', '-c', script], { cwd: folder.path, env })).stdout;
    }
    // Inside the package, so that the client is found by its name.
    await mkdir(join(root, 'packages/collector/dist'), { recursive: true });
    const place = await mkdtemp(join(root, 'packages/collector/dist/page-'));
    try {
      await writeFile(join(place, 'call.mjs'), code);
      return (await run(process.execPath, [join(place, 'call.mjs')], { env })).stdout;
    } finally {
      await rm(place, { recursive: true });
    }
  }

  it('has ten questions, each with a call', () => {
    const questions = page.split(/^## (?=\d+\. )/m).slice(1);
    expect(questions).toHaveLength(10);
    expect(questions.filter((question) => !/^```(sh|js)/m.test(question))).toEqual([]);
  });

  it.each(calls)('$language of $of: $name', async (call) => {
    const output = await outputOf(call);
    if (call.of === 'helpdesk' || sfoIsHere) expect(output.trim()).not.toBe('');
    if (call.table.length === 0 || (call.of === 'sfo' && !sfoIsHere)) return;
    const answer = JSON.parse(output.trim().split('\n').at(-1) ?? '') as Record<string, unknown>;
    const rows = (answer['signals'] ?? answer['rows']) as unknown[];
    for (const expected of call.table) {
      const found = rows.map((row) =>
        Object.fromEntries(Object.entries(expected).map(([field, as]) => [field, told(row, field, as)])),
      );
      expect(found).toContainEqual(expected);
    }
  });

  it(`has figures of both; those of the passengers are held against their files${sfoSkipped}`, () => {
    const figures = (of: Call['of']) => calls.filter((call) => call.of === of && call.table.length > 0);
    expect(figures('sfo').length).toBeGreaterThan(5);
    expect(figures('helpdesk').length).toBeGreaterThan(4);
  });
});
