import { execFile } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { chmod, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { decide } from '@milepost/engine';
import { type ClientProgram, checkProgram, type ProgramInput, wordingOf } from '@milepost/protocol';
import { buildProgram, createTempFolder, startCollector } from '@milepost/testkit';
import { describe, expect, it, vi } from 'vitest';
import { programCommand } from './command.ts';
import { schemaText } from './schema.ts';

vi.setConfig({ testTimeout: 120_000 });

const root = join(import.meta.dirname, '../../../../..');
const page = readFileSync(join(root, 'docs/program.md'), 'utf8');
const run = promisify(execFile);

/** The code blocks of the page in one language. */
const blocks = (language: string) =>
  [...page.matchAll(new RegExp(`^\`\`\`${language}\\n(.*?)^\`\`\``, 'gms'))].map((match) => match[1] ?? '');

const codes = (cell = '') => [...cell.matchAll(/`([^`]+)`/g)].map((match) => match[1] ?? '');

/** The cells of the table that follows a text, without its head. */
function rowsAfter(text: string): string[][] {
  const table = page.slice(page.indexOf(text)).match(/(^\|.*\n)+/m)?.[0] ?? '';
  const [, , ...rows] = table.trimEnd().split('\n');
  return rows.map((row) =>
    row
      .split('|')
      .slice(1)
      .map((cell) => cell.trim()),
  );
}

const firstColumn = (text: string) => rowsAfter(text).flatMap(([cell]) => codes(cell));

const [first = '', ...fragments] = blocks('json');
const program = JSON.parse(first) as ProgramInput;

/** The first program of the page with a part of it replaced: questions, fields of its touchpoint, or of the document. */
function withFragment(text: string): object {
  const fragment = JSON.parse(text) as object;
  const { ticket_closed: touchpoint } = program.touchpoints;
  if (Array.isArray(fragment)) return { ...program, surveys: { 'support-csat': { questions: fragment } } };
  if (Object.keys(fragment).some((name) => ['surveys', 'governor'].includes(name)))
    return { ...program, ...fragment };
  const surveys = { ...program.surveys, 'support-short': program.surveys['support-csat'] };
  return { ...program, surveys, touchpoints: { ticket_closed: { ...touchpoint, ...fragment } } };
}

/** What is wrong with a document, and which of its texts could be clearer. */
function findingsOf(document: unknown) {
  const { program: sound, faults } = checkProgram(document);
  return [...faults, ...(sound ? wordingOf(sound) : [])];
}

describe('docs/program.md', () => {
  it('begins with a program that has no fault', () => {
    expect(findingsOf(program)).toEqual([]);
  });

  it.each(fragments.map((fragment, index) => [index + 1, fragment] as const))(
    'shows no fault in example %i',
    (_nth, fragment) => {
      expect(findingsOf(withFragment(fragment))).toEqual([]);
    },
  );

  it('tells every type of question, every gate in its order, and every command', () => {
    const schema = JSON.parse(schemaText()) as {
      $defs: { question: { oneOf: { properties: { type: { const: string } } }[] } };
    };
    expect(firstColumn('## Questions')).toEqual(
      schema.$defs.question.oneOf.map(({ properties }) => properties.type.const),
    );
    const view = { touchpoints: { here: {} }, governor: {} } as unknown as ClientProgram;
    const { gates } = decide(view, 'here', {
      subject: '',
      person: null,
      history: [],
      inSession: 0,
      consent: true,
      busy: false,
      now: 0,
    });
    expect(firstColumn('## Who is asked')).toEqual(gates.map(({ gate }) => gate));
    const told = firstColumn('## The commands').flatMap((words) => /^program (\S+)/.exec(words)?.[1] ?? []);
    const { commands } = programCommand(() => ({ url: '', key: '' }));
    expect(told.toSorted()).toEqual(commands.map((command) => command.name()).toSorted());
  });

  it('tells the default of every setting', () => {
    const { segments: _segments, ...bare } = buildProgram();
    const sound = checkProgram(bare).program;
    const tables = [
      ['| of the program', sound],
      ["| of a touchpoint's", sound?.touchpoints['pulse']?.ask],
    ] as const;
    for (const [table, settings] of tables)
      for (const [names, told = ''] of rowsAfter(table))
        for (const name of codes(names)) {
          const value = name
            .split('.')
            .reduce<unknown>((part, key) => (part as Record<string, unknown> | undefined)?.[key], settings);
          const actual = [value as string | number | string[] | undefined].flat().join();
          const expected = actual || expect.stringMatching(/^(none|for good|never|false|the governor's)$/);
          expect({ [name]: told.replaceAll('`', '') }).toEqual({ [name]: expected });
        }
  });

  it('has code that compiles with the types of its program, and not with a misspelt fact', async () => {
    // Inside the package, so that the SDK is found by its name as in an app of a user.
    await mkdir(join(root, 'packages/collector/dist'), { recursive: true });
    const folder = await mkdtemp(join(root, 'packages/collector/dist/page-'));
    const compile = async (code: string) => {
      await writeFile(join(folder, 'app.ts'), code);
      const options =
        '--noEmit --strict --module nodenext --target es2022 --lib es2022,dom --allowImportingTsExtensions --ignoreConfig';
      return run(join(root, 'node_modules/.bin/tsc'), [...options.split(' '), 'app.ts'], {
        cwd: folder,
      }).then(
        () => '',
        (error: Error & { stdout?: string }) => error.stdout || error.message,
      );
    };
    try {
      await writeFile(join(folder, 'program.json'), first);
      const bin = join(root, 'packages/collector/bin/milepost.js');
      await run(process.execPath, [bin, 'program', 'types', 'program.json', '-o', 'milepost.gen.ts'], {
        cwd: folder,
      });
      const code = blocks('ts').join('');
      expect(await compile(code)).toBe('');
      expect(await compile(code.replace('ticketId:', 'tiketId:'))).toContain(
        "'tiketId' does not exist in type",
      );
    } finally {
      await rm(folder, { recursive: true });
    }
  });

  it('has commands that do what they say, one after the other', async () => {
    await using folder = await createTempFolder();
    await using collector = await startCollector({ program: null });
    await writeFile(folder.file('program.json'), first);
    await mkdir(folder.file('bin'));
    await writeFile(
      folder.file('bin/npx'),
      `#!/bin/sh\nshift\nexec "${process.execPath}" "${root}/packages/collector/bin/milepost.js" "$@"\n`,
    );
    await chmod(folder.file('bin/npx'), 0o755);
    const env = {
      PATH: `${folder.file('bin')}:${process.env['PATH']}`,
      MILEPOST_URL: collector.url,
      MILEPOST_SECRET_KEY: collector.secretKey,
      MILEPOST_PUBLIC_KEY: collector.publicKey,
    };
    const printed: string[] = [];
    for (const block of blocks('sh')) {
      const script = block
        .replaceAll('http://127.0.0.1:4600', collector.url)
        .replaceAll(/^curl /gm, 'curl --silent --fail-with-body ');
      const { stdout } = await run('sh', ['-e', '-c', script], { cwd: folder.path, env });
      printed.push(stdout);
    }
    expect(printed.join('\n')).toContain('Revision 1 is live.');
    expect(readFileSync(folder.file('src/milepost.gen.ts'), 'utf8')).toContain("'ticket_closed'");
    expect(JSON.parse(readFileSync(folder.file('first.json'), 'utf8'))).toMatchObject(program);
  });
});
