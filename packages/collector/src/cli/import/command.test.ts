import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { importCommand } from './command.ts';

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'milepost-import-'));
  const map = {
    source: 'test',
    id: ['ID'],
    constants: { touchpoint: 'visit', survey: 'passenger', version: 1 },
    shown: '2017-05-03T12:00:00Z',
    answers: { recommend: { type: 'number', column: 'N', valid: '0..10' } },
  };
  await writeFile(join(folder, 'map.json'), JSON.stringify(map));
});
afterEach(async () => {
  vi.unstubAllGlobals();
  process.exitCode = undefined;
  await rm(folder, { recursive: true });
});

async function run(csv: string, { answer, dryRun = false }: { answer?: object; dryRun?: boolean }) {
  const file = join(folder, 'answers.csv');
  await writeFile(file, csv);
  const connection = vi.fn(() => ({ url: 'http://collector.test', key: 'k' }));
  vi.stubGlobal('fetch', async (_address: string, request: { body: AsyncIterable<unknown> }) => {
    for await (const _chunk of request.body);
    if (!answer)
      throw new TypeError('fetch failed', { cause: Object.assign(new Error(), { code: 'ECONNREFUSED' }) });
    return Response.json(answer);
  });
  let out = '';
  let err = '';
  const command = importCommand(connection).configureOutput({
    writeOut: (text) => {
      out += text;
    },
    writeErr: (text) => {
      err += text;
    },
  });
  const options = ['--map', join(folder, 'map.json'), ...(dryRun ? ['--dry-run'] : [])];
  await command.parseAsync([file, ...options], { from: 'user' });
  return { out: out.replaceAll(file, 'answers.csv'), err, code: process.exitCode ?? 0, connection };
}

test('prints the counts, and ends with 0 when all went well', async () => {
  const answer = { accepted: 1, repeated: 1, rejected: 0, faults: [] };
  const { out, code } = await run('ID,N\n1,9\n2,\n', { answer });
  expect(out).toBe(
    [
      'answers.csv',
      '  read              2',
      '  faulty            0',
      '  sent              2  1 of them without an answer',
      '  accepted          1',
      '  repeated          1',
      '  rejected          0',
      '',
    ].join('\n'),
  );
  expect(code).toBe(0);
});

test('prints the first faults by line, and ends with 1', async () => {
  const rows = Array.from({ length: 30 }, (_, row) => `${row},99`).join('\n');
  const { out, code } = await run(`ID,N\n${rows}\n40,9\n`, {
    answer: { accepted: 0, repeated: 0, rejected: 1, faults: [{ line: 1, code: 'too_old', detail: 'x' }] },
  });
  expect(out).toContain('  faulty           30  not sent\n');
  expect(out.match(/^line \d+: cell_unknown: column "N" holds "99"/gm)).toHaveLength(20);
  expect(out).toContain('\nand 11 more\n');
  expect(code).toBe(1);
});

test('notices lines that the collector does not account for', async () => {
  const { out, code } = await run('ID,N\n1,9\n2,3\n', {
    answer: { accepted: 1, repeated: 0, rejected: 0, faults: [] },
  });
  expect(out).toContain('The collector accounts for 1 of the sent lines only.');
  expect(code).toBe(1);
});

test('a dry run prints the counts and the first line, and needs no connection', async () => {
  const { out, code, connection } = await run('ID,N\n1,9\n', { dryRun: true });
  expect(out).toMatch(
    /^answers\.csv: checked, nothing was sent\n {2}read {14}1\n {2}faulty {12}0\n {2}ready {13}1\n/,
  );
  expect(out).toMatch(/\nThe first line:\n\{"id":"[-0-9a-f]{36}",.*"value":9\}\]\}\n$/);
  expect(code).toBe(0);
  expect(connection).not.toHaveBeenCalled();
});

test('says in one line on stderr why it could not be done, and ends with 1', async () => {
  const { out, err, code } = await run('ID,N\n1,9\n', {});
  expect(out).toBe('');
  expect(err).toBe(
    'No collector answers at http://collector.test (ECONNREFUSED). Start it with "npx milepost serve", or set MILEPOST_URL.\n',
  );
  expect(code).toBe(1);
});
