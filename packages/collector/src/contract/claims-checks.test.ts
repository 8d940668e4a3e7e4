import { randomUUID } from 'node:crypto';
import { startCollector, type TestCollector, testOrigin } from '@milepost/testkit';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { postClaim } from './claims.fixture.ts';

const foreign = 'https://elsewhere.example.org';
const limit = 64 * 1024;

let collector: TestCollector;
beforeAll(async () => {
  collector = await startCollector();
});
afterAll(() => collector.stop());

const good = (key = collector.publicKey) => ({
  key,
  person: { id: randomUUID() },
  touchpoint: 'ticket_closed',
  response: randomUUID(),
});

/** A claim of exactly so many bytes. */
const sized = (bytes: number) => {
  const text = JSON.stringify(good());
  return text + ' '.repeat(bytes - text.length);
};

describe('POST /v1/claims', () => {
  test('takes 65,536 bytes, and not one more', async () => {
    expect((await postClaim(collector, sized(limit))).body.ask).toBe(true);
    const { status, body } = await postClaim(collector, sized(limit + 1));
    expect([status, body.code]).toEqual([413, 'too_large']);
  });

  test.each(['text/plain', 'text/plain;charset=UTF-8', 'application/json'])('takes %s', async (type) => {
    const headers = { 'Content-Type': type, Origin: testOrigin };
    expect((await postClaim(collector, good(), headers)).body).toEqual({ ask: true, moments: [] });
  });

  test.each(['', '{', '[]', 'null', '"claim"', '['.repeat(10_000), '\u0000'])(
    'refuses what is no JSON object: %j',
    async (text) => {
      const { status, body } = await postClaim(collector, text, { Origin: foreign });
      expect([status, body.code]).toEqual([400, 'envelope_invalid']);
      expect(body.detail).toMatch(/^the body cannot be read: ./);
    },
  );

  test.each<[string, object, string[]]>([
    ['no person', { person: undefined }, ['/person']],
    ['a person who is not known', { person: { account: 'acme' } }, ['/person/id']],
    ['an id that is no text', { person: { id: 17 } }, ['/person/id']],
    ['an id that is too long', { person: { id: 'u'.repeat(201) } }, ['/person/id']],
    ['a trait that is no scalar', { person: { id: 'u', traits: { plan: {} } } }, ['/person/traits/plan']],
    ['a response that is no UUID', { response: 'r-1' }, ['/response']],
    ['a response alone', { touchpoint: undefined }, ['/touchpoint']],
    ['a touchpoint alone', { response: undefined }, ['/response']],
    ['a touchpoint that is no text', { touchpoint: ['ticket_closed'] }, ['/touchpoint']],
    ['several faults', { response: 17, touchpoint: 17 }, ['/touchpoint', '/response']],
  ])('refuses %s, with the path', async (_what, faulty, paths) => {
    const { status, headers, body } = await postClaim(collector, { ...good(), ...faulty });
    expect([status, body.code]).toEqual([400, 'envelope_invalid']);
    expect(headers.get('Content-Type')).toMatch(/^application\/problem\+json\b/);
    expect(body.errors?.map(({ path }) => path)).toEqual(paths);
  });

  test('checks size, JSON, key, origin, rate and envelope, in this order', async () => {
    await using strict = await startCollector({ environment: { MILEPOST_RATE: '1/h' } });
    const code = async (body: string | object, origin: string) =>
      (await postClaim(strict, body, { Origin: origin })).body.code;
    const key = strict.publicKey;
    expect(await code({ key }, testOrigin)).toBe('envelope_invalid');
    expect(await code({ key }, testOrigin)).toBe('rate_limited');
    expect(await code({ key }, foreign)).toBe('origin_forbidden');
    expect(await code({ key: strict.secretKey }, foreign)).toBe('key_unknown');
    expect(await code(`{"key": "${key}"`, foreign)).toBe('envelope_invalid');
    expect(await code(`{"key": "${key}"${' '.repeat(limit)}`, foreign)).toBe('too_large');
  });

  test('shares its rate with the other public routes, and says when to come back', async () => {
    await using strict = await startCollector({ environment: { MILEPOST_RATE: '2/min' } });
    expect((await postClaim(strict, good(strict.publicKey))).status).toBe(200);
    expect((await strict.request(`/v1/program?key=${strict.publicKey}`)).status).toBe(200);
    const { status, headers } = await postClaim(strict, good(strict.publicKey), { Origin: testOrigin });
    expect(status).toBe(429);
    expect(headers.get('Retry-After')).toMatch(/^[1-9]\d?$/);
    expect(headers.get('Access-Control-Allow-Origin')).toBe(testOrigin);
  });

  const cases: [status: number, body: () => object | string, origin: string][] = [
    [200, () => good(), testOrigin],
    [413, () => sized(limit + 1), testOrigin],
    [400, () => '{', testOrigin],
    [400, () => ({ ...good(), person: {} }), testOrigin],
    [401, () => good('mp_pub_0123456789abcdefghij'), testOrigin],
    [403, () => good(), foreign],
  ];
  test.each(cases)('lets the page that asked read its answer: %i', async (status, body, origin) => {
    const { headers, ...reply } = await postClaim(collector, body(), { Origin: origin });
    expect(reply.status).toBe(status);
    expect(headers.get('Access-Control-Allow-Origin')).toBe(origin);
    expect(headers.get('Vary')?.split(/, */)).toContain('Origin');
    expect(headers.get('Access-Control-Expose-Headers')).toBe('Retry-After');
    expect(headers.has('Access-Control-Allow-Credentials')).toBe(false);
  });

  test('lets the page read a conflict, too', async () => {
    const claimed = good();
    await postClaim(collector, claimed, { Origin: testOrigin });
    const other = { ...claimed, person: { id: 'another' } };
    const { status, headers } = await postClaim(collector, other, { Origin: testOrigin });
    expect(status).toBe(409);
    expect(headers.get('Access-Control-Allow-Origin')).toBe(testOrigin);
  });

  test('is not there for another method', async () => {
    expect((await collector.request('/v1/claims')).status).toBe(405);
  });
});
