import { buildCsat, buildEnvelope, createTempFolder, startCollector, testOrigin } from '@milepost/testkit';
import Database from 'better-sqlite3';
import { expect, test } from 'vitest';
import { claim } from './claims.fixture.ts';

test('while the store cannot be written, nothing is acknowledged and the sender is told when to come back', async () => {
  await using folder = await createTempFolder();
  const file = folder.file('milepost.db');
  await using collector = await startCollector({ environment: { MILEPOST_STORE: `sqlite:${file}` } });
  const envelope = buildEnvelope({ responses: [buildCsat(4)] });
  const rows = async () => (await collector.counts({ metric: 'csat' })).body.rows;

  const other = new Database(file);
  other.exec('begin immediate');
  const refused = await collector.post(envelope, { Origin: testOrigin });
  expect(refused).toMatchObject({ status: 503, body: { status: 503, code: 'unavailable' } });
  expect(refused.headers.get('Content-Type')).toMatch(/^application\/problem\+json\b/);
  expect(refused.headers.get('Retry-After')).toMatch(/^[1-9]\d*$/);
  expect(refused.headers.get('Access-Control-Allow-Origin')).toBe(testOrigin);
  expect(refused.headers.get('Access-Control-Expose-Headers')).toBe('Retry-After');
  expect(refused.body.detail).not.toContain(file);
  expect(await rows()).toEqual([]);
  other.exec('rollback');
  other.close();

  expect((await collector.post(envelope)).body).toEqual({ accepted: 1, repeated: 0, rejected: [] });
  expect(await rows()).toMatchObject([{ n: 1, funnel: { shown: 1 } }]);
}, 30_000);

test('while the store cannot be written, a claim is refused if it can be, and granted to nobody', async () => {
  await using folder = await createTempFolder();
  const file = folder.file('milepost.db');
  await using collector = await startCollector({ environment: { MILEPOST_STORE: `sqlite:${file}` } });
  await claim(collector);

  const other = new Database(file);
  other.exec('begin immediate');
  expect((await claim(collector)).body).toMatchObject({ ask: false, reason: 'repeat' });
  const { status, headers, body } = await claim(collector, { person: { id: 'u-18' } });
  expect([status, body.code]).toEqual([503, 'unavailable']);
  expect(headers.get('Retry-After')).toMatch(/^[1-9]\d*$/);
  other.exec('rollback');
  other.close();

  expect((await claim(collector, { person: { id: 'u-18' } })).body.ask).toBe(true);
}, 30_000);
