import {
  type AnswerValue,
  faultsOf,
  limits,
  plainWords,
  type Question,
  type RejectionCode,
  type Response,
  response,
  type Scale,
  type Tally,
  tally,
} from '@milepost/protocol';
import { type AnswerSpec, type KnownProgram, type KnownSurvey, otherOption } from '../program/known.ts';
import { corrected, type SendTimes } from './clock-skew.ts';
import { dayMs } from './local-day.ts';

/** Why a response is refused, and the remedy. */
export interface Rejection {
  id: string | null;
  code: RejectionCode;
  detail: string;
}

export type Checked<T> = { value: T; rejection: null } | { value: null; rejection: Rejection };

/** Checks one response of an envelope: its shape first, then against everything that the program ever knew. */
export function checkResponse(
  input: unknown,
  known: KnownProgram | null,
  times: SendTimes,
): Checked<Response> {
  const parsed = response.safeParse(input, { error: plainWords });
  if (!parsed.success) return refuse(idOf(input), 'response_invalid', shapeFaults(parsed.error.issues));
  const fault = faultOf(parsed.data, known) ?? textsFault(parsed.data) ?? ageFault(parsed.data, times);
  return fault ? refuse(parsed.data.id, ...fault) : { value: parsed.data, rejection: null };
}

/** Checks one tally of an envelope. */
export function checkTally(input: unknown, known: KnownProgram | null): Checked<Tally> {
  const parsed = tally.safeParse(input, { error: plainWords });
  if (!parsed.success) return refuse(idOf(input), 'response_invalid', shapeFaults(parsed.error.issues));
  const { id, touchpoint } = parsed.data;
  if (!known?.touchpoints.has(touchpoint)) return refuse(id, ...unknownTouchpoint(touchpoint, known));
  return { value: parsed.data, rejection: null };
}

export type RejectionFault = [code: RejectionCode, detail: string];

/** What is wrong with a response under a program, or null. Its age is not looked at. */
export function faultOf(response: Response, known: KnownProgram | null): RejectionFault | null {
  const { touchpoint, survey, version } = response;
  if (!known?.touchpoints.has(touchpoint)) return unknownTouchpoint(touchpoint, known);
  const versions = known.surveys.get(survey);
  if (!versions)
    return [
      'survey_unknown',
      `survey "${survey}" is in no revision of the program; known are ${names(known.surveys)}`,
    ];
  const surveyVersion = versions.get(version);
  if (!surveyVersion)
    return ['version_unknown', `survey "${survey}" has no version ${version}; known are ${names(versions)}`];
  return answersFault(response, surveyVersion);
}

function unknownTouchpoint(touchpoint: string, known: KnownProgram | null): RejectionFault {
  const remedy = known ? `known are ${names(known.touchpoints)}` : 'the project has no program yet; push one';
  return ['touchpoint_unknown', `touchpoint "${touchpoint}" is in no revision of the program; ${remedy}`];
}

function answersFault({ answers = [] }: Response, survey: KnownSurvey): RejectionFault | null {
  for (const { question, value } of answers) {
    const spec = survey.answers.get(question);
    if (!spec)
      return [
        'question_unknown',
        `"${question}" is no question that version ${survey.version} of "${survey.survey}" asks; it asks ${names(survey.answers)}`,
      ];
    const fault = valueFault(question, value, spec);
    if (fault) return fault;
  }
  return null;
}

/** Of one send. Sends may come to more together, as many as there are questions: no order of them may matter. */
function textsFault({ answers = [] }: Response): RejectionFault | null {
  const characters = answers.reduce(
    (sum, { value }) => sum + (typeof value === 'string' ? value.length : 0),
    0,
  );
  return characters > limits.textPerResponse
    ? ['text_too_long', `the texts of a response may have ${limits.textPerResponse} characters in all`]
    : null;
}

