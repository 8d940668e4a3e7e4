import type { Closed, Period } from '@milepost/protocol';
import { type CalendarPeriod, createPeriodCounter, type PeriodAt } from './simulated-period.ts';

/** When a touchpoint has heard enough in a period. */
export interface LimitsPlan {
  quota?: { per: Period; answers: number };
  /** The margin is in points of the score. */
  target?: { per: Period; margin: number };
}

/** That a limit was reached in a period, at an instant; nobody more was asked in it. */
export interface Closure extends CalendarPeriod {
  gate: keyof Closed;
  at: number;
}

/** Quota and target of one touchpoint in the course of a simulation. */
export interface SimulatedLimits {
  /** Until when each keeps the touchpoint closed, or kept it last. */
  readonly closed: Closed;
  readonly closures: Closure[];
  /** Counts one answer, not earlier than the one before; a scored one counts for the target too. */
  answer(at: number, by: { scored: boolean }): void;
}

export function createSimulatedLimits(
  { quota, target }: LimitsPlan,
  { periodAt, marginOf }: { periodAt: PeriodAt; marginOf: (answers: number) => number | null },
): SimulatedLimits {
  const closed: Closed = {};
  const closures: Closure[] = [];
  const limits = [
    quota && {
      gate: 'quota' as const,
      per: quota.per,
      reached: (answers: number) => answers >= quota.answers,
    },
    target && {
      gate: 'precision' as const,
      per: target.per,
      reached: (answers: number) => (marginOf(answers) ?? Number.POSITIVE_INFINITY) <= target.margin,
    },
  ].flatMap((limit) => (limit ? [{ ...limit, counter: createPeriodCounter(limit.per, periodAt) }] : []));
  return {
    closed,
    closures,
    answer: (at, { scored }) => {
      for (const { gate, reached, counter } of limits) {
        if (gate === 'precision' && !scored) continue;
        const { start, end, answers } = counter.count(at);
        if (!reached(answers)) continue;
        closed[gate] = end;
        closures.push({ gate, at, start, end });
      }
    },
  };
}
