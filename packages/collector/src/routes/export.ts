import { ReadableStream as Streamed } from 'node:stream/web';
import type { HttpBindings } from '@hono/node-server';
import { type Context, Hono } from 'hono';
import { z } from 'zod';
import { createCsvWriter } from '../export/csv.ts';
import { exportLine } from '../export/export-line.ts';
import { corrected } from '../intake/clock-skew.ts';
import { dayNumber, localDays } from '../intake/local-day.ts';
import { readParameters } from '../middleware/parameters.ts';
import { ProblemError } from '../problem-error.ts';
import type { KnownProgram } from '../program/known.ts';
import type { Services } from '../services.ts';
import type { KeptResponse } from '../store/store.ts';

const formats = ['ndjson', 'csv'] as const;
const date = z.iso.date('must be a date such as 2026-11-22');
const list = z.string().transform((text) => new Set(text.split(',')));

const exportParameters = z
  .strictObject({
    format: z.enum(formats, `must be ${formats.join(' or ')}`).default('ndjson'),
    from: z.exactOptional(date),
    to: z.exactOptional(date),
    touchpoint: z.exactOptional(list),
    survey: z.exactOptional(list),
  })
  .refine(({ from, to }) => !from || !to || from < to, {
    path: ['to'],
    error: 'must be later than from; the range is half-open',
  });

type ExportParameters = z.output<typeof exportParameters>;

/** So few at once that an answer that comes meanwhile does not wait for them. */
const perPage = 25;

/**
 * `GET /v1/export`: every response, streamed as fast as the client reads, as NDJSON that `POST /v1/import` takes back or
 * as CSV for spreadsheets. `from` and `to` are dates in the project's zone.
 */
export function exportRoutes({ store, keys, log }: Services): Hono {
  return new Hono().get('/', async (c) => {
    const { project } = await keys.secret(c, 'responses:read');
    const parameters = readParameters(c, exportParameters);
    const known = await store.program(project);
    if (!known)
      throw new ProblemError('program_missing', 'the project has no program yet, and so nothing to export');
    const page = (after: string | null) => store.responsePage(project, { after, limit: perPage });
    // The first page is read before anything is answered, so that a store that is away is a 503.
    const first = await page(null);
    const wanted = filterOf(parameters, known);
    const { type, header, rows } = writerOf(parameters.format, known);

    async function* texts() {
      const encoder = new TextEncoder();
      try {
        if (header !== '') yield encoder.encode(header);
        for (let { rows: kept, next } = first; ; { rows: kept, next } = await page(next)) {
          const found = kept.filter(wanted);
          if (found.length > 0) yield encoder.encode(rows(found));
          if (next === null) return;
        }
      } catch (error) {
        log.error({ err: error }, 'an export broke off');
        // What the server would make of it is an end in order, and the error's words on stderr.
        if (!breakOff(c)) throw error;
      }
    }

    c.header('Content-Type', type);
    c.header('Content-Disposition', `attachment; filename="responses.${parameters.format}"`);
    return c.body(Streamed.from(texts()) as unknown as ReadableStream);
  });
}

function filterOf(
  { from, to, touchpoint, survey }: ExportParameters,
  { program }: KnownProgram,
): (kept: KeptResponse) => boolean {
  const dayOf = localDays(program.timezone);
  const first = from === undefined ? Number.NEGATIVE_INFINITY : dayNumber(from);
  const end = to === undefined ? Number.POSITIVE_INFINITY : dayNumber(to);
  return ({ state, ...times }) => {
    const day = dayOf(corrected(Date.parse(state.shown), times));
    return (
      day >= first &&
      day < end &&
      (touchpoint?.has(state.touchpoint) ?? true) &&
      (survey?.has(state.survey) ?? true)
    );
  };
}

interface Writer {
  type: string;
  header: string;
  rows(page: readonly KeptResponse[]): string;
}

function writerOf(format: (typeof formats)[number], known: KnownProgram): Writer {
  if (format === 'ndjson')
    return {
      type: 'application/x-ndjson',
      header: '',
      rows: (page) => page.map((kept) => `${JSON.stringify(exportLine(kept))}\n`).join(''),
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