function valueFault(question: string, value: AnswerValue, spec: AnswerSpec): RejectionFault | null {
  if (value === null) return null;
  if (spec.scale)
    return onScale(value, spec.scale) ? null : offScale(question, value, scaleWords(spec.scale));
  if (spec.type === 'text') {
    if (typeof value !== 'string') return offScale(question, value, 'a text');
    return value.length > limits.textLength
      ? [
          'text_too_long',
          `"${question}" has ${value.length} characters; at most ${limits.textLength} are kept`,
        ]
      : null;
  }
  return optionsFault(question, value, spec.question);
}

function optionsFault(name: string, value: AnswerValue, question: Question): RejectionFault | null {
  if (question.type !== 'choice' && question.type !== 'choices') return null;
  const options = question.options.map(({ id }) => id);
  if (question.other !== undefined) options.push(otherOption);
  const several = question.type === 'choices';
  const atMost = several ? (question.atMost ?? options.length) : 1;
  const chosen = several && Array.isArray(value) ? value : [value];
  const right =
    Array.isArray(value) === several &&
    chosen.length <= atMost &&
    chosen.every((one) => typeof one === 'string' && options.includes(one)) &&
    new Set(chosen).size === chosen.length;
  const expected = several ? `a list of at most ${atMost} of` : 'one of';
  return right ? null : offScale(name, value, `${expected} ${options.join(', ')}`);
}

function onScale(value: AnswerValue, { min, max }: Scale): boolean {
  return typeof value === 'number' && Number.isInteger(value) && value >= min && value <= max;
}

function scaleWords({ min, max }: Scale): string {
  return `a whole number from ${min} to ${max}`;
}

function offScale(question: string, value: AnswerValue, expected: string): RejectionFault {
  const shown = JSON.stringify(value);
  const short = shown.length > 60 ? `${shown.slice(0, 60)}…` : shown;
  return ['value_out_of_scale', `"${question}" takes ${expected}, not ${short}`];
}

function ageFault(response: Response, times: SendTimes): RejectionFault | null {
  if (ageOf(response, times) > limits.maxAgeDays * dayMs)
    return [
      'too_old',
      `shown ${shownWords(response, times)}, more than ${limits.maxAgeDays} days ago; import it instead`,
    ];
  return futureFault(response, times);
}

/** What is wrong with a response that is still to come; no way in is exempt from that. */
export function futureFault(response: Response, times: SendTimes): RejectionFault | null {
  if (ageOf(response, times) >= -limits.maxAheadHours * 3_600_000) return null;
  return [
    'shown_in_future',
    `shown ${shownWords(response, times)}, more than ${limits.maxAheadHours} hours ahead of now`,
  ];
}

/** When it was shown as the device says, and by our clock where the two differ. */
function shownWords({ shown }: Response, times: SendTimes): string {
  const instant = corrected(Date.parse(shown), times);
  if (instant === Date.parse(shown)) return shown;
  const ours = Math.abs(instant) <= lastInstant ? new Date(instant).toISOString() : 'far off';
  return `${shown} by a device whose clock is wrong (its "sent" is not when this came), ${ours} by ours`;
}

/** Of a Date, in milliseconds since the epoch (ECMA-262). */
const lastInstant = 8.64e15;

function ageOf({ shown }: Response, times: SendTimes): number {
  return times.received - corrected(Date.parse(shown), times);
}

export function refuse(
  id: string | null,
  code: RejectionCode,
  detail: string,
): { value: null; rejection: Rejection } {
  return { value: null, rejection: { id, code, detail } };
}

function idOf(input: unknown): string | null {
  const id = typeof input === 'object' && input !== null && 'id' in input ? input.id : null;
  return typeof id === 'string' ? id.slice(0, limits.idLength) : null;
}

/** The faults of a shape in one sentence, for a rejection that has room for one. */
export function shapeFaults(issues: Parameters<typeof faultsOf>[0]): string {
  return faultsOf(issues)
    .map(({ path, message }) => (path ? `${path}: ${message}` : message))
    .join('; ');
}

/** At most ten names, for a sentence. */
function names(all: ReadonlyMap<string | number, unknown>): string {
  const list = [...all.keys()];
  return list.length > 10 ? `${list.slice(0, 10).join(', ')} and ${list.length - 10} more` : list.join(', ');
}
