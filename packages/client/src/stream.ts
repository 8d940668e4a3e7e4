import type { ListedLine } from '@milepost/protocol';
import { createParser, type EventSourceMessage } from 'eventsource-parser';
import { textsOf } from './lines.ts';
import { CollectorProblem } from './problem.ts';
import type { CallOptions, Request } from './request.ts';

/** A response that is new, or has changed. */
export interface StreamedResponse {
  /** What the stream can be taken up after. */
  id: string;
  response: ListedLine;
}

interface StreamParts {
  request: Request;
  path: string;
  reconnectMs: number;
  options: CallOptions;
}

const longestWaitMs = 30_000;
/** Of one event that has not ended, in characters; more is no response. */
const longestEvent = 8 * 1024 * 1024;

/**
 * The events of a stream. A connection that breaks is made anew after the last event that was seen, so that none is
 * missed; a refusal that waiting cannot cure is thrown.
 */
export async function* readStream(parts: StreamParts): AsyncGenerator<StreamedResponse> {
  const { request, path, options } = parts;
  const seen = { id: null as string | null, retryMs: parts.reconnectMs, anything: false };
  for (let failures = 0; ; ) {
    let least = 0;
    seen.anything = false;
    try {
      const response = await request(path, {
        ...options,
        headers: { Accept: 'text/event-stream', ...(seen.id !== null && { 'Last-Event-ID': seen.id }) },
      });
      if (response.body) yield* eventsOf(response.body, seen);
    } catch (error) {
      options.signal?.throwIfAborted();
      if (error instanceof CollectorProblem && !isPassing(error)) throw error;
      // Somebody whose first attempt fails wants to know.
      if (seen.id === null && failures === 0 && !seen.anything) throw error;
      least = 1000 * (error instanceof CollectorProblem ? (error.retryAfter ?? 0) : 0);
    }
    failures = seen.anything ? 0 : failures + 1;
    await pause(Math.max(least, Math.min(seen.retryMs * 2 ** failures, longestWaitMs)), options.signal);
  }
}

/** Whether the same request may succeed later. */
function isPassing({ status }: CollectorProblem): boolean {
  return status === 429 || status >= 500;
}

async function* eventsOf(
  body: ReadableStream<Uint8Array>,
  seen: { id: string | null; retryMs: number; anything: boolean },
): AsyncGenerator<StreamedResponse> {
  let found: EventSourceMessage[] = [];
  const parser = createParser({
    onEvent: (event) => found.push(event),
    // Also those of no event: they say that nothing was missed up to there.
    onId: (id) => {
      seen.id = id;
    },
    onRetry: (ms) => {
      seen.retryMs = ms;
    },
    maxBufferSize: longestEvent,
  });
  for await (const text of textsOf(body)) {
    seen.anything = true;
    parser.feed(text);
    const events = found;
    found = [];
    for (const { event, id, data } of events)
      if (event === 'response') yield { id: id ?? '', response: JSON.parse(data) as ListedLine };
  }
}

/** Resolves after a time; rejects with the signal's reason when that comes first. */
function pause(ms: number, signal: AbortSignal | undefined): Promise<void> {
  return new Promise((resolve, reject) => {
    const stop = () => {
      clearTimeout(timer);
      reject(signal?.reason as Error);
    };
    const timer = setTimeout(() => {
      signal?.removeEventListener('abort', stop);
      resolve();
    }, ms);
    if (signal?.aborted) stop();
    else signal?.addEventListener('abort', stop, { once: true });
  });
}
