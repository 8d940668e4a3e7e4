import { describe, expect, test } from 'vitest';
import { CollectorProblem, createClient } from './index.ts';
import { all, bodyOf } from './made.fixture.ts';

/** A connection: what it sends, and whether it then breaks instead of ending. */
interface Connection {
  texts?: string[];
  breaks?: boolean;
  answer?: Response;
}

const event = (id: string) => `event: response\nid: ${id}\ndata: {"id":"r-${id}"}\n\n`;

/** A client whose connections are these, one after the other, and what it has asked with. */
function clientWith(connections: Connection[]) {
  const asked: { address: string; lastEventId: string | null }[] = [];
  const client = createClient({
    url: 'https://cx.example.com',
    key: 'mp_sec_0123456789abcdefghij',
    reconnectMs: 1,
    fetch: async (address, init) => {
      asked.push({
        address: new Request(address).url,
        lastEventId: new Headers(init?.headers).get('Last-Event-ID'),
      });
      const next = connections.shift();
      if (!next) throw new TypeError('nobody is there');
      return (
        next.answer ??
        new Response(bodyOf(next.texts ?? [], next.breaks), {
          headers: { 'Content-Type': 'text/event-stream' },
        })
      );
    },
  });
  return { client, asked };
}

const problem = (code: string, status: number) =>
  Response.json({ code, detail: 'no' }, { status, headers: { 'Content-Type': 'application/problem+json' } });

async function take(stream: AsyncGenerator<{ id: string; response: { id: string } }>, count: number) {
  const found: string[] = [];
  for await (const { id, response } of stream) {
    found.push(`${id} ${response.id}`);
    if (found.length === count) break;
  }
  return found;
}

describe('a stream', () => {
  test('is taken up after the last event that was seen, however the connection ended', async () => {
    const { client, asked } = clientWith([
      { texts: ['retry: 1\nid: c0\n\n', event('a1'), event('a2').slice(0, 12)], breaks: true },
      { texts: [event('a2')] },
      { answer: problem('unavailable', 503) },
      { texts: [':\nid: c9\n\n'] },
      { texts: [event('a3')] },
    ]);
    expect(await take(client.stream({ touchpoint: 'pulse' }), 3)).toEqual(['a1 r-a1', 'a2 r-a2', 'a3 r-a3']);
    expect(asked.map(({ lastEventId }) => lastEventId)).toEqual([null, 'a1', 'a2', 'a2', 'c9']);
    expect(new Set(asked.map(({ address }) => address))).toEqual(
      new Set(['https://cx.example.com/v1/responses/stream?touchpoint=pulse']),
    );
  });

  test('reads events that come in pieces, and none that it does not know', async () => {
    const text = `event: other\ndata: x\n\n${event('ä1')}`;
    const bytes = [...new TextEncoder().encode(text)].map((byte) => Uint8Array.of(byte));
    const client = createClient({
      url: 'https://cx.example.com',
      key: 'k',
      fetch: async () => new Response(bodyOf(bytes)),
    });
    expect(await take(client.stream(), 1)).toEqual(['ä1 r-ä1']);
  });

  test('tells a first attempt that fails, and a refusal at any time', async () => {
    await expect(clientWith([]).client.stream().next()).rejects.toThrow('nobody is there');
    const { client } = clientWith([{ texts: [event('a1')] }, { answer: problem('key_unknown', 401) }]);
    const stream = client.stream();
    expect((await stream.next()).value).toMatchObject({ id: 'a1' });
    const refusal = await stream.next().catch((error: unknown) => error);
    expect(refusal).toBeInstanceOf(CollectorProblem);
    expect(refusal).toMatchObject({ code: 'key_unknown' });
  });

  test('ends by its signal, also while it waits', async () => {
    const { client, asked } = clientWith([{ texts: ['retry: 60000\n\n', event('a1')] }]);
    const ending = new AbortController();
    const stream = client.stream({}, { signal: ending.signal });
    await stream.next();
    const next = stream.next();
    ending.abort(new Error('enough'));
    await expect(next).rejects.toThrow('enough');
    expect(asked).toHaveLength(1);
  });

  test('lets go of its connection when nobody reads on', async () => {
    let cancelled = false;
    const body = new ReadableStream<Uint8Array>({
      start: (controller) => controller.enqueue(new TextEncoder().encode(event('a1'))),
      cancel: () => {
        cancelled = true;
      },
    });
    const client = createClient({
      url: 'https://cx.example.com',
      key: 'k',
      fetch: async () => new Response(body),
    });
    expect(await take(client.stream(), 1)).toEqual(['a1 r-a1']);
    expect(cancelled).toBe(true);
  });
});

test('pages are asked for one after the other, with the same filters', async () => {
  const asked: string[] = [];
  const client = createClient({
    url: 'https://cx.example.com',
    key: 'k',
    fetch: async (address) => {
      asked.push(new Request(address).url.split('?')[1] ?? '');
      return Response.json({ rows: [], next: asked.length < 3 ? `p${asked.length}` : null, notes: [] });
    },
  });
  expect(await all(client.responses({ score: '0..6', limit: 10 }))).toHaveLength(3);
  expect(asked).toEqual([
    'score=0..6&limit=10',
    'score=0..6&limit=10&after=p1',
    'score=0..6&limit=10&after=p2',
  ]);
});

test('lines may come in pieces, and the last may have no end', async () => {
  const texts = ['{"id":"a"}\n{"i', 'd":"b"}\n', '{"id":"ü"}'];
  const client = createClient({
    url: 'https://cx.example.com',
    key: 'k',
    fetch: async () => new Response(bodyOf(texts)),
  });
  const lines = await all(client.export());
  expect(lines.map(({ id }) => id)).toEqual(['a', 'b', 'ü']);
});
