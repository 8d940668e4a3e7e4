import { ReadableStream as Streamed } from 'node:stream/web';
import type { HttpBindings } from '@hono/node-server';
import { type ExportQuery, exportQuery } from '@milepost/protocol';
import { type Context, Hono } from 'hono';
import { createCsvWriter } from '../export/csv.ts';
import { exportText } from '../export/export-text.ts';
import { dayNumber } from '../intake/local-day.ts';
import { readParameters } from '../middleware/parameters.ts';
import { ProblemError } from '../problem-error.ts';
import type { KnownProgram } from '../program/known.ts';
import { selectionOf } from '../reading/responses/selection.ts';
import type { Services } from '../services.ts';
import type { Page, PageFilter, StoredText } from '../store/store.ts';

/** Rows of a page: two milliseconds of this thread, and a part of that while an answer waits to be stored. */
const perPage = { ndjson: { idle: 500, busy: 50 }, csv: { idle: 100, busy: 10 } };

/**
 * `GET /v1/export`: every response, streamed as fast as the client reads, as NDJSON that `POST /v1/import` takes back or
 * as CSV for spreadsheets. `from` and `to` are dates in the project's zone.
 */
export function exportRoutes({ store, intake, keys, log }: Services): Hono {
  return new Hono().get('/', async (c) => {
    const { project } = await keys.secret(c, 'responses:read');
    const query = readParameters(c, exportQuery);
    const known = await store.program(project);
    if (!known)
      throw new ProblemError('program_missing', 'the project has no program yet, and so nothing to export');
    const filter = filterOf(query, known);
    const page = (after: string | null) => {
      const limit = perPage[query.format][intake.depth().responses > 0 ? 'busy' : 'idle'];
      return store.responsePage(project, { after, limit, filter });
    };
    // The first page is read before anything is answered, so that a store that is away is a 503.
    const first = await page(null);
    const { type, header, rows } = writerOf(query.format, known);

    async function* texts() {
      const encoder = new TextEncoder();
      try {
        if (header !== '') yield encoder.encode(header);
        for await (const stored of pages(first, page))
          if (stored.length > 0) yield encoder.encode(rows(stored));
      } catch (error) {
        log.error({ err: error }, 'an export broke off');
        // What the server would make of it is an end in order, and the error's words on stderr.
        if (!breakOff(c)) throw error;
      }
    }

    c.header('Content-Type', type);
    c.header('Content-Disposition', `attachment; filename="responses.${query.format}"`);
    return c.body(Streamed.from(texts()) as unknown as ReadableStream);
  });
}

/** Page after page; the next one is read while one is written, and no more. */
async function* pages(
  first: Page<StoredText>,
  page: (after: string) => Promise<Page<StoredText>>,
): AsyncGenerator<StoredText[]> {
  let current = first;
  for (;;) {
    const next = current.next === null ? null : page(current.next);
    // Its failure is told when its turn comes; when nobody reads on, to nobody.
    next?.catch(() => {});
    yield current.rows;
    if (next === null) return;
    current = await next;
  }
}

function filterOf(query: ExportQuery, known: KnownProgram): PageFilter {
  const { touchpoints } = selectionOf({ touchpoint: query.touchpoint, survey: query.survey }, known);
  return {
    from: query.from === undefined ? null : dayNumber(query.from),
    to: query.to === undefined ? null : dayNumber(query.to),
    touchpoints,
    surveys: query.survey ?? null,
  };
}

interface Writer {
  type: string;
  header: string;
  rows(page: readonly StoredText[]): string;
}

function writerOf(format: ExportQuery['format'], known: KnownProgram): Writer {
  if (format === 'ndjson')
    return {
      type: 'application/x-ndjson',
      header: '',
      rows: (page) => page.map(exportText).join(''),
    };
  const { header, rows } = createCsvWriter(known);
  return { type: 'text/csv; charset=utf-8; header=present', header: header(), rows };
}

/**
 * Resets the connection: an end in order would make half an export look whole, to a client of HTTP/1.0 at least. False
 * for a request without one, made inside the process.
 */
function breakOff(c: Context): boolean {
  const socket = (c.env as Partial<HttpBindings> | undefined)?.outgoing?.socket;
  socket?.resetAndDestroy();
  return socket != null;
}
