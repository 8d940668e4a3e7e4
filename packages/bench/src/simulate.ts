import { generateTraffic, type SimulationPlan, simulate } from '@milepost/engine';
import type { Entry } from './race.ts';

const day = 86_400_000;
const names = Array.from({ length: 13 }, (_, index) => `touchpoint_${index}`);
const days = Array.from({ length: 90 }, (_, index) => ({ start: index * day, end: (index + 1) * day }));

/** Thirteen touchpoints with a sample, a quota and a budget each; months have 30 days. */
function planOf(): SimulationPlan {
  const spec = {
    survey: 'pulse',
    sample: 0.5,
    delay: 1_000,
    repeatAfter: 30 * day,
    afterDismissal: 28 * day,
    priority: 5,
    budget: { prompts: 6, within: 90 * day },
    closedUntil: null,
  };
  const own = { answerRate: 0.3, dismissRate: 0.3, quota: { per: 'month' as const, answers: 400 } };
  const every = <T>(value: T) => Object.fromEntries(names.map((name) => [name, value]));
  return {
    program: {
      revision: 1,
      locale: 'en',
      touchpoints: every(spec),
      surveys: {},
      governor: { quietPeriod: 7 * day, perSession: 1 },
    },
    touchpoints: every(own),
    periodAt: (instant) => {
      const start = instant - (instant % (30 * day));
      return { start, end: start + 30 * day };
    },
    marginOf: (_touchpoint, answers) => (answers > 0 ? 100 / Math.sqrt(answers) : null),
  };
}

/** The simulator beside a loop over the same 50,000 triggers that only counts the people: what nobody can leave out. */
export function simulateEntries(): Entry[] {
  const plan = planOf();
  const people = 2_000;
  const perPersonPerDay = Object.fromEntries(names.map((name) => [name, 50_000 / (13 * 90 * people)]));
  const traffic = { days, people, perPersonPerDay, seed: 1 };
  const triggers = [...generateTraffic(traffic)];
  return [
    {
      name: `bare loop over ${triggers.length} triggers`,
      run: () => {
        const seen = new Map<string, number>();
        for (const { person } of triggers) seen.set(person, (seen.get(person) ?? 0) + 1);
        return seen.size;
      },
    },
    { name: 'simulate them', run: () => simulate(plan, triggers) },
    { name: 'make them up', run: () => [...generateTraffic(traffic)].length },
  ];
}
