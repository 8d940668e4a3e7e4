import { randomUUID } from 'node:crypto';
import { createCollectorClient, startCollector, type TestCollector } from '@milepost/testkit';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { hashKey } from '../keys.ts';
import { openStore } from '../store/open-store.ts';
import type { AuditEntry } from '../store/store.ts';
import { routeCases, routeOf, writeCases } from './route-cases.fixture.ts';

const nothing = 'mp_sec_is-allowed-nothing-0123';
const ids = { person: 'u-17', response: randomUUID(), moment: randomUUID(), exclusion: randomUUID() };

let collector: TestCollector;
beforeEach(async () => {
  collector = await startCollector({ keys: { [nothing]: [] } });
});
afterEach(() => collector.stop());

async function lastEntries(count: number): Promise<AuditEntry[]> {
  const store = await openStore(collector.store, collector.clock);
  const entries = await store.auditLog('default', { limit: count });
  await store.close();
  return entries;
}

const targets: Record<string, string | null> = {
  'PUT /v1/program': 'revision 1',
  'POST /v1/moments': ids.moment,
  'POST /v1/exclusions': ids.exclusion,
};

describe.each(writeCases)('%s', (name, { send }) => {
  test('is told in the audit log with its key, its target and its status, and without a person', async () => {
    const { status } = await send(collector, ids);
    const [entry] = await lastEntries(1);
    expect(entry).toEqual({
      project: 'default',
      at: collector.clock(),
      key: hashKey(collector.secretKey).slice(0, 12),
      action: routeOf(name),
      target: targets[name] ?? null,
      status,
    });
    expect(JSON.stringify(entry)).not.toContain(ids.person);
  });

  test('is told there when it was refused', async () => {
    await send(createCollectorClient({ ...collector, secretKey: nothing }), ids);
    expect(await lastEntries(1)).toMatchObject([
      { key: hashKey(nothing).slice(0, 12), action: routeOf(name), status: 403 },
    ]);
  });
});

test('what was taken back is told by its id; what was not found, by nothing that was written into the path', async () => {
  const authorised = { Authorization: `Bearer ${collector.secretKey}`, 'Content-Type': 'application/json' };
  await collector.request('/v1/exclusions', {
    method: 'POST',
    headers: authorised,
    body: JSON.stringify({ id: ids.exclusion, account: 'globex', reason: 'test', by: 'ana' }),
  });
  for (const id of [ids.exclusion, 'ana@example.com'])
    await collector.request(`/v1/exclusions/${id}`, { method: 'DELETE', headers: authorised });
  expect((await lastEntries(2)).map(({ target, status }) => [target, status])).toEqual([
    [null, 404],
    [ids.exclusion, 200],
  ]);
});

test('what the rate refuses is not told', async () => {
  await using strict = await startCollector({ environment: { MILEPOST_RATE: '1/h' } });
  const exclude = () => writeCases.find(([name]) => name === 'POST /v1/exclusions')?.[1].send(strict, ids);
  const statuses: (number | undefined)[] = [];
  for (let times = 0; times < 102; times++) statuses.push((await exclude())?.status);
  expect(statuses.at(-1)).toBe(429);
  const store = await openStore(strict.store, strict.clock);
  const entries = await store.auditLog('default', { limit: 1_000 });
  await store.close();
  expect(entries.filter(({ status }) => status === 429)).toEqual([]);
});

test('reading is not told, nor what comes with a public key or an unknown one', async () => {
  const before = await lastEntries(100);
  for (const [name, { access, send }] of Object.entries(routeCases))
    if (access === 'public' || name.startsWith('GET ')) await send(collector, ids);
  await routeCases['POST /v1/moments']?.send(
    createCollectorClient({ ...collector, secretKey: 'mp_sec_0123456789abcdefghij' }),
    ids,
  );
  await collector.request('/v1/nothing', {
    method: 'POST',
    headers: { Authorization: `Bearer ${collector.secretKey}` },
  });
  expect(await lastEntries(100)).toEqual(before);
});

test('a dry run is told as one', async () => {
  await collector.putProgram('{}', { query: '?dryRun=true' });
  const { status } = await collector.putProgram(
    (await collector.request('/v1/program', { headers: { Authorization: `Bearer ${collector.secretKey}` } }))
      .body,
    { query: '?dryRun=true' },
  );
  expect(status).toBe(200);
  expect(await lastEntries(2)).toMatchObject([
    { action: 'PUT /v1/program', target: 'dry run', status: 200 },
    { action: 'PUT /v1/program', target: null, status: 400 },
  ]);
});
