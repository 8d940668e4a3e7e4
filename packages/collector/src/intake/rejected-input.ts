import { limits } from '@milepost/protocol';
import type { KnownProgram } from '../program/known.ts';
import type { RejectedInput } from '../store/store.ts';
import type { Rejection } from './check.ts';
import { scrubText, scrubValue } from './scrub.ts';

interface Came {
  input: unknown;
  /** Whom the envelope names. */
  person: string | null;
  known: KnownProgram | null;
}

/** What is kept of a response that the checks have refused, scrubbed if the program asks for that. */
export function rejectedInput(
  { id, code, detail }: Rejection,
  { input, person, known }: Came,
): RejectedInput {
  const scrub = known?.program.privacy.scrub === true;
  return {
    id,
    person,
    code,
    // It may repeat a part of what came.
    detail: scrub ? scrubText(detail) : detail,
    input: textOf(input, scrub),
  };
}

/** Null for what is nested too deep to be written. */
function textOf(input: unknown, scrub: boolean): string | null {
  try {
    const text = scrub ? JSON.stringify(input, scrubValue) : JSON.stringify(input);
    return text.slice(0, limits.rejectedLength).toWellFormed();
  } catch {
    return null;
  }
}
