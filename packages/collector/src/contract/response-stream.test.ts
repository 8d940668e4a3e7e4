import { randomUUID } from 'node:crypto';
import { listedResponse } from '@milepost/protocol';
import {
  buildAnswer,
  buildCsat,
  buildEnvelope,
  buildNps,
  createCollectorClient,
  startCollector,
  type TestCollector,
} from '@milepost/testkit';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { hashKey } from '../keys.ts';
import { openStore } from '../store/open-store.ts';
import { openStream, type ToldResponse } from './event-stream.fixture.ts';
import { erasePerson, read } from './people.fixture.ts';
import { addKey, addProject } from './second-project.fixture.ts';

let collector: TestCollector;
beforeAll(async () => {
  collector = await startCollector();
});
afterAll(() => collector.stop());

const bring = (responses: object[], person?: object) =>
  collector.post({ ...buildEnvelope({ responses }), ...(person && { person }) });
const idsOf = (told: readonly ToldResponse[]) => told.map(({ line }) => line.id);

test('tells every change of a response from then on, each with where it resumes', async () => {
  await bring([buildCsat(1)]);
  await using stream = await openStream(collector);
  expect(stream.headers.get('Content-Type')).toBe('text/event-stream');
  expect(stream.headers.get('Cache-Control')).toBe('no-store');
  const [first, second] = [buildCsat(4), buildNps(9)];
  await bring([first], { id: 'u-1', account: 'acme' });
  const [told] = await stream.take(1);
  expect(told?.line).toMatchObject({ ...first, person: { id: 'u-1', account: 'acme' }, day: '2026-11-22' });
  expect(listedResponse.parse(told?.line)).toEqual(told?.line);
  await bring([second]);
  await bring([{ ...first, completed: '2026-11-22T07:00:02.000Z' }], { id: 'u-1', account: 'acme' });
  // A send that changes nothing is no event.
  await bring([second]);
  const third = buildNps(1);
  await bring([third]);
  const rest = await stream.take(3);
  expect(idsOf(rest)).toEqual([second.id, first.id, third.id]);
  expect(rest[1]?.line.completed).toBe('2026-11-22T07:00:02.000Z');
  expect(new Set([told, ...rest].map((one) => one?.id)).size).toBe(4);
});

test('resumes after a connection was lost, with neither a gap nor anything twice', async () => {
  const responses = Array.from({ length: 250 }, (_, index) => buildNps(index % 11));
  const received: string[] = [];
  let lastId: string | undefined;
  {
    await using stream = await openStream(collector);
    lastId = stream.lastId();
    expect(lastId).toBeDefined();
  }
  // Nothing had come when the first connection was lost.
  await bring(responses.slice(0, 100));
  await bring(responses.slice(100, 200));
  for (const count of [1, 99, 60]) {
    await using stream = await openStream(collector, { ...(lastId !== undefined && { lastId }) });
    const told = await stream.take(count);
    received.push(...idsOf(told));
    lastId = told.at(-1)?.id;
  }
  await bring(responses.slice(200));
  // Where a browser began is older than what it has seen since.
  await using stream = await openStream(collector, { query: '?after=0', lastId: lastId ?? '' });
  received.push(...idsOf(await stream.take(90)));
  // Of what one commit stored, one store tells this first and another one that.
  expect(received.toSorted()).toEqual(responses.map(({ id }) => id).toSorted());
});

