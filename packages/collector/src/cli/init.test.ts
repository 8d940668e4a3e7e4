import { readdirSync } from 'node:fs';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { createTempFolder, milepost, type TempFolder } from '@milepost/testkit';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

const templates = join(import.meta.dirname, '../../../../examples/templates');

let folder: TempFolder;
beforeAll(async () => {
  folder = await createTempFolder();
});
afterAll(() => folder[Symbol.asyncDispose]());

const run = (...words: string[]) => milepost(words, { folder: folder.path });

const names = readdirSync(templates, { withFileTypes: true })
  .filter((entry) => entry.isDirectory() && entry.name !== 'node_modules')
  .map(({ name }) => name);

describe('milepost init', () => {
  it.each(names)('writes the template %s, which is sound as it is', async (name) => {
    const { code, stdout, stderr } = await run('init', name, '--template', name);
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    expect(stdout.split('\n').slice(0, 3)).toEqual(
      ['program.json', 'program.schema.json', 'traffic.json'].map((file) => join(name, file)),
    );
    const read = async (path: string): Promise<unknown> => JSON.parse(await readFile(path, 'utf8'));
    const { $schema, ...program } = (await read(folder.file(`${name}/program.json`))) as { $schema: string };
    expect($schema).toBe('./program.schema.json');
    expect(await read(join(templates, name, 'program.json'))).toMatchObject(program);
    expect(await read(folder.file(`${name}/traffic.json`))).toEqual(
      await read(join(templates, name, 'traffic.json')),
    );
    expect(await readFile(folder.file(`${name}/program.schema.json`), 'utf8')).toBe(
      (await run('program', 'schema')).stdout,
    );
    // The commands that it tells; the last one needs a collector.
    const commands = [...stdout.matchAll(/^ {2}npx milepost (.*)$/gm)].map((match) =>
      (match[1] ?? '').split(' '),
    );
    expect(commands.map(([, command]) => command)).toEqual(['check', 'simulate', 'push']);
    for (const words of commands.slice(0, 2))
      expect(await run(...words)).toMatchObject({ code: 0, stderr: '' });
  });

  it('overwrites nothing', async () => {
    await using own = await createTempFolder();
    await writeFile(own.file('traffic.json'), 'mine');
    const { code, stdout, stderr } = await milepost(['init', '--template', 'shop'], { folder: own.path });
    expect({ code, stdout, stderr }).toEqual({
      code: 1,
      stdout: '',
      stderr: 'traffic.json: already there; name another folder, or move it away\n',
    });
    expect(readdirSync(own.path)).toEqual(['traffic.json']);
  });

  it('lists the templates when the name is none of them', async () => {
    expect(names.toSorted()).toEqual(['b2b-saas', 'helpdesk', 'shop']);
    expect((await run('init', '--template', 'bakery')).stderr).toContain(
      "argument 'bakery' is invalid. Allowed choices are b2b-saas, helpdesk, shop.",
    );
    expect((await run('init')).stderr).toBe('--template: name one of b2b-saas, helpdesk, shop\n');
    expect((await run('init', '--tempalte', 'shop')).stderr).toContain("unknown option '--tempalte'");
  });

  it('says when it cannot write', async () => {
    const { code, stderr } = await run('init', '/dev/null/here', '--template', 'shop');
    expect({ code, stderr }).toEqual({
      code: 1,
      stderr: expect.stringMatching(/^"\/dev\/null\/here\/program\.json" cannot be written \(\w+\)\.\n$/),
    });
  });
});
