import { randomUUID } from 'node:crypto';
import {
  createCollectorClient,
  createFakeClock,
  createTempFolder,
  startCollector,
  type TestCollector,
} from '@milepost/testkit';
import { pino } from 'pino';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createCollector } from '../app.ts';
import { createIntake } from '../intake/queue.ts';
import { hashKey, scopes } from '../keys.ts';
import { openStore } from '../store/open-store.ts';
import { createMetrics } from '../telemetry/metrics.ts';
import { createReadiness } from '../telemetry/readiness.ts';
import { noIds, routeCases, routeOf, secretCases } from './route-cases.fixture.ts';
import { addKey } from './second-project.fixture.ts';

const named = scopes.map((scope) => [scope, `mp_sec_may-${scope.replace(':', '-')}-only`] as const);
const nothing = 'mp_sec_is-allowed-nothing-0123';

let collector: TestCollector;
beforeAll(async () => {
  const keys = Object.fromEntries(named.map(([scope, key]) => [key, [scope]]));
  collector = await startCollector({ keys: { ...keys, [nothing]: [] } });
});
afterAll(() => collector.stop());

const as = (secretKey: string) => createCollectorClient({ ...collector, secretKey });

test('every route of the application is in the table', async () => {
  await using folder = await createTempFolder();
  const clock = createFakeClock();
  const store = await openStore({ kind: 'sqlite', file: folder.file('milepost.db') }, clock);
  const { app } = createCollector({
    store,
    intake: createIntake(store),
    assets: new Map(),
    clock,
    newId: randomUUID,
    origins: 'loopback',
    rate: null,
    trustedProxies: [],
    identitySecret: null,
    metrics: createMetrics(),
    metricsToken: null,
    readiness: createReadiness(store),
    log: pino({ level: 'silent' }),
  });
  await store.close();
  const routes = app.routes
    .filter(({ method }) => method !== 'ALL')
    .map(({ method, path }) => `${method} ${path}`);
  expect(new Set(Object.keys(routeCases).map(routeOf))).toEqual(new Set(routes));
});

describe.each(secretCases)('%s', (_route, { scope, send }) => {
  test('is done for a key that may, and for no other', async () => {
    expect([401, 403]).not.toContain((await send(collector, noIds)).status);
    for (const [allowed, key] of named) {
      const { status, body } = await send(as(key), noIds);
      if (scope === null || scope === allowed) expect([401, 403]).not.toContain(status);
      else
        expect([status, body.code, body.detail]).toEqual([
          403,
          'scope_missing',
          `the key lacks the scope ${scope}`,
        ]);
    }
    const { status } = await send(as(nothing), noIds);
    expect(status === 403).toBe(scope !== null);
  });

  test('is refused to whoever has no secret key', async () => {
    const unknown = [collector.publicKey, 'mp_sec_0123456789abcdefghij', 'x', '', `${collector.secretKey}x`];
    for (const key of unknown)
      expect(await send(as(key), noIds)).toMatchObject({ status: 401, body: { code: 'key_unknown' } });
  });

  test('is shared with no page', async () => {
    const { headers } = await send(collector, noIds);
    expect(headers.get('Access-Control-Allow-Origin')).toBeNull();
    expect(headers.get('Cross-Origin-Resource-Policy')).toBe('same-origin');
  });
});

describe.each(Object.entries(routeCases).filter(([, { access }]) => access === 'public'))(
  '%s',
  (_route, { send }) => {
    test('is refused to a secret key, and to none', async () => {
      for (const publicKey of [collector.secretKey, 'mp_pub_0123456789abcdefghij', ''])
        expect(await send(createCollectorClient({ ...collector, publicKey }), noIds)).toMatchObject({
          status: 401,
          body: { code: 'key_unknown' },
        });
    });
  },
);

test.each(['public', 'secret'] as const)('a %s key that is revoked is refused at once', async (kind) => {
  const key = await addKey(collector, { kind });
  const client = createCollectorClient({ ...collector, [`${kind}Key`]: key });
  const send = () =>
    kind === 'public'
      ? client.post({ sent: '2026-11-22T07:00:00Z', responses: [] })
      : client.scores({ metric: 'csat' });
  expect((await send()).status).toBe(200);
  const store = await openStore(collector.store, collector.clock);
  expect(await store.revokeKey('default', hashKey(key).slice(0, 12))).toBe(true);
  await store.close();
  expect(await send()).toMatchObject({ status: 401, body: { code: 'key_unknown' } });
});
