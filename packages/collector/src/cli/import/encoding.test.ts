import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { decodeFile } from './encoding.ts';

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'milepost-import-'));
});
afterAll(() => rm(folder, { recursive: true }));

async function decoded(bytes: Uint8Array, encoding = 'utf-8'): Promise<string> {
  const file = join(folder, 'answers.csv');
  await writeFile(file, bytes);
  let text = '';
  for await (const piece of decodeFile(file, { encoding, remedy: 'Set "encoding".' })) text += piece;
  return text;
}

test('reads UTF-8 with and without a byte order mark', async () => {
  expect(await decoded(Buffer.from('a,Añasco\n'))).toBe('a,Añasco\n');
  expect(await decoded(Buffer.from('\uFEFFa,Añasco\n'))).toBe('a,Añasco\n');
});

test('reads windows-1252 when asked to', async () => {
  expect(await decoded(Uint8Array.of(0x80, 0x93, 0xe9, 0x94), 'windows-1252')).toBe('€“é”');
});

test('a byte order mark outranks the encoding that is asked for', async () => {
  expect(await decoded(Buffer.from('\uFEFFé', 'utf16le'))).toBe('é');
  expect(await decoded(Buffer.from('\uFEFFé'), 'windows-1252')).toBe('é');
});

test('keeps a character whole that two reads of the file share', async () => {
  const text = `${'x'.repeat(64 * 1024 - 1)}😀é`;
  expect(await decoded(Buffer.from(text))).toBe(text);
});

test('names the line and the byte that is not UTF-8, and the remedy', async () => {
  const bytes = Buffer.concat([Buffer.from('a,b\n1,é\n2,'), Uint8Array.of(0xe9), Buffer.from('t\n')]);
  await expect(decoded(bytes)).rejects.toThrow(
    /answers\.csv" is not valid utf-8: line 3 has the byte 0xE9 \(byte 12 of the file\)\. Set "encoding"\./,
  );
});

test('finds the bad byte deep in a long file, beyond characters of many bytes', async () => {
  const line = 'ü😀x\n';
  const before = Buffer.from(line.repeat(30_000));
  const bytes = Buffer.concat([before, Buffer.from('y'), Uint8Array.of(0xf0, 0x9f), Buffer.from('z\n')]);
  await expect(decoded(bytes)).rejects.toThrow(
    `line 30001 has the byte 0xF0 (byte ${before.length + 2} of the file)`,
  );
});

test('tells when the file ends inside a character', async () => {
  await expect(decoded(Uint8Array.of(0x61, 0x0a, 0xc3))).rejects.toThrow(
    'it ends in the middle of a character, in line 2',
  );
});

test('says in a sentence that there is no such file', async () => {
  await expect(decodeFile('nowhere.csv', { encoding: 'utf-8', remedy: '' }).next()).rejects.toThrow(
    'There is no file "nowhere.csv" in ',
  );
});
