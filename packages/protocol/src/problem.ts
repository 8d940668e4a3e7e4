/** HTTP status of every problem that the collector answers with. Codes are stable; words may change. */
export const problemStatus = {
  envelope_invalid: 400,
  program_invalid: 400,
  query_invalid: 400,
  scale_mixed: 400,
  import_invalid: 400,
  moment_invalid: 400,
  exclusion_invalid: 400,
  key_unknown: 401,
  origin_forbidden: 403,
  scope_missing: 403,
  not_found: 404,
  program_missing: 404,
  method_not_allowed: 405,
  buckets_fixed: 409,
  moment_conflict: 409,
  exclusion_conflict: 409,
  response_conflict: 409,
  too_slow: 408,
  program_stale: 412,
  too_large: 413,
  rate_limited: 429,
  internal: 500,
  overloaded: 503,
  unavailable: 503,
} as const;

export type ProblemCode = keyof typeof problemStatus;

/** Why one response of an envelope was refused; the others of the envelope are kept. */
export const rejectionCodes = [
  'response_invalid',
  'touchpoint_unknown',
  'survey_unknown',
  'version_unknown',
  'question_unknown',
  'value_out_of_scale',
  'text_too_long',
  'response_conflict',
  'too_old',
  'shown_in_future',
  'person_unverified',
  'person_erased',
] as const;

export type RejectionCode = (typeof rejectionCodes)[number];

/** One fault of the input: where it is, as an RFC 6901 JSON Pointer or a parameter's name, and a sentence. */
export interface Fault {
  path: string;
  message: string;
}

/** The body of an `application/problem+json` answer (RFC 9457). */
export interface Problem {
  type: string;
  title: string;
  status: number;
  detail: string;
  code: ProblemCode;
  errors?: Fault[];
}

/**
 * Builds a problem. The title is the code in words, the detail says what was wrong and the remedy.
 *
 * @example
 * problem('key_unknown', 'No key with this value exists. Copy it again from `data/keys.env`.').status; // 401
 */
export function problem(code: ProblemCode, detail: string, errors?: Fault[]): Problem {
  const title = code.replaceAll('_', ' ');
  return {
    type: `urn:milepost:problem:${code}`,
    title: title.charAt(0).toUpperCase() + title.slice(1),
    status: problemStatus[code],
    detail,
    code,
    ...(errors && { errors }),
  };
}

/** RFC 6901: the path of a value inside a document, as one string. */
export function pointer(path: readonly PropertyKey[]): string {
  return path.map((part) => `/${String(part).replaceAll('~', '~0').replaceAll('/', '~1')}`).join('');
}
