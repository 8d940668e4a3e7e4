import type { Person } from '@milepost/protocol';
import { sticky } from '../governor/sampling.ts';

/** Somebody came to a touchpoint. */
export interface TrafficTrigger {
  /** Milliseconds since the epoch. */
  at: number;
  person: string;
  touchpoint: string;
  account?: string;
  traits?: NonNullable<Person['traits']>;
}

/** What traffic is made of. */
export interface TrafficPlan {
  /** Its days, one after the other: instants in milliseconds since the epoch, half-open. */
  days: readonly { start: number; end: number }[];
  people: number;
  /** Companies that the people are spread over; without them nobody has one. */
  accounts?: number;
  /** Values of each trait, each with the share of people who have it. */
  traits?: Readonly<Record<string, readonly (readonly [value: string | number | boolean, share: number])[]>>;
  /** How often the average person comes to each touchpoint in a day. */
  perPersonPerDay: Readonly<Record<string, number>>;
  /** Other traffic of the same kind for each seed. */
  seed: number;
}

/** Triggers of each hour of a day, from midnight on, in hundredths of the day: work, and some evening. */
const hours = [1, 1, 0, 0, 0, 1, 2, 4, 7, 9, 9, 8, 6, 7, 8, 8, 7, 5, 4, 4, 3, 3, 2, 1];

/**
 * Makes up traffic, in time order and always the same for the same plan.
 *
 * People are uneven. How active somebody is, at every touchpoint alike, is exponentially distributed, so that triggers
 * per person are close to geometric: the busiest fifth makes half of the traffic. `person-1` is the busiest.
 *
 * @example
 * const days = [{ start: 0, end: 86_400_000 }];
 * [...generateTraffic({ days, people: 1_000, perPersonPerDay: { ticket_closed: 0.01 }, seed: 1 })].length; // 10
 */
export function* generateTraffic(plan: TrafficPlan): Generator<TrafficTrigger, void> {
  const { days, people, perPersonPerDay, seed } = plan;
  const known: Omit<TrafficTrigger, 'at' | 'touchpoint'>[] = [];
  for (const [index, { start, end }] of days.entries()) {
    const triggers: TrafficTrigger[] = [];
    for (const [touchpoint, rate] of Object.entries(perPersonPerDay)) {
      const { from, to } = numbersOn(index, people * rate);
      for (let number = from; number < to; number++) {
        const chance = (of: string) => sticky(`${seed}\n${touchpoint}\n${number}\n${of}`);
        // The product of two even chances lies below x with the density -ln x: an exponential activity, by rank.
        const rank = Math.floor(people * chance('who') * chance('rank'));
        known[rank] ??= makePerson(rank + 1, plan);
        const at = start + Math.floor((end - start) * timeOfDay(chance('when')));
        triggers.push({ at, touchpoint, ...known[rank] });
      }
    }
    yield* triggers.sort((a, b) => a.at - b.at);
  }
}

/** The running numbers of a day's triggers, when so many come on each: fractions add up over the days. */
function numbersOn(day: number, perDay: number): { from: number; to: number } {
  return { from: Math.round(day * perDay), to: Math.round((day + 1) * perDay) };
}

/** The part of a day that has passed, in [0, 1), when this part of its triggers has. */
function timeOfDay(passed: number): number {
  let left = passed * 100;
  let hour = 0;
  while (left >= (hours[hour] ?? 100)) left -= hours[hour++] ?? 0;
  return (hour + left / (hours[hour] ?? 1)) / 24;
}

function makePerson(number: number, { accounts, traits = {}, seed }: TrafficPlan) {
  const chance = (of: string) => sticky(`${seed}\nperson-${number}\n${of}`);
  const valued = Object.entries(traits).flatMap(([trait, values]) => {
    let left = chance(`trait\n${trait}`);
    const found = values.find(([, share]) => {
      left -= share;
      return left < 0;
    });
    return found ? [[trait, found[0]] as const] : [];
  });
  return {
    person: `person-${number}`,
    ...(accounts && { account: `account-${1 + Math.floor(accounts * chance('account'))}` }),
    ...(valued.length > 0 && { traits: Object.fromEntries(valued) }),
  };
}
