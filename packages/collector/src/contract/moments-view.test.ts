import type { ClientProgram } from '@milepost/protocol';
import { startCollector, type TestCollector } from '@milepost/testkit';
import { expect, test } from 'vitest';
import { show } from './claims.fixture.ts';
import { addMoment, removeMoment } from './moments.fixture.ts';

const start = () => startCollector({ now: '2026-11-22T07:00:00.000Z' });

/** Whether a page is told that there are moments, and the tag of what it is told. */
async function told(collector: TestCollector) {
  const { headers, body } = await collector.request<ClientProgram>(`/v1/program?key=${collector.publicKey}`);
  return { moments: body.moments, tag: headers.get('ETag') };
}

test('a page is told that there are moments until the last of them is deleted', async () => {
  await using collector = await start();
  const before = await told(collector);
  expect(before.moments).toBeUndefined();
  const { body: one } = await addMoment(collector);
  const { body: other } = await addMoment(collector, { person: { id: 'u-18' }, touchpoint: 'pulse' });
  const between = await told(collector);
  expect(between.moments).toBe(true);
  expect(between.tag).not.toBe(before.tag);
  await removeMoment(collector, one.id);
  expect(await told(collector)).toEqual(between);
  await removeMoment(collector, other.id);
  expect(await told(collector)).toEqual(before);
});

test('a page is told that there are moments until the last of them expires', async () => {
  await using collector = await start();
  await addMoment(collector, { expires: '2026-11-22T08:00:00Z' });
  collector.clock.set('2026-11-22T07:59:59.999Z');
  expect((await told(collector)).moments).toBe(true);
  collector.clock.advance(1);
  expect((await told(collector)).moments).toBeUndefined();
});

test('answers do not change what a page is told of moments: the tag stays', async () => {
  await using collector = await start();
  await addMoment(collector);
  const before = await told(collector);
  await show(collector);
  expect(await told(collector)).toEqual(before);
});
