import { buildCsat, buildEnvelope, startCollector, type TestCollector, testOrigin } from '@milepost/testkit';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';

const foreign = 'https://elsewhere.example.org';
const limit = 64 * 1024;

let collector: TestCollector;
beforeAll(async () => {
  collector = await startCollector();
});
afterAll(() => collector.stop());

/** An envelope of exactly so many bytes. */
function sized(bytes: number, key = collector.publicKey): string {
  const envelope = { key, ...buildEnvelope({ responses: [buildCsat(4)] }), padding: '' };
  return JSON.stringify({ ...envelope, padding: 'x'.repeat(bytes - JSON.stringify(envelope).length) });
}

interface Refusal {
  status: number;
  code: string;
}

const tooLarge = { status: 413, code: 'too_large' };
const invalid = { status: 400, code: 'envelope_invalid' };
const unknownKey = { status: 401, code: 'key_unknown' };
const forbidden = { status: 403, code: 'origin_forbidden' };
const limited = { status: 429, code: 'rate_limited' };

/** Posts, expects the refusal as a problem, and returns the reply. */
async function refused(
  body: string | object | Uint8Array<ArrayBuffer>,
  refusal: Refusal,
  origin = testOrigin,
) {
  const reply = await collector.post(body, { Origin: origin });
  expect(reply.headers.get('Content-Type')).toMatch(/^application\/problem\+json\b/);
  expect({ status: reply.status, code: reply.body.code }).toEqual(refusal);
  expect(reply.body).toMatchObject({
    type: expect.stringMatching(/./),
    title: expect.stringMatching(/./),
    detail: expect.stringMatching(/./),
    status: refusal.status,
  });
  return reply;
}

describe('size', () => {
  test('65,536 bytes are taken, one more is not', async () => {
    const most = await collector.post(sized(limit));
    expect(most.body).toEqual({ accepted: 1, repeated: 0, rejected: [] });
    await refused(sized(limit + 1), tooLarge);
  });

  test('counts bytes, not characters', async () => {
    const body = sized(limit - 10).replace(/x{30}/, 'é'.repeat(30));
    expect(body.length).toBeLessThan(limit);
    await refused(body, tooLarge);
  });

  test('a megabyte is refused before anything else is looked at', async () => {
    await refused('x'.repeat(1024 * 1024), tooLarge, foreign);
  });

  test('a megabyte of unknown length is refused as well, and the next request is served', async () => {
    const chunk = new TextEncoder().encode('x'.repeat(16 * 1024));
    let left = 64;
    const body = new ReadableStream({
      pull: (controller) => (left-- > 0 ? controller.enqueue(chunk) : controller.close()),
    });
    const reply = await collector.request('/v1/responses', {
      method: 'POST',
      body,
      duplex: 'half',
      headers: { Origin: testOrigin },
    } as RequestInit);
    expect(reply).toMatchObject({ status: 413, body: { code: 'too_large' } });
    const next = await collector.post(buildEnvelope({ responses: [buildCsat(4)] }));
    expect(next.body).toMatchObject({ accepted: 1 });
  });
});

describe('JSON', () => {
  const broken = new Uint8Array([...new TextEncoder().encode('{"key":"'), 0xff, 0xfe, 0x22, 0x7d]);

  test.each<[string, string | Uint8Array<ArrayBuffer>]>([
    ['nothing', ''],
    ['half an envelope', '{"key": "mp_pub_'],
    ['words', 'hello'],
    ['a list', '[]'],
    ['a list of envelopes', '[{"key": "mp_pub_0123456789abcdef"}]'],
    ['null', 'null'],
    ['a text', '"envelope"'],
    ['a number', '17'],
    ['bytes that are not UTF-8', broken],
    ['a comma too many', '{"key": "mp_pub_0123456789abcdef",}'],
    ['brackets a thousandfold', '['.repeat(60_000)],
  ])('%s is no envelope, whoever sends it', async (_what, body) => {
    await refused(body, invalid, foreign);
  });

  test('may begin with a byte order mark', async () => {
    const reply = await collector.post(`\uFEFF${sized(2_000)}`);
    expect(reply.body).toEqual({ accepted: 1, repeated: 0, rejected: [] });
  });
});

