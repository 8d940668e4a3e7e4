import {
  buildEnvelope,
  buildProgram,
  createCollectorClient,
  startCollector,
  type TestCollector,
} from '@milepost/testkit';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';

const nothing = 'mp_sec_is-allowed-nothing-0123';

let collector: TestCollector;
beforeAll(async () => {
  collector = await startCollector({ keys: { [nothing]: [] } });
});
afterAll(() => collector.stop());

const as = (secretKey: string) => createCollectorClient({ ...collector, secretKey });

describe('a secret key', () => {
  const get = (path: string, headers: Record<string, string> = {}) => collector.request(path, { headers });

  test('counts in the header only', async () => {
    const query = new URLSearchParams({ metric: 'csat', key: collector.secretKey });
    expect((await get(`/v1/scores?${query}`)).status).toBe(401);
    const basic = Buffer.from(`:${collector.secretKey}`).toString('base64');
    expect((await get('/v1/scores?metric=csat', { Authorization: `Basic ${basic}` })).status).toBe(401);
    expect((await get('/v1/scores?metric=csat', { Authorization: collector.secretKey })).status).toBe(401);
  });

  test('is asked for before the query and the body are looked at', async () => {
    const { status, headers } = await get('/v1/scores?metrics=csat');
    expect([status, headers.get('WWW-Authenticate')]).toEqual([401, 'Bearer realm="milepost"']);
    expect((await as('x').putProgram('{')).status).toBe(401);
  });

  test('reads the program document, which a public one does not', async () => {
    const bearer = (key: string) => ({ Authorization: `Bearer ${key}` });
    expect(await get('/v1/program', bearer(collector.secretKey))).toMatchObject({
      status: 200,
      body: { segments: ['plan', 'vintage', 'fact:queue'] },
    });
    expect(await get('/v1/program', bearer(collector.publicKey))).toMatchObject({ status: 401 });
    expect(await get('/v1/program')).toMatchObject({ status: 401 });
  });

  test('is never told back', async () => {
    for (const reply of [
      await collector.post({ ...buildEnvelope(), key: collector.secretKey }),
      await get(`/v1/program?key=${collector.secretKey}`),
      await as(collector.publicKey).scores({ metric: 'csat' }),
    ])
      expect(JSON.stringify(reply.body)).not.toContain(collector.secretKey);
  });
});

describe('what analysts are told is kept by no cache:', () => {
  test.each([
    ['200', () => collector.scores({ metric: 'csat' })],
    ['400', () => collector.scores({ metric: 'x' })],
    ['401', () => as('x').scores({ metric: 'csat' })],
    ['403', () => as(nothing).scores({ metric: 'csat' })],
    ['200', () => collector.putProgram(buildProgram())],
    ['400', () => collector.putProgram('{')],
    ['401', () => as('x').putProgram(buildProgram())],
    ['412', () => collector.putProgram(buildProgram(), { headers: { 'If-Match': '"x"' } })],
    ['200', () => collector.importLines('')],
    ['401', () => as('x').importLines('')],
  ])('%s', async (status, send) => {
    const reply = await send();
    expect(reply.status).toBe(Number(status));
    expect(reply.headers.get('Cache-Control')).toBe('no-store');
  });
});
