import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { startCollector } from '@milepost/testkit';
import { expect, test } from 'vitest';

test('GET /program.schema.json gives an editor the schema of a program, without a key', async () => {
  await using collector = await startCollector({ program: null });
  const get = (headers: Record<string, string> = {}) =>
    collector.request<string>('/program.schema.json', { headers });
  const { status, headers, body } = await get({ Origin: 'https://anywhere.example.org' });
  expect(status).toBe(200);
  expect(headers.get('Content-Type')).toBe('application/schema+json');
  expect(headers.get('Access-Control-Allow-Origin')).toBe('*');
  expect(headers.get('Cache-Control')).toMatch(/^public, max-age=\d+/);
  const file = fileURLToPath(import.meta.resolve('@milepost/protocol/program.schema.json'));
  expect(JSON.parse(body)).toEqual(JSON.parse(readFileSync(file, 'utf8')));
  const tag = headers.get('ETag') ?? '';
  expect((await get({ 'If-None-Match': tag })).status).toBe(304);
});
