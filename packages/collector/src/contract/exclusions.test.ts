import { randomUUID } from 'node:crypto';
import { buildCsat, buildEnvelope, startCollector, type TestCollector } from '@milepost/testkit';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { exclude, read } from './people.fixture.ts';

let collector: TestCollector;
beforeEach(async () => {
  collector = await startCollector();
});
afterEach(() => collector.stop());

const scores = async () => (await collector.counts({ metric: 'csat', by: 'touchpoint' })).body;
const bearer = () => ({ Authorization: `Bearer ${collector.secretKey}` });
const lift = (id: string) =>
  collector.request<{ changed: number }>(`/v1/exclusions/${id}`, { method: 'DELETE', headers: bearer() });

function answer(value: number, person: { id: string; account?: string }, id: string = randomUUID()) {
  return collector.post(buildEnvelope({ person, responses: [buildCsat(value, { id })] }));
}

describe('POST /v1/exclusions', () => {
  test.each([
    ['a response', (id: string) => ({ responses: [id, randomUUID(), id] })],
    ['a person', () => ({ person: 'u-1' })],
    ['an account', () => ({ account: 'acme' })],
  ])(
    'takes %s out of the scores, and lifting it brings back exactly what was there',
    async (_what, targetOf) => {
      const id = randomUUID();
      await answer(5, { id: 'u-2', account: 'other' });
      const without = await scores();
      await answer(1, { id: 'u-1', account: 'acme' }, id);
      const before = await scores();
      const made = await exclude(collector, targetOf(id));
      expect(made).toMatchObject({ status: 201, body: { id: expect.any(String), changed: 1 } });
      expect((await scores()).rows).toEqual(without.rows);
      expect(await lift(made.body.id)).toMatchObject({ status: 200, body: { id: made.body.id, changed: 1 } });
      expect(await scores()).toEqual(before);
    },
  );

  test('holds for what comes later, of a response that is not known yet too', async () => {
    const id = randomUUID();
    expect((await exclude(collector, { responses: [id] })).body.changed).toBe(0);
    expect((await exclude(collector, { person: 'u-1' })).body.changed).toBe(0);
    await answer(1, { id: 'u-3' }, id);
    await answer(1, { id: 'u-1' });
    expect((await scores()).rows).toEqual([]);
  });

  test('can be repeated by its id, and not changed', async () => {
    const exclusion = { id: randomUUID(), person: 'u-1', note: 'a tester' };
    await answer(1, { id: 'u-1' });
    expect(await exclude(collector, exclusion)).toMatchObject({ status: 201, body: { changed: 1 } });
    collector.clock.advance(1_000);
    expect(await exclude(collector, exclusion)).toMatchObject({
      status: 200,
      body: { id: exclusion.id, changed: 0 },
    });
    for (const other of [{ person: 'u-2' }, { note: 'x' }, { reason: 'bot' }, { by: 'bo' }])
      expect(await exclude(collector, { ...exclusion, ...other })).toMatchObject({
        status: 409,
        body: {
          code: 'exclusion_conflict',
          detail: `exclusion ${exclusion.id} is there with other content; give another id`,
        },
      });
  });

  test.each([
    [{}, '', 'must name exactly one of responses, person and account'],
    [{ person: 'u-1', account: 'acme' }, '', 'must name exactly one of responses, person and account'],
    [{ person: 'u-1', reason: 'spam' }, '/reason', 'must be one of'],
    [{ person: 'u-1', by: '' }, '/by', ''],
    [{ persons: 'u-1', person: 'u-1' }, '/persons', ''],
    [{ responses: [] }, '/responses', ''],
    [{ responses: ['x'] }, '/responses/0', 'must be a UUID'],
    [{ person: 'u-1', id: 'x' }, '/id', 'must be a UUID'],
  ])('refuses %j', async (exclusion, path, message) => {
    expect(await exclude(collector, exclusion)).toMatchObject({
      status: 400,
      body: { code: 'exclusion_invalid', errors: [{ path, message: expect.stringContaining(message) }] },
    });
  });

  test('refuses what is no JSON object', async () => {
    const reply = await collector.request('/v1/exclusions', { method: 'POST', body: '[', headers: bearer() });
    expect(reply).toMatchObject({ status: 400, body: { code: 'exclusion_invalid' } });
  });
});

describe('GET /v1/exclusions', () => {
  test('tells those that stand, the newest first, in pages', async () => {
    const made: string[] = [];
    for (let index = 0; index < 103; index++) {
      made.unshift((await exclude(collector, { person: `u-${index}`, note: 'x' })).body.id);
      collector.clock.advance(1);
    }
    interface Told {
      exclusions: { id: string }[];
      next: string | null;
    }
    const first = (await read<Told>(collector, '/v1/exclusions')).body;
    expect(first.exclusions[0]).toEqual({
      id: made[0],
      person: 'u-102',
      reason: 'staff',
      by: 'ana@example.com',
      note: 'x',
      at: '2026-11-22T07:00:03.222Z',
    });
    const rest = (await read<Told>(collector, `/v1/exclusions?after=${encodeURIComponent(first.next ?? '')}`))
      .body;
    expect([...first.exclusions, ...rest.exclusions].map(({ id }) => id)).toEqual(made);
    expect(rest.next).toBeNull();
  });
});

describe('DELETE /v1/exclusions/:id', () => {
  test('says that there is none, once it was lifted', async () => {
    const { id } = (await exclude(collector, { person: 'u-1' })).body;
    expect((await lift(id.toUpperCase())).status).toBe(200);
    expect(await lift(id)).toMatchObject({ status: 404, body: { code: 'not_found' } });
  });
});
