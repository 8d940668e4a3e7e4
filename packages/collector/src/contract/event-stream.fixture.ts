import type { ListedLine } from '@milepost/protocol';
import type { CollectorClient } from '@milepost/testkit';

/** An event of a stream. */
export interface ToldResponse {
  id: string;
  line: ListedLine;
}

/** An open stream of a collector, as `EventSource` reads it. */
export interface EventStream extends AsyncDisposable {
  headers: Headers;
  /** The next events, as soon as there are so many. */
  take(count: number): Promise<ToldResponse[]>;
  /** Resolves to how it ended: `in order`, or `broken`. */
  ended: Promise<'in order' | 'broken'>;
  /** The id that it would resume from now. */
  lastId(): string | undefined;
}

/** Opens `/v1/responses/stream`; `lastId` as a browser says it when it connects again. */
export async function openStream(
  { url, secretKey }: CollectorClient,
  { query = '', lastId }: { query?: string; lastId?: string } = {},
): Promise<EventStream> {
  const gone = new AbortController();
  const response = await fetch(`${url}/v1/responses/stream${query}`, {
    headers: {
      Authorization: `Bearer ${secretKey}`,
      ...(lastId !== undefined && { 'Last-Event-ID': lastId }),
    },
    signal: gone.signal,
  });
  if (!response.ok || !response.body)
    throw new Error(`no stream: ${response.status} ${await response.text()}`);
  const told: ToldResponse[] = [];
  let seen: string | undefined;
  let wake = () => {};
  /** A block of lines that an empty one ends (WHATWG HTML, 9.2.6). */
  const dispatch = (block: string) => {
    const fields = new Map(
      block.split('\n').map((line) => [line.replace(/:.*/s, ''), line.replace(/^[^:]*: ?/, '')]),
    );
    seen = fields.get('id') ?? seen;
    const data = fields.get('data');
    if (data === undefined) return;
    if (fields.get('event') !== 'response') throw new Error(`an event of another kind: ${block}`);
    told.push({ id: seen ?? '', line: JSON.parse(data) as ListedLine });
  };
  const reading = async () => {
    const decoder = new TextDecoder();
    let rest = '';
    for await (const bytes of response.body ?? []) {
      const blocks = `${rest}${decoder.decode(bytes, { stream: true })}`.split('\n\n');
      rest = blocks.pop() ?? '';
      for (const block of blocks) dispatch(block);
      wake();
    }
  };
  const begun = new Promise<void>((resolve) => {
    wake = resolve;
  });
  const ended = reading().then(
    () => 'in order' as const,
    () => 'broken' as const,
  );
  void ended.then(() => wake());
  let over = false;
  void ended.then(() => {
    over = true;
  });
  await begun;
  return {
    headers: response.headers,
    ended,
    lastId: () => seen,
    take: async (count) => {
      while (told.length < count && !over)
        await new Promise<void>((woken) => {
          wake = woken;
        });
      if (told.length < count) throw new Error(`the stream ended after ${told.length} of ${count} events`);
      return told.splice(0, count);
    },
    [Symbol.asyncDispose]: async () => {
      gone.abort();
      await ended;
    },
  };
}
