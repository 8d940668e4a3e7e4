import { type CalendarPeriod, generateTraffic, type TrafficPlan } from '@milepost/engine';
import { createCalendar } from '../calendar.ts';
import type { Traffic } from './simulation.ts';
import { daysPerMonth, type TrafficDocument } from './traffic.ts';

/** Values of traits are names in JSON, and so texts; these are meant as numbers and truth values. */
const notText = /^(true|false|-?(0|[1-9]\d*)(\.\d+)?)$/;

/** Makes up the traffic that a document describes, on days of this zone; the same each time that it is gone through. */
export function makeTraffic(document: TrafficDocument, timezone: string): Traffic {
  const { people, accounts, seed, answerRate, dismissRate } = document;
  const touchpoints = new Map(Object.entries(document.touchpoints));
  const plan: TrafficPlan = {
    days: daysOf(document, timezone),
    people,
    ...(accounts !== undefined && { accounts }),
    traits: mapValues(document.traits, (shares) =>
      Object.entries(shares).map(([value, share]) => [
        notText.test(value) ? JSON.parse(value) : value,
        share,
      ]),
    ),
    perPersonPerDay: mapValues(
      document.touchpoints,
      ({ perPersonPerMonth }) => perPersonPerMonth / daysPerMonth,
    ),
    seed,
  };
  return {
    triggers: { [Symbol.iterator]: () => generateTraffic(plan) },
    ratesAt: (touchpoint) => {
      const own = touchpoints.get(touchpoint);
      return { answerRate: own?.answerRate ?? answerRate, dismissRate: own?.dismissRate ?? dismissRate };
    },
    traits: new Set(Object.keys(document.traits)),
  };
}

function daysOf({ from, days }: TrafficDocument, timezone: string): CalendarPeriod[] {
  const { instantOf, periodAt } = createCalendar(timezone);
  const all: CalendarPeriod[] = [];
  for (let at = instantOf(from); all.length < days; at = all.at(-1)?.end ?? at) all.push(periodAt(at, 'day'));
  return all;
}

function mapValues<T, U>(record: Readonly<Record<string, T>>, map: (value: T) => U): Record<string, U> {
  return Object.fromEntries(Object.entries(record).map(([key, value]) => [key, map(value)]));
}
