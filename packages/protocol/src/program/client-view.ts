import { durationMs } from '../duration.ts';
import type { Program } from './document.ts';
import type { Question, Translation } from './question.ts';

/** What a browser needs of a program, and nothing else. Durations are milliseconds. */
export interface ClientProgram {
  revision: number;
  /** The language that the surveys are written in. */
  locale: string;
  touchpoints: Record<string, ClientTouchpoint>;
  surveys: Record<string, ClientSurvey>;
  governor: { quietPeriod: number; perSession: number; afterDismissal: number };
}

export interface ClientTouchpoint {
  survey: string;
  /** Probability of being asked, 0..1. */
  sample: number;
  delay: number;
  repeatAfter: number;
  priority: number;
  /** Traits that the person must have, each with its allowed values. */
  audience?: Record<string, (string | number | boolean)[]>;
  /** Nobody is asked before this instant (RFC 3339), or null. */
  closedUntil: string | null;
}

export interface ClientSurvey {
  version: number;
  questions: Question[];
  locales?: Record<string, Record<string, Translation>>;
}

/** The client's view of a revision of a program, given the version of each of its surveys. */
export function clientView(
  program: Program,
  { revision, versions }: { revision: number; versions: Readonly<Record<string, number>> },
): ClientProgram {
  return {
    revision,
    locale: program.locale,
    touchpoints: mapValues(program.touchpoints, ({ survey, ask }) => ({
      survey,
      sample: ask.sample,
      delay: durationMs(ask.delay),
      repeatAfter: durationMs(ask.repeatAfter),
      priority: ask.priority,
      ...(ask.audience && { audience: ask.audience }),
      closedUntil: null,
    })),
    surveys: mapValues(program.surveys, (survey, id) => ({
      version: Object.hasOwn(versions, id) ? (versions[id] ?? 1) : 1,
      questions: survey.questions.map(({ as: _as, ...question }) => question as Question),
      ...(survey.locales && { locales: survey.locales }),
    })),
    governor: {
      quietPeriod: durationMs(program.governor.quietPeriod),
      perSession: program.governor.perSession,
      afterDismissal: durationMs(program.governor.afterDismissal),
    },
  };
}

function mapValues<T, U>(record: Record<string, T>, map: (value: T, key: string) => U): Record<string, U> {
  return Object.fromEntries(Object.entries(record).map(([key, value]) => [key, map(value, key)]));
}
