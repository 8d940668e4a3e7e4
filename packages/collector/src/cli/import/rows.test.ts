import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Row, readRows } from './rows.ts';

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'milepost-import-'));
});
afterAll(() => rm(folder, { recursive: true }));

async function rows(text: string, columns: string[] = [], delimiter = ','): Promise<Row[]> {
  const file = join(folder, 'answers.csv');
  await writeFile(file, text);
  const all: Row[] = [];
  for await (const row of readRows({ file, encoding: 'utf-8', delimiter, columns })) all.push(row);
  return all;
}

const read = async (text: string, columns: string[]) =>
  (await rows(text, columns)).map((row) => [row.line, ...columns.map((column) => row.get(column))]);

test('trims headers and cells', async () => {
  expect(await read('ID,NETPRO  , AREA\n1, 9 ,"A "\n', ['ID', 'NETPRO', 'AREA'])).toEqual([
    [2, '1', '9', 'A'],
  ]);
});

test('reads quotes, quoted delimiters and doubled quotes', async () => {
  expect(await read('a,b\n1,"x, ""y"""\n', ['a', 'b'])).toEqual([[2, '1', 'x, "y"']]);
});

test.each([
  ['\\n', '\n'],
  ['\\r\\n', '\r\n'],
  ['\\r', '\r'],
])('counts lines as an editor does when they end in %s', async (_name, end) => {
  const text = ['a,b', '1,"x', 'y"', '', '2,z', '3,"q', '', 's"', ',', '4,4'].join(end);
  expect(await read(text, ['a', 'b'])).toEqual([
    [2, '1', `x${end}y`],
    [5, '2', 'z'],
    [6, '3', `q${end}${end}s`],
    [10, '4', '4'],
  ]);
});

test('takes another delimiter', async () => {
  expect((await rows('a\tb\n1\t2\n', ['b'], '\t')).map((row) => row.get('b'))).toEqual(['2']);
});

test('marks a row of another width, but not for blank cells at its end', async () => {
  const ragged = (await rows('a,b\n1\n1,2\n1,2,3\n1,2,,\n')).map((row) => row.ragged);
  expect(ragged).toEqual([
    'has 1 cells where the header has 2; is a quote missing?',
    null,
    'has 3 cells where the header has 2; is a quote missing?',
    null,
  ]);
});

test('refuses two headers that are one after trimming, naming both', async () => {
  await expect(rows('NETPRO,ID,NETPRO  \n1,2,3\n')).rejects.toThrow(
    'has two columns "NETPRO": number 1 is headed "NETPRO" and number 3 is headed "NETPRO  "',
  );
});

test('names all the columns that are missing, and what may have been meant', async () => {
  await expect(rows('RESPNUM,METH,NETPRO\n', ['RESPNUM', 'METHOD', 'NETPR0', 'BAREA'])).rejects.toThrow(
    'has no column "METHOD" (is it "METH"?), "NETPR0" (is it "NETPRO"?), "BAREA", which the map names. ' +
      'Its columns are RESPNUM, METH, NETPRO.',
  );
});

test('asks for the delimiter when there is a single column', async () => {
  await expect(rows('a;b\n1;2\n', ['a'])).rejects.toThrow('is "delimiter" right in the map?');
});

test.each(['', '\n\n'])('refuses an empty file (%j)', async (text) => {
  await expect(rows(text)).rejects.toThrow('is empty; it must begin with a line of headers.');
});

test('says from which line on the file cannot be read', async () => {
  await expect(rows('a,b\n1,"x\ny"\n2,"z\n3,4\n')).rejects.toThrow(
    'cannot be read on from line 4: a quote is opened and never closed.',
  );
  await expect(rows('a,b\n1,x"y\n')).rejects.toThrow(
    'cannot be read on from line 2: a quote stands inside a cell',
  );
});

test('a reader may stop early', async () => {
  const file = join(folder, 'long.csv');
  await writeFile(file, `a\n${'1\n'.repeat(200_000)}`);
  for await (const row of readRows({ file, encoding: 'utf-8', delimiter: ',', columns: ['a'] })) {
    expect(row.get('a')).toBe('1');
    break;
  }
});
