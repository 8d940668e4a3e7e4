import { ReadableStream as Streamed } from 'node:stream/web';
import type { HttpBindings } from '@hono/node-server';
import { type StreamQuery, streamQuery } from '@milepost/protocol';
import { type Context, Hono } from 'hono';
import { readParameters } from '../middleware/parameters.ts';
import { ProblemError } from '../problem-error.ts';
import { refuse } from '../reading/query/refuse.ts';
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
    const { next: end } = await store.changes(project, { after: null, limit: 1 });
    const { cursor, remark } = beginningOf({
      header: c.req.header('Last-Event-ID'),
      after: query.after,
      end,
    });
    c.header('Content-Type', 'text/event-stream');
    // A proxy that gathers an answer before it passes it on would pass on nothing.
    c.header('X-Accel-Buffering', 'no');
    // Nothing else is asked over this connection, and a collector that stops waits for none that is idle.
    c.header('Connection', 'close');
    if (c.req.method === 'HEAD') return c.body(null);
    const reader = { isSlow: false };
    const release = streams.take(project, () => reader.isSlow && letGo(c));
    const authorization = c.req.header('Authorization');
    const events = responseEvents({
      ...streams,
      project,
      cursor,
      remark,
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

interface Beginning {
  header: string | undefined;
  after: string | undefined;
  /** Where the changes end now. */
  end: string;
}

/**
 * Where a stream resumes. A browser that connects again repeats the address with an older `after`. The id that it sends
 * nobody there can mend, as when the store has changed behind it: then it begins anew, and says so.
 *
 * @throws ProblemError `query_invalid`
 */
function beginningOf({ header, after, end }: Beginning): { cursor: string; remark?: string } {
  // Stores number their changes in one of two forms, which the end gives away.
  const form = end.includes(':') ? /^\d{1,19}:([\da-f-]{36})?$/ : /^\d{1,15}$/;
  if (header !== undefined && header !== '')
    return form.test(header)
      ? { cursor: header }
      : { cursor: end, remark: 'the Last-Event-ID is none of this stream, which begins now' };
  if (after === undefined) return { cursor: end };
  if (form.test(after)) return { cursor: after };
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