test('begins where it is told to, and tells nothing that is erased or not asked for', async () => {
  await using marked = await openStream(collector);
  const after = `after=${marked.lastId()}`;
  const [gone, csat, nps, mail] = [
    buildCsat(2, { answers: [buildAnswer('why', 'My name is Gone.')] }),
    buildCsat(3),
    buildNps(3),
    buildCsat(5, { channel: 'email' }),
  ];
  await bring([gone], { id: 'gone' });
  await bring([csat, nps, mail], { id: 'u-2', traits: { plan: 'pro' } });
  await marked.take(4);
  await erasePerson(collector, 'gone');
  const stream = async (query: string, count: number) => {
    await using one = await openStream(collector, { query: `?${after}&${query}` });
    const last = buildCsat(4, { channel: 'email', facts: { queue: 'end' } });
    await bring([last], { id: 'u-2', traits: { plan: 'pro' } });
    const told = idsOf(await one.take(count));
    expect(told).not.toContain(gone.id);
    return told.slice(-1)[0] === last.id ? told.slice(0, -1) : told;
  };
  expect(await stream('where=plan:pro&channel=email', 2)).toEqual([mail.id]);
  const support = await stream('stage=support&where=plan:pro', 4);
  expect(support.slice(0, 2).toSorted()).toEqual([csat.id, mail.id].toSorted());
});

test.each(['9'.repeat(15), 'nonsense', '1'.repeat(25), '5;'])(
  'an id that is not of this stream begins it now, since no browser can mend it: %s',
  async (lastId) => {
    await using stream = await openStream(collector, { lastId });
    expect(stream.lastId()).toBeDefined();
    const response = buildNps(7);
    await bring([response]);
    expect(idsOf(await stream.take(1))).toEqual([response.id]);
  },
);

test('ends when its key is revoked', async () => {
  const secretKey = await addKey(collector, { scopes: ['responses:read'] });
  await using stream = await openStream(createCollectorClient({ ...collector, secretKey }));
  const store = await openStore(collector.store, collector.clock);
  expect(await store.revokeKey('default', hashKey(secretKey).slice(0, 12))).toBe(true);
  await store.close();
  expect(await stream.ended).toBe('in order');
});

test('tells nothing of another project', async () => {
  const other = await addProject(collector, `p-${randomUUID().slice(0, 8)}`);
  expect((await read(other, '/v1/responses/stream')).body.code).toBe('program_missing');
});

test.each([
  ['?touchpoint=ticket_close', '/touchpoint'],
  ['?score=1', '/score'],
  ['?where=plans:pro', '/where'],
  ['?after=nonsense', '/after'],
  ['?after=12:x', '/after'],
  ['?after=12345678901234567890', '/after'],
])('a query that makes no sense is refused before anything is streamed: %s', async (query, path) => {
  const { status, body } = await read(collector, `/v1/responses/stream${query}`);
  expect([status, body.code, body.errors?.[0]?.path]).toEqual([400, 'query_invalid', path]);
});

test('a project gets half of the places, and each stream that ends makes room', async () => {
  await using alone = await startCollector();
  const streams = await Promise.all(Array.from({ length: 50 }, () => openStream(alone)));
  const refused = await read(alone, '/v1/responses/stream');
  expect([refused.status, refused.body.code, refused.headers.get('Retry-After')]).toEqual([
    503,
    'overloaded',
    '5',
  ]);
  // Asking for the headers alone takes no place.
  const head = () =>
    fetch(`${alone.url}/v1/responses/stream`, {
      method: 'HEAD',
      headers: { Authorization: `Bearer ${alone.secretKey}` },
    });
  expect((await head()).status).toBe(200);
  await streams.pop()?.[Symbol.asyncDispose]();
  await head();
  let again: Awaited<ReturnType<typeof openStream>> | null = null;
  // The collector learns of the lost connection by itself.
  while (!again) again = await openStream(alone).catch(() => null);
  const response = buildCsat(4);
  await alone.post(buildEnvelope({ responses: [response] }));
  for (const stream of [...streams, again]) expect(idsOf(await stream.take(1))).toEqual([response.id]);
  await Promise.all([...streams, again].map((stream) => stream[Symbol.asyncDispose]()));
});

test('a collector that stops ends them in order', async () => {
  const stopping = await startCollector();
  const stream = await openStream(stopping);
  await stopping.stop();
  expect(await stream.ended).toBe('in order');
});
