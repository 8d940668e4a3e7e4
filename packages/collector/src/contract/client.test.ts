import { createClient, type StreamedResponse } from '@milepost/client';
import { buildCsat, buildEnvelope, buildNps, startCollector, type TestCollector } from '@milepost/testkit';
import { afterAll, beforeAll, expect, test } from 'vitest';

let collector: TestCollector;
beforeAll(async () => {
  collector = await startCollector();
  const responses = Array.from({ length: 24 }, (_, index) =>
    index % 2 ? buildCsat(1 + (index % 5)) : buildNps(index % 11),
  );
  await collector.post(
    buildEnvelope({ person: { id: 'u-17', account: 'acme', traits: { plan: 'pro' } }, responses }),
  );
});
afterAll(() => collector.stop());

const client = () => createClient({ url: collector.url, key: collector.secretKey, reconnectMs: 10 });

test('pages of responses hold every response once, with the same filters on each', async () => {
  const pages: string[][] = [];
  for await (const { rows } of client().responses({ touchpoint: 'pulse', limit: 5 })) {
    expect(rows.map(({ touchpoint }) => touchpoint)).toEqual(rows.map(() => 'pulse'));
    pages.push(rows.map(({ id }) => id));
  }
  expect(new Set(pages.flat()).size).toBe(12);
  expect(pages.flat()).toHaveLength(12);
  expect(pages.length).toBeGreaterThan(2);
});

test('a stream that breaks misses nothing', async () => {
  const broken: AbortController[] = [];
  const watching = createClient({
    url: collector.url,
    key: collector.secretKey,
    // A connection that can be cut.
    fetch: (address, init) => {
      const cut = new AbortController();
      broken.push(cut);
      const signals = [cut.signal, ...(init?.signal ? [init.signal] : [])];
      return fetch(address, { ...init, signal: AbortSignal.any(signals) });
    },
  });
  const ending = new AbortController();
  const stream = watching.stream({ touchpoint: 'ticket_closed' }, { signal: ending.signal });
  const next = async (): Promise<StreamedResponse> => {
    const { value, done } = await stream.next();
    if (done) throw new Error('the stream has ended');
    return value;
  };
  const [first, second, other] = [buildCsat(2), buildCsat(5), buildNps(9)];
  let begun = false;
  const waiting = next().then(() => {
    begun = true;
  });
  // It tells what comes from its beginning on, and that is some time after it was asked for.
  const send = () => collector.post(buildEnvelope({ responses: [buildCsat(3)] }));
  await expect.poll(() => send().then(() => begun), { timeout: 10_000 }).toBe(true);
  await waiting;
  await collector.post(buildEnvelope({ responses: [other, first] }));
  const seen: string[] = [];
  while (!seen.includes(first.id)) seen.push((await next()).response.id);
  broken[0]?.abort(new Error('cut'));
  await collector.post(buildEnvelope({ responses: [second] }));
  while (!seen.includes(second.id)) seen.push((await next()).response.id);
  expect(broken).toHaveLength(2);
  expect(seen).not.toContain(other.id);
  expect(new Set(seen).size).toBe(seen.length);
  ending.abort(new Error('seen enough'));
  await expect(stream.next()).rejects.toThrow('seen enough');
});

test('every table is what the route gives, as JSON and as CSV', async () => {
  const asked = client();
  const { rows } = await asked.hotspots({ metric: 'nps', by: 'touchpoint' });
  expect(rows.map(({ group }) => group)).toEqual([{ touchpoint: 'pulse' }]);
  expect((await asked.scorecard()).stages.map(({ stage }) => stage)).toEqual(['support', 'relationship']);
  expect((await asked.funnel({ by: 'touchpoint' })).rows).toHaveLength(2);
  expect((await asked.trends({ metric: 'csat' })).points).toHaveLength(1);
  expect((await asked.cohorts({ metric: 'csat' })).segment).toBe('vintage');
  expect((await asked.accounts({ limit: 5 })).rows).toMatchObject([{ account: 'acme' }]);
  expect(await asked.account('acme')).toMatchObject({ account: 'acme' });
  const csv = await asked.csv('scores', { metric: 'nps', by: 'touchpoint' });
  expect(csv.trim().split('\r\n')).toHaveLength(2);
});
