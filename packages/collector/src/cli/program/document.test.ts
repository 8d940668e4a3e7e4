import { writeFile } from 'node:fs/promises';
import { buildProgram, createTempFolder, type TempFolder } from '@milepost/testkit';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { CommandFailed } from '../failure.ts';
import { faultLine, readDocument, soundDocument } from './document.ts';

let folder: TempFolder;
beforeAll(async () => {
  folder = await createTempFolder();
});
afterAll(() => folder[Symbol.asyncDispose]());

async function write(content: string | Uint8Array): Promise<string> {
  await writeFile(folder.file('program.json'), content);
  return folder.file('program.json');
}

/** The faults of a file, a line each, without the folder that it is in. */
const faults = (file: string) =>
  readDocument(file).faults.map((fault) => faultLine(file, fault).replaceAll(`${folder.path}/`, ''));

describe('readDocument', () => {
  it('reads a program with its text, whatever it begins with', async () => {
    const text = JSON.stringify(buildProgram());
    expect(readDocument(await write(`\uFEFF${text}`))).toMatchObject({
      text,
      program: { timezone: 'UTC' },
      faults: [],
    });
  });

  it.each([
    ['is no JSON', '{\n  "stages": [\n}\n', ':3:1: a value must stand here'],
    [
      'has a touchpoint twice',
      '{ "touchpoints": {\n  "a": {},\n  "a": {}\n} }',
      ':3:3: the name "a" is there twice in this object',
    ],
    ['is no object', '[]', '#: must be an object'],
    ['is not UTF-8', Uint8Array.of(0x7b, 0x22, 0xe9, 0x22, 0x7d), ': is not UTF-8; save it as UTF-8'],
    ['is empty', '', ':1:1: a value must stand here, and the file ends here'],
    [
      'is larger than a program may be, whatever is in it',
      '['.repeat(1024 * 1024 + 1),
      ': has 1048577 bytes; a program may have 1048576',
    ],
    ['is as large as it may be', '['.repeat(1024 * 1024), ':1:66: this is nested more than 64 deep'],
  ])('says of a file that %s just that', async (_what, content, fault) => {
    expect(faults(await write(content))).toEqual([`program.json${fault}`]);
  });

  it('says of a folder, and of nothing, that it cannot be read', () => {
    expect(faults(folder.path)).toEqual([`${folder.path}: "${folder.path}" is a folder, not a file.`]);
    expect(faults(folder.file('none.json'))).toEqual([
      `none.json: There is no file "none.json" in ${process.cwd()}.`,
    ]);
  });
});

describe('faultLine', () => {
  it('keeps a name from making lines or colours of its own', () => {
    const fault = { path: '/a\nprogram.json#/b: x', message: '"\u001b[31m" is not known here' };
    expect(faultLine('program.json', fault)).toBe(
      'program.json#/a\\u000aprogram.json#/b: x: "\\u001b[31m" is not known here',
    );
  });
});

describe('soundDocument', () => {
  it('fails with a line for each fault', async () => {
    const file = await write('{ "stages": [], "touchpoints": {} }');
    const read = () => soundDocument(file);
    expect(read).toThrow(CommandFailed);
    expect(read).toThrow(new RegExp(`^${file}#/stages: .+\\n${file}#/surveys: is required$`));
  });
});
