import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { checkProgram } from '@milepost/protocol';
import {
  buildCsat,
  buildEnvelope,
  buildProgram,
  buildTally,
  createTempFolder,
  testNow,
  testOrigin,
} from '@milepost/testkit';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createCollector } from '../app.ts';
import { createHttpServer } from '../http-server.ts';
import { createIntake } from '../intake/queue.ts';
import { createKey, hashKey } from '../keys.ts';
import { revise } from '../program/known.ts';
import { openStore } from '../store/open-store.ts';
import { StoreUnavailable } from '../store/store.ts';
import { createLog } from '../telemetry/log.ts';
import { createMetrics } from '../telemetry/metrics.ts';
import { createReadiness } from '../telemetry/readiness.ts';

/** The routes of the framework take a request inside the process; what comes by a socket goes another way. */
async function startBothWays() {
  const folder = await createTempFolder();
  const clock = () => Date.parse(testNow);
  const kept = await openStore({ kind: 'sqlite', file: folder.file('milepost.db') }, clock);
  const key = createKey('public');
  await kept.ensureProject('default', 'Default');
  await kept.putSettingsKeys('default', [
    { hash: hashKey(key), project: 'default', kind: 'public', scopes: [], source: 'settings', origins: null },
  ]);
  const { program } = checkProgram(buildProgram());
  if (!program) throw new Error("the test's program has faults");
  await kept.putProgram('default', revise(null, program), null);
  const state = { away: false };
  const store: typeof kept = {
    ...kept,
    record: async (batches) => {
      if (state.away) throw new StoreUnavailable('the disk is full');
      return kept.record(batches);
    },
  };
  const collector = createCollector({
    store,
    intake: createIntake(store),
    assets: new Map() as never,
    clock,
    newId: () => crypto.randomUUID(),
    origins: new Set([testOrigin]),
    rate: { requests: 40, seconds: 3_600 },
    trustedProxies: ['127.0.0.1'],
    identitySecret: null,
    metrics: createMetrics(),
    metricsToken: null,
    readiness: createReadiness(store),
    log: createLog('silent'),
  });
  const { server, stop } = createHttpServer(collector);
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return {
    key,
    state,
    bySocket: (path: string, init: RequestInit) => fetch(url + path, init),
    inProcess: async (path: string, init: RequestInit) => collector.app.request(path, init),
    stop: async () => {
      await stop();
      await store.close();
      await folder[Symbol.asyncDispose]();
    },
  };
}

/** What belongs to the connection, not to the answer. */
const ofConnection = ['date', 'connection', 'keep-alive', 'content-length', 'transfer-encoding'];

async function told(response: Response) {
  const headers = [...response.headers].filter(([name]) => !ofConnection.includes(name));
  return { status: response.status, headers: Object.fromEntries(headers), body: await response.text() };
}

let both: Awaited<ReturnType<typeof startBothWays>>;
beforeAll(async () => {
  both = await startBothWays();
});
afterAll(() => both.stop());

const response = buildCsat(4);
const bad = { ...buildCsat(4), touchpoint: 'x' };
type Sent = (key: string) => BodyInit;
const envelope =
  (overrides: object): Sent =>
  (key) =>
    JSON.stringify({ key, ...buildEnvelope(), ...overrides });

describe('POST /v1/responses by a socket is answered as inside the process:', () => {
  test.each<[string, number, Sent, Record<string, string>]>([
    ['an envelope without responses', 200, envelope({}), { Origin: testOrigin }],
    ['a known response', 200, envelope({ responses: [response] }), { Origin: testOrigin }],
    ['one without an origin', 200, envelope({ responses: [response] }), {}],
    ['one of JSON', 200, envelope({ responses: [response] }), { 'Content-Type': 'application/json' }],
    ['a refused response', 200, envelope({ responses: [bad, null, response] }), {}],
    ['a refused tally', 200, envelope({ tallies: [buildTally({ touchpoint: 'x' })] }), {}],
    ['text that is no JSON', 400, () => '{', { Origin: testOrigin }],
    ['a list', 400, () => '[]', {}],
    ['nothing', 400, () => '', {}],
    ['bytes that are not UTF-8', 400, () => new Uint8Array([0x7b, 0xff, 0x7d]), {}],
    ['another shape', 400, envelope({ sent: 'x', person: { id: 17 } }), { Origin: testOrigin }],
    ['no key', 401, () => '{}', { Origin: testOrigin }],
    ['another origin', 403, envelope({}), { Origin: 'https://elsewhere.example' }],
    ['too many bytes', 413, () => 'x'.repeat(70_000), { Origin: testOrigin }],
  ])('%s, with %i', async (_what, status, body, headers) => {
    // The second time nothing is new, so that what is told is the same.
    if (status === 200)
      await both.inProcess('/v1/responses', { method: 'POST', body: body(both.key), headers });
    const init = () => ({ method: 'POST', body: body(both.key), headers });
    const inProcess = await told(await both.inProcess('/v1/responses', init()));
    expect(inProcess.status).toBe(status);
    expect(await told(await both.bySocket('/v1/responses', init()))).toEqual(inProcess);
  });

  test('while the store is away, with 503', async () => {
    both.state.away = true;
    const init = () => ({ method: 'POST', body: envelope({ responses: [buildCsat(1)] })(both.key) });
    const inProcess = await told(await both.inProcess('/v1/responses', init()));
    expect(inProcess.status).toBe(503);
    expect(inProcess.headers['retry-after']).toMatch(/^[1-9]\d*$/);
    expect(await told(await both.bySocket('/v1/responses', init()))).toEqual(inProcess);
    both.state.away = false;
  });

  test('another method, with 405', async () => {
    const inProcess = await told(await both.inProcess('/v1/responses', { method: 'PUT', body: '{}' }));
    expect(inProcess.status).toBe(405);
    expect(await told(await both.bySocket('/v1/responses', { method: 'PUT', body: '{}' }))).toEqual(
      inProcess,
    );
  });
});

describe('what is counted against a rate', () => {
  const post = async (forwarded: string) => {
    const init = { method: 'POST', body: envelope({})(both.key), headers: { 'X-Forwarded-For': forwarded } };
    return (await both.bySocket('/v1/responses', init)).status;
  };

  test('is the address that a trusted proxy names, and of IPv6 its /64', async () => {
    const statuses: number[] = [];
    for (let index = 0; index < 41; index++)
      statuses.push(await post(`2001:db8:0:17::${index.toString(16)}`));
    expect(statuses).toEqual([...Array.from({ length: 40 }, () => 200), 429]);
    expect(await post('2001:db8:0:18::1')).toBe(200);
    expect(await post('192.0.2.1')).toBe(200);
  });
});
