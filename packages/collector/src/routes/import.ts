import {
  type ImportLine,
  importLine,
  limits,
  missingOrMistyped,
  type RejectionCode,
} from '@milepost/protocol';
import { Hono } from 'hono';
import type { Services } from '../app.ts';
import { faultOf, shapeFaults } from '../intake/check.ts';
import { type BodyLine, readLines } from '../middleware/lines.ts';
import { ProblemError } from '../problem-error.ts';
import type { KnownProgram } from '../program/known.ts';
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

interface CheckedLine {
  line: number;
  incoming: IncomingResponse;
}

/** `POST /v1/import`: responses of any age, a line each, streamed; the same merge as for those that the SDK sends. */
export function importRoutes({ store, intake, keys, clock }: Services): Hono {
  return new Hono().post('/', async (c) => {
    const { project } = await keys.secret(c.req.header('Authorization'), 'import:write');
    const type = c.req.header('Content-Type') ?? '';
    if (!type.startsWith('application/x-ndjson'))
      throw new ProblemError(
        'import_invalid',
        `the content type must be application/x-ndjson, not "${type}"`,
      );
    const known = await store.program(project);
    const report: ImportReport = { accepted: 0, repeated: 0, rejected: 0, faults: [] };
    const fault = (line: number, code: RejectionCode, detail: string) => {
      report.rejected += 1;
      if (report.faults.length < faultsShown) report.faults.push({ line, code, detail });
    };

    const commit = async (batch: readonly CheckedLine[]) => {
      if (batch.length === 0) return;
      const responses = batch.map(({ incoming }) => incoming);
      const outcomes = await intake.submit({ project, responses, tallies: [] });
      for (const [index, outcome] of outcomes.entries()) {
        if (outcome.kind === 'rejected') fault(batch[index]?.line ?? 0, outcome.code, outcome.detail);
        else report[outcome.kind] += 1;
      }
    };

    let batch: CheckedLine[] = [];
    for await (const line of readLines(c.req.raw.body, limits.importLineBytes)) {
      const checked = checkLine(line, known, clock());
      if (checked.incoming) batch.push({ line: line.number, incoming: checked.incoming });
      else fault(line.number, checked.code, checked.detail);
      if (batch.length < linesPerBatch) continue;
      await commit(batch);
      batch = [];
    }
    await commit(batch);
    return c.json(report, 200, { 'Cache-Control': 'no-store' });
  });
}

type CheckedImport = { incoming: IncomingResponse } | { incoming: null; code: RejectionCode; detail: string };

function checkLine(line: BodyLine, known: KnownProgram | null, now: number): CheckedImport {
  const refused = (code: RejectionCode, detail: string) => ({ incoming: null, code, detail });
  if (line.fault !== null) return refused('response_invalid', line.fault);
  let input: unknown;
  try {
    input = JSON.parse(line.text);
  } catch (error) {
    return refused('response_invalid', `the line is not JSON: ${(error as Error).message}`);
  }
  const parsed = importLine.safeParse(input, { error: missingOrMistyped });
  if (!parsed.success) return refused('response_invalid', shapeFaults(parsed.error.issues));
  const fault = faultOf(parsed.data, known);
  return fault ? refused(...fault) : { incoming: incomingOf(parsed.data, now) };
}

/** Exported lines carry both of their times; a line without `sent` is believed as it is. */
function incomingOf({ sent, received, ...state }: ImportLine, now: number): IncomingResponse {
  return {
    state: { channel: 'import', ...state },
    sent: sent === undefined ? null : Date.parse(sent),
    received: received === undefined ? now : Date.parse(received),
  };
}
