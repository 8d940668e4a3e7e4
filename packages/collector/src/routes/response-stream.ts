import { ReadableStream as Streamed } from 'node:stream/web';
import type { HttpBindings } from '@hono/node-server';
import { type StreamQuery, streamQuery } from '@milepost/protocol';
import { type Context, Hono } from 'hono';
import { readParameters } from '../middleware/parameters.ts';
import { ProblemError } from '../problem-error.ts';
import { refuse } from '../reading/refuse.ts';
import { responseEvents } from '../reading/responses/response-events.ts';
import type { ResponseStreams } from '../reading/responses/response-streams.ts';
import { type Selection, selectionOf } from '../reading/responses/selection.ts';
import type { Services } from '../services.ts';
import type { ChangedResponse } from '../store/store.ts';

/**
 * `GET /v1/responses/stream`: every change of a response as a server-sent event, from now on or from the event that was
 * seen last. It ends when its key is revoked or the collector stops, and a browser resumes where it was.
 */
export function responseStreamRoutes({ store, keys, log }: Services, streams: ResponseStreams): Hono {
  return new Hono().get('/', async (c) => {
    const { project, hash } = await keys.secret(c, 'responses:read');
    const query = readParameters(c, streamQuery);
    const selecting = createSelecting(query, { store, project });
    // Faults of the query are told before anything is streamed.
    await selecting();
    const cursor = lastSeen(c, query.after) ?? (await store.changes(project, { after: null, limit: 1 })).next;
    c.header('Content-Type', 'text/event-stream');
    // A proxy that gathers an answer before it passes it on would pass on nothing.
    c.header('X-Accel-Buffering', 'no');
    // Nothing else is asked over this connection, and a collector that stops waits for none that is idle.
    c.header('Connection', 'close');
    if (c.req.method === 'HEAD') return c.body(null);
    const reader = { isSlow: false };
    const release = streams.take(() => reader.isSlow && letGo(c));
    const authorization = c.req.header('Authorization');
    const events = responseEvents({
      ...streams,
      project,
      cursor,
      allowed: async () => {
        const key = await keys.known(authorization);
        const mayRead =
          key?.hash === hash && key.scopes.some((scope) => ['*', 'responses:read'].includes(scope));
        return mayRead ? selecting() : null;
      },
    });
    const failed = (error: unknown) => log.warn({ err: error }, 'a stream broke off');
    return c.body(streamed(events, { reader, release, failed, letGo: () => letGo(c) }));
  });
}

/** Where a stream resumes; null for from now on. A browser that connects again repeats the address with an older `after`. */
function lastSeen(c: Context, after: string | undefined): string | null {
  const header = c.req.header('Last-Event-ID');
  const seen = header === undefined || header === '' ? after : header;
  if (seen === undefined) return null;
  if (/^\d{1,20}(:.{0,200})?$/s.test(seen)) return seen;
  throw refuse({ path: '/after', message: 'must be the id of an event of this stream' });
}

/** Which responses a query chooses, by the program as it stands: what is pushed meanwhile holds from then on. */
function createSelecting(
  query: StreamQuery,
  { store, project }: { store: Services['store']; project: string },
) {
  let laidOut: { revision: number; selection: Selection } | null = null;
  return async (): Promise<(row: ChangedResponse) => boolean> => {
    const known = await store.program(project);
    if (!known)
      throw new ProblemError('program_missing', 'the project has no program yet, and so no responses');
    if (laidOut?.revision !== known.revision)
      laidOut = { revision: known.revision, selection: selectionOf(query, known) };
    const { touchpoints, test } = laidOut.selection;
    return ({ state }) => (touchpoints?.includes(state.touchpoint) ?? true) && (test?.(state) ?? true);
  };
}

interface Ends {
  /** Whether it is waited for. */
  reader: { isSlow: boolean };
  /** Its place is free. */
  release(): void;
  failed(error: unknown): void;
  /** Ends the connection of somebody who does not read. */
  letGo(): void;
}

/** How long a reader may take nothing before its place is given to others. */
const patienceMs = 60_000;

/** The events as a body that is made as fast as it is read; its place is free when it ends, however it does. */
function streamed(events: AsyncGenerator<string>, { reader, release, failed, letGo }: Ends): ReadableStream {
  const encoder = new TextEncoder();
  let patience: NodeJS.Timeout | undefined;
  const body = new Streamed<Uint8Array>(
    {
      pull: async (controller) => {
        clearTimeout(patience);
        reader.isSlow = false;
        const { done, value } = await events.next().catch((error: unknown) => {
          // Whoever watches connects again, and misses nothing.
          failed(error);
          return { done: true as const, value: undefined };
        });
        if (!done) {
          patience = setTimeout(letGo, patienceMs);
          reader.isSlow = true;
          controller.enqueue(encoder.encode(value));
          return;
        }
        release();
        controller.close();
      },
      cancel: async () => {
        clearTimeout(patience);
        release();
        await events.return(undefined);
      },
    },
    { highWaterMark: 0 },
  );
  return body as unknown as ReadableStream;
}

function letGo(c: Context): void {
  (c.env as Partial<HttpBindings> | undefined)?.outgoing?.destroy();
}
