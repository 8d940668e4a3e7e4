import type { ClientTouchpoint, Period } from '@milepost/protocol';
import { decide, type Gate, type Showing } from '../governor/governor.ts';
import { sticky } from '../governor/sampling.ts';
import type { SimulationPlan } from './simulate.ts';
import type { CalendarPeriod } from './simulated-period.ts';
import type { TouchpointPlan } from './simulated-touchpoint.ts';
import type { TrafficTrigger } from './traffic.ts';

export const minute = 60_000;
export const day = 24 * 60 * minute;
/** A Thursday, as is the first day of 1970. */
export const newYear = Date.UTC(2026, 0, 1);

/** The calendar of UTC. */
export function periodAt(instant: number, per: Period): CalendarPeriod {
  const date = new Date(instant);
  const [year, month] = [date.getUTCFullYear(), date.getUTCMonth()];
  const monday = Math.floor((instant - 4 * day) / (7 * day)) * 7 * day + 4 * day;
  const today = Math.floor(instant / day) * day;
  const quarter = month - (month % 3);
  const periods: Record<Period, [start: number, end: number]> = {
    day: [today, today + day],
    week: [monday, monday + 7 * day],
    month: [Date.UTC(year, month), Date.UTC(year, month + 1)],
    quarter: [Date.UTC(year, quarter), Date.UTC(year, quarter + 3)],
    year: [Date.UTC(year), Date.UTC(year + 1)],
  };
  const [start, end] = periods[per];
  return { start, end };
}

/** A touchpoint of a plan: what differs from asking everybody once in ninety days, all of whom answer. */
export type Touched = Partial<ClientTouchpoint> & Partial<TouchpointPlan>;

export function buildPlan(
  touchpoints: Record<string, Touched>,
  {
    quietPeriod = 7 * day,
    perSession = 1,
    ...plan
  }: Partial<SimulationPlan['program']['governor']> & Partial<SimulationPlan> = {},
): SimulationPlan {
  const entries = Object.entries(touchpoints).map(([name, touched]) => {
    const { quota, target, answerRate = 1, dismissRate = 0, ...view } = touched;
    const spec: ClientTouchpoint = {
      survey: 'pulse',
      sample: 1,
      delay: 0,
      repeatAfter: 90 * day,
      afterDismissal: 28 * day,
      priority: 5,
      closedUntil: null,
      ...view,
    };
    const own = { answerRate, dismissRate, ...(quota && { quota }), ...(target && { target }) };
    return { name, spec, own };
  });
  return {
    program: {
      revision: 1,
      locale: 'en',
      touchpoints: Object.fromEntries(entries.map(({ name, spec }) => [name, spec])),
      surveys: {},
      governor: { quietPeriod, perSession },
    },
    touchpoints: Object.fromEntries(entries.map(({ name, own }) => [name, own])),
    periodAt,
    marginOf: (_touchpoint, answers) => (answers > 0 ? 100 / Math.sqrt(answers) : null),
    ...plan,
  };
}

/** What became of one trigger. */
export interface Outcome extends TrafficTrigger {
  gate: Gate | null;
  accountShare: boolean;
  answered: boolean;
  dismissed: boolean;
  scored: boolean;
}

/** A simulation once more, with no memory but the list of what happened: everything is looked up in it each time. */
export function plainOutcomes(plan: SimulationPlan, triggers: readonly TrafficTrigger[]): Outcome[] {
  const all: Outcome[] = [];
  for (const trigger of triggers) {
    const spec = plan.program.touchpoints[trigger.touchpoint];
    const limits = plan.touchpoints[trigger.touchpoint];
    if (spec && limits) all.push(plainOutcome(trigger, { plan, spec, limits, before: all }));
  }
  return all;
}

interface Then {
  plan: SimulationPlan;
  spec: ClientTouchpoint;
  limits: TouchpointPlan;
  before: readonly Outcome[];
}

function plainOutcome(trigger: TrafficTrigger, then: Then): Outcome {
  const { plan, spec, limits, before } = then;
  const { at, person, touchpoint, traits = {} } = trigger;
  const own = before.filter((one) => one.person === person);
  const sessionFrom =
    own.findLastIndex((one, index) => (own[index + 1]?.at ?? at) - one.at > 30 * minute) + 1;
  const history = own
    .filter(({ gate }) => gate === null)
    .map((one): Showing => ({ touchpoint: one.touchpoint, shown: one.at, dismissed: one.dismissed }));
  const { reason, survey } = decide(
    {
      ...plan.program,
      touchpoints: { [touchpoint]: { ...spec, closed: closedAt(trigger, then) } },
    },
    touchpoint,
    {
      subject: person,
      person: { id: person, traits },
      history,
      inSession: own.slice(sessionFrom).filter(({ gate }) => gate === null).length,
      consent: true,
      busy: false,
      now: at,
    },
  );
  const accountShare = reason === null && isAccountFull(trigger, then);
  const gate = accountShare ? 'quota' : (reason as Gate | null);
  const reaction = sticky(`${person}\n${touchpoint}\n${at}\nreaction`);
  const answered = gate === null && reaction < limits.answerRate;
  const dismissed = gate === null && !answered && reaction < limits.answerRate + limits.dismissRate;
  return { ...trigger, gate, accountShare, answered, dismissed, scored: answered && survey === spec.survey };
}

function closedAt({ at, touchpoint }: TrafficTrigger, { plan, limits, before }: Then) {
  const { quota, target } = limits;
  const answersIn = ({ start, end }: CalendarPeriod, scored: boolean) =>
    before.filter(
      (one) =>
        one.touchpoint === touchpoint &&
        one.at >= start &&
        one.at < end &&
        (scored ? one.scored : one.answered),
    ).length;
  const closed: ClientTouchpoint['closed'] = {};
  if (quota && answersIn(periodAt(at, quota.per), false) >= quota.answers)
    closed.quota = periodAt(at, quota.per).end;
  const margin = target && plan.marginOf(touchpoint, answersIn(periodAt(at, target.per), true));
  if (target && margin !== null && margin !== undefined && margin <= target.margin)
    closed.precision = periodAt(at, target.per).end;
  return closed;
}

function isAccountFull(
  { at, person, account }: TrafficTrigger,
  { plan: { perAccount }, before }: Then,
): boolean {
  if (!perAccount || account === undefined) return false;
  const colleagues = before.filter(
    (one) => one.account === account && (one.gate === null || one.accountShare),
  );
  const known = new Set([...colleagues.map((one) => one.person), person]);
  const { start } = periodAt(at, perAccount.per);
  const asked = colleagues.filter((one) => one.gate === null && one.at >= start).map((one) => one.person);
  if (asked.includes(person)) return false;
  return new Set(asked).size >= Math.max(1, Math.floor(perAccount.share * known.size));
}
