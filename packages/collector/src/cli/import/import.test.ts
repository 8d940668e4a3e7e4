import { once } from 'node:events';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text as textOf } from 'node:stream/consumers';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { checkFile, importFile } from './import.ts';

type Handler = (request: IncomingMessage, response: ServerResponse) => void | Promise<void>;

let folder: string;
const stops: (() => Promise<unknown>)[] = [];
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'milepost-import-'));
  stops.push(() => rm(folder, { recursive: true }));
});
afterEach(async () => {
  for (const stop of stops.splice(0)) await stop();
});

/** A collector that does what the handler says. */
async function serve(handler: Handler): Promise<string> {
  const server = createServer((request, response) => void handler(request, response));
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  stops.push(async () => {
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  });
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

function answer(response: ServerResponse, body: object, status = 200): void {
  const type = status === 200 ? 'application/json' : 'application/problem+json';
  response.writeHead(status, { 'content-type': type });
  response.end(JSON.stringify(body));
}

async function put(name: string, content: string): Promise<string> {
  const file = join(folder, name);
  await writeFile(file, content);
  return file;
}

const document = {
  source: 'test',
  id: ['ID'],
  constants: { touchpoint: 'visit', survey: 'passenger', version: 1 },
  shown: '2017-05-{DAY:2}T12:00:00Z',
  answers: {
    recommend: { type: 'number', column: 'N', valid: '0..10' },
    why: { type: 'text', column: 'WHY' },
  },
};
const putMap = (changes: object = {}) => put('map.json', JSON.stringify({ ...document, ...changes }));
const csv = 'ID,DAY,N  ,WHY\n1,3,9,"late,\nagain"\n2,4,x,\n3,40,1,\n1,5,6,\n4,6,,"é"\n';

/** What a collector keeps of the lines that it takes: the same id twice is repeated. */
function keeping(): { handler: Handler; bodies: string[]; requests: IncomingMessage[] } {
  const known = new Set<string>();
  const bodies: string[] = [];
  const requests: IncomingMessage[] = [];
  return {
    bodies,
    requests,
    handler: async (request, response) => {
      requests.push(request);
      const body = await textOf(request);
      bodies.push(body);
      const ids = body
        .trimEnd()
        .split('\n')
        .map((line) => (JSON.parse(line) as { id: string }).id);
      const before = known.size;
      for (const id of ids) known.add(id);
      const accepted = known.size - before;
      answer(response, { accepted, repeated: ids.length - accepted, rejected: 0, faults: [] });
    },
  };
}

test('sends the mapped rows in one streamed request, and a second run adds nothing', async () => {
  const { handler, bodies, requests } = keeping();
  const url = await serve(handler);
  const file = await put('answers.csv', csv);
  const map = await putMap();
  const first = await importFile({ file, map, url: `${url}/`, key: 'mp_sec_x' });
  expect(first).toMatchObject({ read: 5, faulty: 3, ready: 2, unanswered: 0 });
  expect(first.answer).toEqual({ accepted: 2, repeated: 0, rejected: 0 });
  expect(first.faults.map(({ line, code }) => [line, code])).toEqual([
    [4, 'cell_unknown'],
    [5, 'time_invalid'],
    [6, 'id_repeated'],
  ]);
  const second = await importFile({ file, map, url, key: 'mp_sec_x' });
  expect(second.answer).toEqual({ accepted: 0, repeated: 2, rejected: 0 });
  expect(bodies[1]).toBe(bodies[0]);
  expect(bodies[0]).toContain('"value":"late,\\nagain"');
  expect(requests).toHaveLength(2);
  expect(requests[0]).toMatchObject({ method: 'POST', url: '/v1/import' });
  expect(requests[0]?.headers).toMatchObject({
    authorization: 'Bearer mp_sec_x',
    'content-type': 'application/x-ndjson',
    'transfer-encoding': 'chunked',
  });
});

test("names the collector's faults by the lines of the file, in order with its own", async () => {
  const faults = [
    { line: 1, code: 'value_out_of_scale', detail: 'one' },
    { line: 2, code: 'question_unknown', detail: 'two' },
  ];
  const url = await serve(async (request, response) => {
    await textOf(request);
    answer(response, { accepted: 0, repeated: 0, rejected: 2, faults });
  });
  const report = await importFile({
    file: await put('answers.csv', csv),
    map: await putMap(),
    url,
    key: 'k',
  });
  expect(report.faults.map(({ line, code }) => [line, code])).toEqual([
    [2, 'value_out_of_scale'],
    [4, 'cell_unknown'],
    [5, 'time_invalid'],
    [6, 'id_repeated'],
    [7, 'question_unknown'],
  ]);
});

test('passes an NDJSON file through as it is', async () => {
  const { handler, bodies } = keeping();
  const url = await serve(handler);
  const lines = ['{"id":"a","text":"\u2028"}', '{"id":"b"}'];
  const file = await put('export.ndjson', `${lines[0]}\n\n${lines[1]}`);
  const report = await importFile({ file, url, key: 'k' });
  expect(bodies).toEqual([`${lines.join('\n')}\n`]);
  expect(report).toMatchObject({ read: 2, ready: 2, answer: { accepted: 2 } });
});

test('a dry run checks the lines of an NDJSON file', async () => {
  const good = { id: '0190b5a8-0000-7000-8000-000000000000', touchpoint: 't', survey: 's', version: 1 };
  const lines = [{ ...good, shown: '2026-01-01T00:00:00Z' }, good].map((line) => JSON.stringify(line));
  const report = await checkFile({ file: await put('export.ndjson', `${lines.join('\r\n')}\r\n{"id":\n`) });
  expect(report).toMatchObject({ read: 3, ready: 1, faulty: 2, answer: null });
  expect(report.faults.map(({ line, code }) => [line, code])).toEqual([
    [2, 'response_invalid'],
    [3, 'json_invalid'],
  ]);
});

test('refuses what is not NDJSON before it fills the memory', async () => {
  const file = await put('export.ndjson', `{"id":"a"}\n[${'1,'.repeat(1_200_000)}]`);
  await expect(checkFile({ file })).rejects.toThrow('is no NDJSON: line 2 is longer than 2048 KiB');
});

test('reads the column "response" of an exported CSV file without a map, and says which of its rows are damaged', async () => {
  const good = { id: '0190b5a8-0000-7000-8000-000000000000', touchpoint: 't', survey: 's', version: 1 };
  const cell = JSON.stringify({ ...good, shown: '2026-01-01T00:00:00Z', page: '/a;"b"' });
  const rows = [
    'id,page,response',
    ...[cell, cell.slice(0, 40), '{}'].map((one) => `1,x,"${one.replaceAll('"', '""')}"`),
  ];
  const report = await checkFile({ file: await put('export.csv', `\uFEFF${rows.join('\r\n')}\r\n`) });
  expect(report).toMatchObject({ read: 3, ready: 1, faulty: 2, first: cell });
  expect(report.faults.slice(0, 2).map(({ line, code }) => [line, code])).toEqual([
    [3, 'json_invalid'],
    [4, 'response_invalid'],
  ]);
  expect(report.faults[0]?.detail).toContain('was the file saved by a spreadsheet?');
});

test('needs a map for CSV, and none for NDJSON', async () => {
  await expect(checkFile({ file: await put('answers.csv', csv) })).rejects.toThrow(
    /answers\.csv" needs a column map: --map MAP\. Only files of "milepost export" go without one/,
  );
  await expect(checkFile({ file: 'a.ndjson', map: 'm.json' })).rejects.toThrow('leave --map away');
});

test('reads a map that begins with a byte order mark', async () => {
  const map = await put('map.json', `\uFEFF${JSON.stringify(document)}`);
  expect(await checkFile({ file: await put('answers.csv', csv), map })).toMatchObject({ read: 5 });
});

test('says what is wrong with a map', async () => {
  const file = await put('answers.csv', csv);
  await expect(checkFile({ file, map: join(folder, 'no.json') })).rejects.toThrow('There is no file');
  await expect(checkFile({ file, map: await put('map.json', '{') })).rejects.toThrow('is not JSON');
  await expect(checkFile({ file, map: await putMap({ shown: '{', extra: 1 }) })).rejects.toThrow(
    /is no column map:\n {2}\/shown must be a text .+\n {2}\/extra "extra" is not known here/,
  );
});

test('says what is wrong with the head of the file before it asks the collector', async () => {
  const options = { map: await putMap(), url: 'http://127.0.0.1:1', key: 'k' };
  const file = await put('answers.csv', 'ID,DAY\n1,2\n');
  await expect(importFile({ ...options, file })).rejects.toThrow('has no column "N", "WHY"');
});

test('sends nothing of a file without rows', async () => {
  const options = { map: await putMap(), url: 'http://127.0.0.1:1', key: 'k' };
  const report = await importFile({ ...options, file: await put('answers.csv', 'ID,DAY,N,WHY\n') });
  expect(report).toMatchObject({ read: 0, answer: null });
});

test('leaves out what where does not choose', async () => {
  const map = await putMap({ where: { DAY: ['3', '6'] } });
  const report = await checkFile({ file: await put('answers.csv', csv), map });
  expect(report).toMatchObject({ read: 5, leftOut: 3, faulty: 0, ready: 2 });
});

const long = `ID,DAY,N,WHY\n${Array.from({ length: 40_000 }, (_, row) => `${row},3,9,`).join('\n')}\n`;

test('a refusal is one sentence, also when it comes before the body was read', async () => {
  const options = { file: await put('answers.csv', long), map: await putMap(), key: 'k' };
  const problem = { code: 'scope_missing', detail: 'This key has no import:write.', status: 403 };
  const early = await serve((_request, response) => answer(response, problem, 403));
  await expect(importFile({ ...options, url: early })).rejects.toThrow(
    'The collector refuses the import (scope_missing): This key has no import:write.',
  );
  const busy = await serve((_request, response) => {
    response.setHeader('retry-after', '5');
    answer(response, { code: 'overloaded', detail: 'Too much at once.' }, 503);
  });
  await expect(importFile({ ...options, url: busy })).rejects.toThrow('Too much at once. Try again in 5 s.');
});

test('what answers but is no collector is named', async () => {
  const options = { file: await put('answers.csv', csv), map: await putMap(), key: 'k' };
  const page = await serve((_request, response) => void response.end('<html>Welcome</html>'));
  await expect(importFile({ ...options, url: page })).rejects.toThrow(
    `${page} answers 200 and not as a collector does; check MILEPOST_URL.`,
  );
  const moved = await serve((_request, response) => {
    response.writeHead(308, { location: 'https://cx.example.com/' }).end();
  });
  await expect(importFile({ ...options, url: moved })).rejects.toThrow(
    'answers 308 (moved to https://cx.example.com/)',
  );
  await expect(importFile({ ...options, url: 'localhost' })).rejects.toThrow('"localhost" is no address');
});

test('a collector that is away, or goes away, is one sentence', async () => {
  const options = { file: await put('answers.csv', long), map: await putMap(), key: 'k' };
  const away = await serve(() => undefined);
  await stops.pop()?.();
  await expect(importFile({ ...options, url: away })).rejects.toThrow(
    `No collector answers at ${away} (ECONNREFUSED). Start it with "npx milepost serve", or set MILEPOST_URL.`,
  );
  const gone = await serve((request) => void request.once('data', () => request.destroy()));
  await expect(importFile({ ...options, url: gone })).rejects.toThrow(
    /^The connection to .+ broke \(.+\)\. Run the import again; what arrived is then only repeated\.$/,
  );
});

test('a file that breaks in the middle breaks the request too, so that it never looks complete', async () => {
  let complete: Promise<boolean> | undefined;
  const url = await serve((request) => {
    request.on('error', () => undefined).resume();
    complete = new Promise((resolve) => request.on('close', () => resolve(request.complete)));
  });
  const file = await put('answers.csv', long);
  await writeFile(file, Uint8Array.of(0xe9, 0x0a), { flag: 'a' });
  await expect(importFile({ file, map: await putMap(), url, key: 'k' })).rejects.toThrow(
    /line 40002 has the byte 0xE9 .+ Lines before it were sent already; once it is repaired/,
  );
  expect(await complete).toBe(false);
});

test('keeps the first faults and counts the rest', async () => {
  const file = await put('answers.csv', long.replaceAll(',9,', ',99,'));
  const report = await checkFile({ file, map: await putMap() });
  expect(report.faulty).toBe(40_000);
  expect(report.faults).toHaveLength(100);
});

test('a row gives several responses, and one that is refused is told by the line of its row', async () => {
  const { constants, answers, ...rest } = document;
  const map = await put(
    'several.json',
    JSON.stringify({
      ...rest,
      responses: [
        { ...constants, answers },
        { ...constants, touchpoint: 'gate', where: { WHY: ['late'] }, answers: { why: answers.why } },
      ],
    }),
  );
  const file = await put('several.csv', 'ID,DAY,N,WHY\n1,3,9,late\n2,4,8,\n3,5,7,late\n');
  expect(await checkFile({ file, map })).toMatchObject({ read: 3, leftOut: 0, passedOver: 1, ready: 5 });
  const fault = { line: 5, code: 'touchpoint_unknown', detail: 'no such touchpoint' };
  const url = await serve(async (request, response) => {
    await textOf(request);
    answer(response, { accepted: 4, repeated: 0, rejected: 1, faults: [fault] });
  });
  const report = await importFile({ file, map, url, key: 'mp_sec_test' });
  expect(report.faults).toEqual([{ ...fault, line: 4 }]);
});
