import { startCollector, type TestCollector } from '@milepost/testkit';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';

let collector: TestCollector;
beforeAll(async () => {
  collector = await startCollector({ program: null });
});
afterAll(() => collector.stop());

const get = (path: string, headers: Record<string, string> = {}) =>
  collector.request<string>(path, { headers });

describe('GET /healthz', () => {
  test('answers without a key', async () => {
    const { status, headers, body } = await get('/healthz');
    expect(status).toBe(200);
    expect(headers.get('Content-Type')).toMatch(/^application\/json\b/);
    expect(headers.get('Cache-Control')).toBe('no-store');
    expect(body).toMatchObject({ status: 'ok' });
  });
});

describe('GET /cx.js', () => {
  test('is an ES module that any page may load', async () => {
    const { status, headers, body } = await get('/cx.js', { Origin: 'https://anywhere.example.org' });
    expect(status).toBe(200);
    expect(headers.get('Content-Type')).toMatch(/^text\/javascript\b/);
    expect(headers.get('X-Content-Type-Options')).toBe('nosniff');
    expect(headers.get('Access-Control-Allow-Origin')).toBe('*');
    expect(headers.get('Vary')?.split(/, */)).toContain('Origin');
    expect(headers.get('Access-Control-Expose-Headers')).toBe('Retry-After');
    expect(headers.has('Access-Control-Allow-Credentials')).toBe(false);
    // The name stays when the content changes, so it may be kept for a while only.
    expect(headers.get('Cache-Control')).toMatch(/\bmax-age=\d+/);
    expect(headers.get('Cache-Control')).not.toMatch(/immutable/);
    expect(body).not.toBe('');
  });

  test('is not sent again to who has it', async () => {
    const tag = (await get('/cx.js')).headers.get('ETag') ?? '';
    expect(tag).toMatch(/^(W\/)?"[^"]+"$/);
    // A proxy on the way may have made the tag weak.
    for (const known of [tag, `W/${tag}`, `"another", ${tag}`]) {
      const again = await get('/cx.js', { 'If-None-Match': known });
      expect([again.status, again.body === ''], known).toEqual([304, true]);
      expect(again.headers.get('Access-Control-Allow-Origin')).toBe('*');
    }
  });

  test('is the same with and without compression', async () => {
    const plain = await get('/cx.js', { 'Accept-Encoding': 'identity' });
    const packed = await get('/cx.js', { 'Accept-Encoding': 'gzip' });
    expect(plain.headers.get('Content-Encoding')).toBeNull();
    expect(packed.headers.get('Content-Encoding')).toBe('gzip');
    expect(packed.body).toBe(plain.body);
    expect(packed.headers.get('Vary')?.split(/, */)).toContain('Accept-Encoding');
  });

  test('names the files that it imports, which never change', async () => {
    const loader = (await get('/cx.js')).body;
    const names = [...loader.matchAll(/["'`]\.\/(cx\/[\w.-]+\.js)["'`]/g)].map((match) => match[1]);
    expect(names.length).toBeGreaterThan(0);
    for (const name of names) {
      const { status, headers } = await get(`/${name}`);
      expect(status).toBe(200);
      expect(headers.get('Content-Type')).toMatch(/^text\/javascript\b/);
      expect(headers.get('Cache-Control')).toMatch(/\bimmutable\b/);
      expect(headers.get('Access-Control-Allow-Origin')).toBe('*');
    }
  });
});

describe('what is not there', () => {
  test.each([
    '/',
    '/cx',
    '/cx/',
    '/cx/ui-0.js',
    '/cx/..%2fcx.js',
    '/cx/..%2f..%2fpackage.json',
    '/v1',
    '/v1/score',
  ])('%s is a problem with its code', async (path) => {
    const { status, headers, body } = await get(path);
    expect(status).toBe(404);
    expect(headers.get('Content-Type')).toMatch(/^application\/problem\+json\b/);
    expect(body).toMatchObject({ status: 404, code: 'not_found' });
    expect(headers.get('Cache-Control') ?? '').not.toMatch(/immutable|max-age=[1-9]/);
  });
});
