import { type SimulationReport, simulate, type TouchpointPlan, type TrafficTrigger } from '@milepost/engine';
import { marginReached, precision } from '@milepost/metrics';
import { clientView, type Program } from '@milepost/protocol';
import { createCalendar } from '../calendar.ts';
import { plannedScore } from './score.ts';
import type { Rates } from './traffic.ts';

/** Who comes where, and what they do with a prompt. */
export interface Traffic {
  /** In time order. */
  triggers: Iterable<TrafficTrigger>;
  ratesAt: (touchpoint: string) => Rates;
  /** The traits that made-up people can have; replayed ones have those of their triggers. */
  traits?: ReadonlySet<string>;
}

/**
 * Who would be asked if a program met this traffic: on a collector that has no answers yet, with the gates of the page
 * and of a claim. Pure: the same traffic gives the same report.
 *
 * @throws RangeError when the traffic is not in time order
 */
export function simulateProgram(program: Program, { triggers, ratesAt }: Traffic): SimulationReport {
  const { instantOf, periodAt } = createCalendar(program.timezone);
  const plans = Object.entries(program.touchpoints).map(([name, { ask }]): [string, TouchpointPlan] => [
    name,
    { ...ratesAt(name), ...(ask.quota && { quota: ask.quota }), ...(ask.target && { target: ask.target }) },
  ]);
  const { perAccount } = program.governor;
  return simulate(
    {
      program: clientView(program, { revision: 1, versions: {}, instantOf }),
      touchpoints: Object.fromEntries(plans),
      ...(perAccount && { perAccount }),
      periodAt,
      marginOf: createMarginOf(program),
    },
    triggers,
  );
}

/** Returns the widest margin that so many answers can leave; null for fewer than a score is told of. */
function createMarginOf(program: Program): (touchpoint: string, answers: number) => number | null {
  const plans = new Map(
    Object.keys(program.touchpoints).map((name) => [name, plannedScore(program, name)?.plan]),
  );
  return (touchpoint, answers) => {
    const plan = plans.get(touchpoint);
    if (!plan || precision(answers, program.precision) === 'counts_only') return null;
    return marginReached(answers, plan);
  };
}
