import {
  buildEnvelope,
  rawExchange,
  startCollector,
  type TestCollector,
  testOrigin,
} from '@milepost/testkit';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';

// Until a connection is given up, up to ten seconds may pass.
vi.setConfig({ testTimeout: 15_000 });

let collector: TestCollector;
beforeAll(async () => {
  collector = await startCollector();
});
afterAll(() => collector.stop());

const megabyte = 1024 * 1024;

const head = (path: string, method: string, ...headers: string[]) =>
  [`${method} ${path} HTTP/1.1`, 'Host: collector', `Origin: ${testOrigin}`, ...headers, '', ''].join('\r\n');

const chunked = (bytes: number) => {
  const chunk = `4000\r\n${'x'.repeat(0x4000)}\r\n`;
  return `${chunk.repeat(bytes / 0x4000)}0\r\n\r\n`;
};

/** What a sender reads that writes all it has before it reads: the refusal, whole, then an orderly end. */
async function expectRefusal(request: string): Promise<void> {
  const { text, error } = await rawExchange(collector.url, request);
  expect({ status: text.split('\r\n', 1)[0], error }).toEqual({
    status: expect.stringMatching(/^HTTP\/1\.1 413 /),
    error: null,
  });
  expect(text).toMatch(/^content-type: application\/problem\+json/im);
  expect(text).toContain('"code":"too_large"');
  // Whoever keeps connections must know that this one ends, or its next request is lost.
  expect(text).toMatch(/^connection: close\r$/im);
}

describe('a sender that reads only after it has written everything reads the 413 of', () => {
  test.each([
    ['POST', '/v1/responses', megabyte],
    ['POST', '/v1/responses', 20 * megabyte],
    ['PUT', '/v1/program', 2 * megabyte],
  ])('%s %s with %i bytes', async (method, path, bytes) => {
    const authorization = `Authorization: Bearer ${collector.secretKey}`;
    const length = `Content-Length: ${bytes}`;
    await expectRefusal(head(path, method, authorization, length, 'Connection: close') + 'x'.repeat(bytes));
  });

  test('a megabyte in chunks', async () => {
    const request = head('/v1/responses', 'POST', 'Transfer-Encoding: chunked', 'Connection: close');
    await expectRefusal(request + chunked(megabyte));
  });

  test('a megabyte on a connection that it means to keep', async () => {
    const request = head('/v1/responses', 'POST', `Content-Length: ${megabyte}`);
    await expectRefusal(request + 'x'.repeat(megabyte));
  });

  test('a megabyte in chunks on a connection that it means to keep', async () => {
    const request = head('/v1/responses', 'POST', 'Transfer-Encoding: chunked');
    await expectRefusal(request + chunked(megabyte));
  });
});

test('a body that is announced as too large is refused before it comes', async () => {
  await expectRefusal(`${head('/v1/responses', 'POST', `Content-Length: ${megabyte}`)}{"key": `);
});

test('the collector goes on after all of this', async () => {
  expect((await collector.post(buildEnvelope())).status).toBe(200);
});