describe('key', () => {
  const unknown = 'mp_pub_0123456789abcdefghij';

  test.each<[string, unknown]>([
    ['none', undefined],
    ['null', null],
    ['a number', 17],
    ['a list of the right one', 'list'],
    ['an empty one', ''],
    ['another', unknown],
    ['the right one and a blank', 'blank'],
    ['the secret one', 'secret'],
  ])('%s is unknown, whatever the origin and the rest', async (_what, key) => {
    const keys: Record<string, unknown> = {
      list: [collector.publicKey],
      blank: `${collector.publicKey} `,
      secret: collector.secretKey,
    };
    const given = typeof key === 'string' && key in keys ? keys[key] : key;
    const reply = await refused(JSON.stringify({ key: given, responses: 'none' }), unknownKey, foreign);
    expect(JSON.stringify(reply.body)).not.toContain(collector.secretKey);
  });
});

describe('origin', () => {
  test.each([foreign, 'null', `${testOrigin}:8443`, 'http://app.example.com', `${testOrigin}.evil.example`])(
    '%s is forbidden before the envelope is looked at',
    async (origin) => {
      const reply = await refused({ responses: 'none' }, forbidden, origin);
      expect(reply.headers.get('Access-Control-Allow-Origin')).toBe(origin);
    },
  );

  test('none at all is a server', async () => {
    const reply = await collector.post(buildEnvelope({ responses: [buildCsat(4)] }), {
      'Content-Type': 'application/json',
    });
    expect(reply).toMatchObject({ status: 200, body: { accepted: 1 } });
  });
});

describe('the order of checks', () => {
  test('is size, JSON, key, origin, rate, envelope', async () => {
    await using strict = await startCollector({ environment: { MILEPOST_RATE: '1/h' } });
    const code = async (body: string | object, origin: string) =>
      (await strict.post(body, { Origin: origin })).body.code;
    const key = strict.publicKey;
    expect(await code({ responses: 'none' }, testOrigin)).toBe('envelope_invalid');
    expect(await code({ responses: 'none' }, testOrigin)).toBe('rate_limited');
    expect(await code({ responses: 'none' }, foreign)).toBe('origin_forbidden');
    expect(await code({ key: 'mp_pub_0123456789abcdefghij', responses: 'none' }, foreign)).toBe(
      'key_unknown',
    );
    expect(await code(`{"key": "${key}"`, foreign)).toBe('envelope_invalid');
    expect(await code(`{"key": "${key}"${' '.repeat(limit)}`, foreign)).toBe('too_large');
  });
});

