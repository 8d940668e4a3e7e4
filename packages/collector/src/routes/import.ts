import { type ImportLine, importLine, limits, plainWords, type RejectionCode } from '@milepost/protocol';
import { Hono } from 'hono';
import { z } from 'zod';
import { faultOf, futureFault, shapeFaults } from '../intake/check.ts';
import { scrubResponse } from '../intake/scrub.ts';
import { type BodyLine, readLines } from '../middleware/lines.ts';
import { readParameters } from '../middleware/parameters.ts';
import { parseJson } from '../middleware/parse-json.ts';
import { ProblemError } from '../problem-error.ts';
import type { KnownProgram } from '../program/known.ts';
import type { Services } from '../services.ts';
import type { IncomingResponse } from '../store/store.ts';

/** A line that was refused; lines are counted from 1. */
interface ImportFault {
  line: number;
  code: RejectionCode;
  detail: string;
}

/** The answer of `POST /v1/import`. */
interface ImportReport {
  accepted: number;
  repeated: number;
  rejected: number;
  /** The first 100 faults. */
  faults: ImportFault[];
}

const faultsShown = 100;
const linesPerBatch = 500;
const charactersPerBatch = 4 * 1024 * 1024;

/** `POST /v1/import`: responses of any age, a line each, streamed; the same merge as for those that the SDK sends. */
export function importRoutes({ store, intake, keys, clock, metrics }: Services): Hono {
  return new Hono().post('/', async (c) => {
    const { project } = await keys.secret(c, 'import:write');
    readParameters(c, z.strictObject({}));
    const type = c.req.header('Content-Type') ?? '';
    if (type.split(';')[0]?.trim().toLowerCase() !== 'application/x-ndjson')
      throw new ProblemError(
        'import_invalid',
        `the content type must be application/x-ndjson, not "${type}"`,
      );
    const known = await store.program(project);
    const report: ImportReport = { accepted: 0, repeated: 0, rejected: 0, faults: [] };

    const commit = async (batch: readonly CheckedLine[]) => {
      const sound = batch.flatMap(({ incoming }) => incoming ?? []);
      const outcomes =
        sound.length > 0
          ? await intake.submit({ project, responses: sound, tallies: [], rejected: null })
          : [];
      const next = outcomes.values();
      for (const { line, incoming, fault } of batch) {
        const outcome = incoming ? next.next().value : undefined;
        const found = outcome?.kind === 'rejected' ? outcome : fault;
        if (outcome) report[outcome.kind] += 1;
        else report.rejected += 1;
        if (fault) metrics.rejected(fault.code);
        if (found && report.faults.length < faultsShown)
          report.faults.push({ line, code: found.code, detail: found.detail });
      }
    };

    let batch: CheckedLine[] = [];
    let characters = 0;
    for await (const line of readLines(c.req.raw.body, limits.importLineBytes)) {
      batch.push({ line: line.number, ...checkLine(line, known, clock()) });
      characters += line.text?.length ?? 0;
      if (batch.length < linesPerBatch && characters < charactersPerBatch) continue;
      await commit(batch);
      batch = [];
      characters = 0;
    }
    await commit(batch);
    return c.json(report);
  });
}

interface Checked {
  incoming: IncomingResponse | null;
  fault: { code: RejectionCode; detail: string } | null;
}

interface CheckedLine extends Checked {
  line: number;
}

function checkLine(line: BodyLine, known: KnownProgram | null, now: number): Checked {
  const refused = (code: RejectionCode, detail: string): Checked => ({
    incoming: null,
    fault: { code, detail },
  });
  if (line.fault !== null) return refused('response_invalid', line.fault);
  let input: unknown;
  try {
    input = parseJson(line.text);
  } catch (error) {
    return refused('response_invalid', `the line is not JSON: ${(error as Error).message}`);
  }
  const parsed = importLine.safeParse(input, { error: plainWords });
  if (!parsed.success) return refused('response_invalid', shapeFaults(parsed.error.issues));
  const incoming = incomingOf(parsed.data, now);
  const fault = faultOf(parsed.data, known) ?? futureFault(parsed.data, incoming);
  if (fault) return refused(...fault);
  return {
    incoming: known ? { ...incoming, state: scrubResponse(incoming.state, known) } : incoming,
    fault: null,
  };
}

/**
 * A clock is corrected by both times of an exported line; a line that nobody sent is believed as it is. When it was
 * received stays as it was, so that another export tells the same.
 */
function incomingOf(
  { sent, received, excluded = [], erased, ...state }: ImportLine,
  now: number,
): IncomingResponse {
  const kept = { state, excluded, erased: erased === undefined ? null : Date.parse(erased) };
  if (received === undefined) return { ...kept, sent: null, received: now };
  return {
    ...kept,
    sent: sent === undefined ? null : Date.parse(sent),
    received: Math.min(Date.parse(received), now),
  };
}
