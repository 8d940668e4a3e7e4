import { durationMs } from '../duration.ts';
import { type AudienceTest, audienceTests } from './audience.ts';
import type { Program } from './document.ts';
import type { Question, Translation } from './question.ts';
import type { TouchpointSpec, Trigger } from './touchpoint.ts';

/**
 * What a browser needs of a program, and nothing else. Durations are milliseconds, instants milliseconds since the
 * epoch.
 */
export interface ClientProgram {
  revision: number;
  /** The language that the surveys are written in. */
  locale: string;
  touchpoints: Record<string, ClientTouchpoint>;
  surveys: Record<string, ClientSurvey>;
  governor: { quietPeriod: number; perSession: number };
  /** Somebody is to be asked about a moment: a page that knows its person asks whether it is theirs. */
  moments?: true;
  /** Some touchpoint has triggers that the page has to watch for. */
  triggers?: true;
}

export interface ClientTouchpoint {
  survey: string;
  /** Other surveys, each with the upper end of its part of [0, 1); the rest gets `survey`. */
  variants?: [survey: string, below: number][];
  paused?: true;
  /** Nobody is asked before the one instant, nor from the other on. */
  from?: number;
  to?: number;
  audience?: AudienceTest[];
  /** Probability of being asked, 0..1. */
  sample: number;
  /** How long a draw of the sample holds; for good when absent. */
  redrawAfter?: number;
  delay: number;
  /** Given up, or closed, when the person goes to another page. */
  endsWithPage?: true;
  repeatAfter: number;
  afterDismissal: number;
  priority: number;
  /** Prompts of any touchpoint, within a time, that leave room for this one. */
  budget?: { prompts: number; within: number };
  triggers?: ClientTrigger[];
  /** When the quota or the target lets people be asked again, in milliseconds since the epoch; absent while it does. */
  closed?: Closed;
  /** The later of the two (RFC 3339), or null. */
  closedUntil: string | null;
}

/** What has been reached in a period, and when that ends. */
export interface Closed {
  quota?: number;
  precision?: number;
}

/** A trigger of the program with its duration in milliseconds. */
export type ClientTrigger = Trigger extends infer One
  ? One extends { after: string }
    ? Omit<One, 'after'> & { after: number }
    : One
  : never;

export interface ClientSurvey {
  version: number;
  questions: Question[];
  locales?: Record<string, Record<string, Translation>>;
}

/** What a program cannot tell by itself. */
export interface ViewContext {
  revision: number;
  /** The version of each survey. */
  versions: Readonly<Record<string, number>>;
  /** The first instant of a day, or of a minute of it, in the program's zone, in milliseconds since the epoch. */
  instantOf: (local: string) => number;
  /** Touchpoints whose quota or target is reached. */
  closed?: Readonly<Record<string, Closed>>;
  /** There are moments that have not expired. */
  moments?: boolean;
}

/** The client's view of a revision of a program. A survey that only paused touchpoints ask is a draft, and not in it. */
export function clientView(program: Program, context: ViewContext): ClientProgram {
  const { revision, versions } = context;
  const { quietPeriod, perSession } = program.governor;
  const asking = Object.values(program.touchpoints).filter(({ ask }) => !ask.paused);
  const asked = new Set(asking.flatMap(({ survey, variants = {} }) => [survey, ...Object.keys(variants)]));
  const surveys = Object.fromEntries(Object.entries(program.surveys).filter(([id]) => asked.has(id)));
  return {
    revision,
    locale: program.locale,
    touchpoints: mapValues(program.touchpoints, (spec, id) => touchpointView(spec, { id, program, context })),
    surveys: mapValues(surveys, (survey, id) => ({
      version: Object.hasOwn(versions, id) ? (versions[id] ?? 1) : 1,
      questions: survey.questions.map(({ as: _as, ...question }) => question as Question),
      ...(survey.locales && { locales: survey.locales }),
    })),
    governor: { quietPeriod: durationMs(quietPeriod), perSession },
    ...(context.moments && { moments: true }),
    ...(asking.some(({ triggers }) => triggers) && { triggers: true }),
  };
}

interface Place {
  id: string;
  program: Program;
  context: ViewContext;
}

function touchpointView(spec: TouchpointSpec, { id, program, context }: Place): ClientTouchpoint {
  const { survey, variants, triggers, ask } = spec;
  const { paused, schedule, audience, redrawAfter, priority, endsWithPage } = ask;
  const { budget, afterDismissal } = program.governor;
  const closed = context.closed && Object.hasOwn(context.closed, id) ? context.closed[id] : undefined;
  const ends = Object.values(closed ?? {}) as number[];
  return {
    survey,
    ...(variants && { variants: parts(variants) }),
    ...(paused && { paused }),
    ...(schedule?.from && { from: context.instantOf(schedule.from) }),
    ...(schedule?.to && { to: context.instantOf(schedule.to) }),
    ...(audience && { audience: audienceTests(audience) }),
    sample: ask.sample,
    ...(redrawAfter && { redrawAfter: durationMs(redrawAfter) }),
    delay: durationMs(ask.delay),
    ...(endsWithPage && { endsWithPage }),
    repeatAfter: durationMs(ask.repeatAfter),
    afterDismissal: durationMs(ask.afterDismissal ?? afterDismissal),
    priority,
    ...(budget && {
      budget: {
        prompts: budget.prompts - (priority > 5 ? 0 : budget.reserve),
        within: durationMs(budget.within),
      },
    }),
    ...(triggers && { triggers: triggers.map(clientTrigger) }),
    ...(closed && ends.length > 0 && { closed }),
    closedUntil: ends.length > 0 ? new Date(Math.max(...ends)).toISOString() : null,
  };
}

function parts(variants: Readonly<Record<string, number>>): [survey: string, below: number][] {
  let below = 0;
  return Object.entries(variants).map(([survey, share]) => {
    below += share;
    return [survey, below];
  });
}

function clientTrigger(trigger: Trigger): ClientTrigger {
  return 'after' in trigger ? { ...trigger, after: durationMs(trigger.after) } : trigger;
}

function mapValues<T, U>(record: Record<string, T>, map: (value: T, key: string) => U): Record<string, U> {
  return Object.fromEntries(Object.entries(record).map(([key, value]) => [key, map(value, key)]));
}
