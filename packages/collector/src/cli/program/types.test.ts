import { execFile } from 'node:child_process';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { buildProgram, createTempFolder, milepost, startCollector, type TempFolder } from '@milepost/testkit';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

let folder: TempFolder;
const { pulse, ticket_closed: closed } = buildProgram().touchpoints;
if (!pulse || !closed) throw new Error('the program lacks what these tests are about');

beforeAll(async () => {
  folder = await createTempFolder();
  const facts = { queue: ['billing', 'setup'] };
  const documents = {
    'program.json': buildProgram(),
    'same.json': buildProgram({ touchpoints: { pulse, visit: { ...closed, facts } } }),
    'other.json': buildProgram({ touchpoints: { pulse: { ...pulse, facts } } }),
    'faulty.json': buildProgram({ stages: [] }),
  };
  for (const [name, document] of Object.entries(documents))
    await writeFile(folder.file(name), JSON.stringify(document));
});
afterAll(() => folder[Symbol.asyncDispose]());

const types = (words: string[], environment: Record<string, string> = {}) =>
  milepost(['program', 'types', ...words], { folder: folder.path, environment });

describe('milepost program types', () => {
  it('writes the touchpoints of a document, and --check finds them up to date', async () => {
    expect(await types(['program.json', '-o', 'src/milepost.gen.ts'])).toEqual({
      code: 0,
      stdout: '',
      stderr: '',
    });
    const written = await readFile(folder.file('src/milepost.gen.ts'), 'utf8');
    expect(written).toContain("export type Touchpoint = 'pulse' | 'ticket_closed';");
    expect((await types(['program.json'])).stdout).toBe(written);
    expect(await types(['program.json', '-o', 'src/milepost.gen.ts', '--check'])).toMatchObject({ code: 0 });
    await writeFile(folder.file('windows.ts'), written.replaceAll('\n', '\r\n'));
    expect(await types(['program.json', '-o', 'windows.ts', '--check'])).toMatchObject({
      code: 0,
      stderr: '',
    });
  });

  it('says with --check how to bring it up to date', async () => {
    await writeFile(folder.file('stale.ts'), '// nothing\n');
    expect(await types(['program.json', '-o', 'stale.ts', '--check'])).toEqual({
      code: 1,
      stdout: '',
      stderr:
        'stale.ts: is not what the program says now; run: npx milepost program types program.json -o stale.ts\n',
    });
    expect(await readFile(folder.file('stale.ts'), 'utf8')).toBe('// nothing\n');
    expect((await types(['program.json', '-o', 'none.ts', '--check'])).stderr).toBe(
      'none.ts: cannot be read; run: npx milepost program types program.json -o none.ts\n',
    );
    expect((await types(['program.json', '--check'])).stderr).toBe(
      '--check needs --output, the module to compare with\n',
    );
  });

  it('puts several documents together', async () => {
    const { stdout } = await types(['program.json', 'same.json']);
    expect(stdout).toContain("export type Touchpoint = 'pulse' | 'ticket_closed' | 'visit';");
    expect(await types(['program.json', 'other.json'])).toEqual({
      code: 1,
      stdout: '',
      stderr: 'other.json#/touchpoints/pulse/facts: differ from those of an earlier file; make them alike\n',
    });
  });

  it('reads the live program when no document is named', async () => {
    await using collector = await startCollector({ program: null });
    const environment = { MILEPOST_URL: collector.url, MILEPOST_SECRET_KEY: collector.secretKey };
    expect(await types([], environment)).toMatchObject({
      code: 1,
      stderr: `${collector.url} has no program yet; push one, or name a file\n`,
    });
    await collector.putProgram(buildProgram());
    expect(await types([], environment)).toEqual(await types(['program.json']));
  });

  it('says the faults of a document instead', async () => {
    const { code, stdout, stderr } = await types(['faulty.json', '-o', 'never.ts']);
    expect({ code, stdout }).toEqual({ code: 1, stdout: '' });
    expect(stderr).toMatch(/^faulty\.json#\/stages: /);
    await expect(readFile(folder.file('never.ts'))).rejects.toThrow('ENOENT');
  });
});

describe('milepost program schema', () => {
  it('prints the JSON Schema, or writes it to a file', async () => {
    const run = (...words: string[]) => milepost(['program', 'schema', ...words], { folder: folder.path });
    const { code, stdout } = await run();
    expect(code).toBe(0);
    expect(JSON.parse(stdout)).toMatchObject({
      type: 'object',
      required: ['stages', 'touchpoints', 'surveys'],
    });
    expect(await run('-o', 'program.schema.json')).toEqual({ code: 0, stdout: '', stderr: '' });
    expect(await readFile(folder.file('program.schema.json'), 'utf8')).toBe(stdout);
  });

  it('takes no offence when its reader has seen enough', async () => {
    const bin = join(import.meta.dirname, '../../../bin/milepost.js');
    const script = `"${process.execPath}" "${bin}" program schema | head -n 1`;
    expect(await promisify(execFile)('sh', ['-c', script])).toEqual({ stdout: '{\n', stderr: '' });
  });
});
