import type { Closed, Period } from '@milepost/protocol';
import type { Gate } from '../governor/governor.ts';
import { sticky } from '../governor/sampling.ts';
import { type Closure, createSimulatedLimits, type LimitsPlan } from './simulated-limits.ts';
import {
  type CalendarPeriod,
  createPeriodCounter,
  type PeriodAnswers,
  type PeriodAt,
} from './simulated-period.ts';

/** What a simulation needs to know of a touchpoint besides what the page is told. */
export interface TouchpointPlan extends LimitsPlan {
  /** Shares of the prompts that are answered and dismissed, together at most 1; the others are ignored. */
  answerRate: number;
  dismissRate: number;
}

/** What becomes of one touchpoint. */
export interface TouchpointReport {
  touchpoint: string;
  triggers: number;
  /** Those who came to it. */
  people: number;
  /** Those of them whom schedule, audience and sample let through at least once. */
  peopleInReach: number;
  peopleAsked: number;
  /** Of those who came, 0..1; null when nobody did. */
  shareAsked: number | null;
  prompts: number;
  answers: number;
  dismissals: number;
  /** How many triggers each gate stopped, as the first that was closed. */
  gates: Partial<Record<Gate, number>>;
  /** Those of `quota` that the share of an account stopped. */
  accountShare: number;
  /** Those of `quiet_period` and `per_session`, by the touchpoint that had asked the person last. */
  after: Record<string, number>;
  closures: Closure[];
  /** The last full period of the target, else of the quota, else month, without variants; null when there is none. */
  lastPeriod: (PeriodAnswers & { per: Period; margin: number | null }) | null;
  /** What all answers together reach, without variants; null when they are too few, or not on a scale. */
  margin: number | null;
}

/** What stopped a trigger. */
interface Stop {
  gate: Gate;
  accountShare: boolean;
  /** The touchpoint that asked the person last. */
  last: string | undefined;
}

/** One touchpoint in the course of a simulation. */
export interface SimulatedTouchpoint {
  /** Until when the quota and the target keep it closed; changes with the answers. */
  readonly closed: Closed;
  /** Counts a trigger that does not ask. */
  stop(person: string, by: Stop): void;
  /** Counts a trigger that asks, and tells whether the prompt is dismissed. Answers to a variant are not scored. */
  ask(person: string, prompt: { at: number; scored: boolean }): { dismissed: boolean };
  /** What became of it in these days. */
  report(days: CalendarPeriod | null): TouchpointReport;
}

interface Setting extends TouchpointPlan {
  periodAt: PeriodAt;
  marginOf: (answers: number) => number | null;
}

export function createSimulatedTouchpoint(name: string, setting: Setting): SimulatedTouchpoint {
  const { quota, target, periodAt, marginOf, answerRate, dismissRate } = setting;
  const limits = createSimulatedLimits(setting, setting);
  const per = target?.per ?? quota?.per ?? 'month';
  const periods = createPeriodCounter(per, periodAt);
  const people = new Set<string>();
  const inReach = new Set<string>();
  const asked = new Set<string>();
  const gates = new Map<Gate, number>();
  const after = new Map<string, number>();
  let [triggers, prompts, answers, scores, dismissals, accountShare] = [0, 0, 0, 0, 0, 0];

  const come = (person: string) => {
    triggers += 1;
    people.add(person);
  };

  return {
    closed: limits.closed,
    stop: (person, by) => {
      const { gate, last } = by;
      come(person);
      if (!forSomebodyElse.includes(gate)) inReach.add(person);
      increment(gates, gate);
      if (by.accountShare) accountShare += 1;
      if (last && (gate === 'quiet_period' || gate === 'per_session')) increment(after, last);
    },
    ask: (person, { at, scored }) => {
      come(person);
      inReach.add(person);
      asked.add(person);
      prompts += 1;
      const reaction = sticky(`${person}\n${name}\n${at}\nreaction`);
      const dismissed = reaction >= answerRate && reaction < answerRate + dismissRate;
      if (dismissed) dismissals += 1;
      if (reaction < answerRate) {
        answers += 1;
        limits.answer(at, { scored });
        if (scored) {
          scores += 1;
          periods.count(at);
        }
      }
      return { dismissed };
    },
    report: (days) => {
      const last = days && periods.lastWithin(days);
      return {
        touchpoint: name,
        triggers,
        people: people.size,
        peopleInReach: inReach.size,
        peopleAsked: asked.size,
        shareAsked: people.size > 0 ? asked.size / people.size : null,
        prompts,
        answers,
        dismissals,
        gates: Object.fromEntries(gates),
        accountShare,
        after: Object.fromEntries(after),
        closures: limits.closures,
        lastPeriod: last && { ...last, per, margin: marginOf(last.answers) },
        margin: marginOf(scores),
      };
    },
  };
}

/** Gates that are closed to somebody whatever happened before. */
const forSomebodyElse: readonly Gate[] = ['paused', 'schedule', 'audience', 'sample'];

/** One more of something. */
export function increment<T>(counts: Map<T, number>, of: T): void {
  counts.set(of, (counts.get(of) ?? 0) + 1);
}
