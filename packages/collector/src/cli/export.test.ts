import { readdir, readFile, stat } from 'node:fs/promises';
import { createServer, type RequestListener } from 'node:http';
import type { AddressInfo } from 'node:net';
import { buildCsat, buildEnvelope, createTempFolder, milepost, startCollector } from '@milepost/testkit';
import { expect, test } from 'vitest';

const environmentOf = ({ url, secretKey }: { url: string; secretKey: string }) => ({
  MILEPOST_URL: url,
  MILEPOST_SECRET_KEY: secretKey,
});

/** Something that answers in the place of a collector. */
async function serve(listener: RequestListener) {
  const server = createServer(listener);
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    secretKey: 'mp_sec_0123456789abcdefghij',
    [Symbol.asyncDispose]: async () => {
      server.closeAllConnections();
      await new Promise((closed) => server.close(closed));
    },
  };
}

test('an export goes to stdout, or to a file that only its owner can read', async () => {
  await using folder = await createTempFolder();
  await using collector = await startCollector();
  const response = buildCsat(4);
  await collector.post(buildEnvelope({ responses: [response] }));
  const options = { folder: folder.path, environment: environmentOf(collector) };
  const printed = await milepost(['export'], options);
  expect([printed.code, printed.stderr]).toEqual([0, '']);
  expect(JSON.parse(printed.stdout)).toMatchObject({ id: response.id });

  const written = await milepost(['export', '--output', 'new/responses.ndjson'], options);
  expect(written).toEqual({ code: 0, stdout: '', stderr: '' });
  expect(await readFile(folder.file('new/responses.ndjson'), 'utf8')).toBe(printed.stdout);
  expect((await stat(folder.file('new/responses.ndjson'))).mode & 0o777).toBe(0o600);
  expect(await readdir(folder.file('new'))).toEqual(['responses.ndjson']);

  const chosen = await milepost(['export', '--format', 'csv', '--touchpoint', 'pulse'], options);
  expect(chosen.stdout.trimEnd().split('\r\n')).toHaveLength(1);
});

test('what the collector refuses is told as it says it', async () => {
  await using collector = await startCollector();
  const { code, stderr } = await milepost(['export', '--from', 'yesterday'], {
    environment: environmentOf(collector),
  });
  expect(code).toBe(1);
  expect(stderr).toBe(
    'query_invalid: the query is not of the right form\n  /from must be a date such as 2026-11-22\n',
  );
});

test('an export that breaks off fails, and leaves no file and the old one as it was', async () => {
  await using folder = await createTempFolder();
  let whole = true;
  await using collector = await serve((_request, response) => {
    response.write('{"id":1}\n');
    if (whole) response.end();
    else setTimeout(() => response.destroy(), 50);
  });
  const options = { folder: folder.path, environment: environmentOf(collector) };
  expect(await milepost(['export', '-o', 'x.ndjson'], options)).toMatchObject({ code: 0 });
  whole = false;
  for (const words of [['export'], ['export', '-o', 'x.ndjson'], ['export', '-o', 'y.ndjson']]) {
    const { code, stderr } = await milepost(words, options);
    expect([code, stderr]).toEqual([
      1,
      'The export broke off before its end: the collector was stopped, or its store failed. Run it again.\n',
    ]);
  }
  expect(await readdir(folder.path)).toEqual(['x.ndjson']);
  expect(await readFile(folder.file('x.ndjson'), 'utf8')).toBe('{"id":1}\n');
});

test('a file that cannot be written, and a collector that is not there, are told', async () => {
  await using folder = await createTempFolder();
  await using collector = await serve((_request, response) => response.end('{}\n'));
  const unwritable = await milepost(['export', '-o', '/dev/null/x/y'], {
    environment: environmentOf(collector),
  });
  expect([unwritable.code, unwritable.stderr]).toEqual([1, '"/dev/null/x/y" cannot be written (ENOTDIR).\n']);
  const nobody = { url: 'http://127.0.0.1:9', secretKey: collector.secretKey };
  const silent = await milepost(['export'], { folder: folder.path, environment: environmentOf(nobody) });
  expect(silent.code).toBe(1);
  expect(silent.stderr).toMatch(/^No collector answers at http:\/\/127\.0\.0\.1:9 /);
});