describe('rate', () => {
  test('of an address with unknown keys has an end, and keeps nobody else of the address out', async () => {
    await using strict = await startCollector({ environment: { MILEPOST_RATE: '3/h' } });
    const unknown = 'mp_pub_0123456789abcdefghij';
    const headers = { Authorization: 'Bearer mp_sec_0123456789abcdefghij' };
    const post = async () => (await strict.post({ key: unknown })).body.code;
    const read = async () => (await strict.request('/v1/scores?metric=csat', { headers })).body.code;
    const claim = async () => {
      const init = { method: 'POST', body: JSON.stringify({ key: unknown }) };
      return (await strict.request('/v1/claims', init)).body.code;
    };
    for (const send of [post, read, claim]) expect(await send()).toBe('key_unknown');
    for (const send of [post, read, claim]) expect(await send()).toBe('rate_limited');
    expect((await strict.post(buildEnvelope())).status).toBe(200);
    expect((await strict.scores({ metric: 'csat' })).status).toBe(200);
  });

  test('what is beyond it is told when to come back', async () => {
    await using strict = await startCollector({ environment: { MILEPOST_RATE: '3/min' } });
    for (let count = 0; count < 3; count++) expect((await strict.post(buildEnvelope())).status).toBe(200);
    const { status, headers, body } = await strict.post(buildEnvelope(), { Origin: testOrigin });
    expect([status, body.code]).toEqual([limited.status, limited.code]);
    expect(headers.get('Content-Type')).toMatch(/^application\/problem\+json\b/);
    expect(headers.get('Retry-After')).toMatch(/^[1-9]\d?$/);
    expect(Number(headers.get('Retry-After'))).toBeLessThanOrEqual(60);
    const program = await strict.request(`/v1/program?key=${strict.publicKey}`);
    expect([program.status, program.body.code]).toEqual([limited.status, limited.code]);
    expect(program.headers.get('Retry-After')).toMatch(/^[1-9]\d?$/);
    // Analysts are not counted.
    expect((await strict.scores({ metric: 'csat' })).status).toBe(200);
  });

  test('counts addresses that a trusted proxy names, and those only', async () => {
    const rate = { MILEPOST_RATE: '1/h' };
    const statuses = async (environment: Record<string, string>) => {
      await using strict = await startCollector({ environment });
      const all: number[] = [];
      for (const client of ['203.0.113.1', '203.0.113.2', '198.51.100.9, 203.0.113.1'])
        all.push((await strict.post(buildEnvelope(), { 'X-Forwarded-For': client })).status);
      return all;
    };
    expect(await statuses({ ...rate, MILEPOST_TRUSTED_PROXIES: '127.0.0.1' })).toEqual([200, 200, 429]);
    expect(await statuses(rate)).toEqual([200, 429, 429]);
    expect(await statuses({ ...rate, MILEPOST_TRUSTED_PROXIES: '192.0.2.1' })).toEqual([200, 429, 429]);
  });
});

describe('every answer can be read by the page that asked:', () => {
  const cases: [string, () => string | object, string][] = [
    ['200', () => buildEnvelope({ responses: [buildCsat(4)] }), testOrigin],
    ['413', () => 'x'.repeat(limit + 1), testOrigin],
    ['400 for its JSON', () => '{', testOrigin],
    ['400 for its envelope', () => ({ responses: 'none' }), testOrigin],
    ['401', () => ({ key: 'mp_pub_0123456789abcdefghij' }), testOrigin],
    ['403', () => buildEnvelope(), foreign],
  ];
  test.each(cases)('%s', async (status, body, origin) => {
    const { headers, ...reply } = await collector.post(body(), { Origin: origin });
    expect(reply.status).toBe(Number(status.slice(0, 3)));
    expect(headers.get('Access-Control-Allow-Origin')).toBe(origin);
    expect(headers.get('Vary')?.split(/, */)).toContain('Origin');
    expect(headers.get('Access-Control-Expose-Headers')).toBe('Retry-After');
    expect(headers.has('Access-Control-Allow-Credentials')).toBe(false);
    expect(headers.has('Set-Cookie')).toBe(false);
  });

  test('429', async () => {
    await using strict = await startCollector({ environment: { MILEPOST_RATE: '1/h' } });
    await strict.post(buildEnvelope());
    const { status, headers } = await strict.post(buildEnvelope(), { Origin: testOrigin });
    expect(status).toBe(429);
    expect(headers.get('Access-Control-Allow-Origin')).toBe(testOrigin);
    expect(headers.get('Vary')?.split(/, */)).toContain('Origin');
    expect(headers.get('Access-Control-Expose-Headers')).toBe('Retry-After');
    expect(headers.has('Access-Control-Allow-Credentials')).toBe(false);
  });

  test('where every origin is allowed, the origin that asks is named all the same', async () => {
    await using open = await startCollector({ environment: { MILEPOST_ORIGINS: '*' } });
    const { status, headers } = await open.post(buildEnvelope(), { Origin: foreign });
    expect(status).toBe(200);
    expect(headers.get('Access-Control-Allow-Origin')).toBe(foreign);
  });
});
