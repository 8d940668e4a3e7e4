import type { ClientProgram, ClientTouchpoint } from '@milepost/protocol';
import { decide } from '../governor/governor.ts';
import { type AccountShare, createSimulatedAccounts, type SimulatedAccounts } from './simulated-accounts.ts';
import { createSimulatedDraws, type SimulatedDraws } from './simulated-draws.ts';
import type { PeriodAt } from './simulated-period.ts';
import { createSimulatedPerson, type SimulatedPerson, see, show } from './simulated-person.ts';
import { type PromptsPerPerson, promptsPerPerson } from './simulated-prompts.ts';
import {
  createSimulatedTouchpoint,
  increment,
  type SimulatedTouchpoint,
  type TouchpointPlan,
  type TouchpointReport,
} from './simulated-touchpoint.ts';
import type { TrafficTrigger } from './traffic.ts';

/** A program as a collector would run it, and what people are assumed to do. */
export interface SimulationPlan {
  program: ClientProgram;
  /** Of each touchpoint of the program. */
  touchpoints: Readonly<Record<string, TouchpointPlan>>;
  /** No limit by default. */
  perAccount?: AccountShare;
  periodAt: PeriodAt;
  /** The margin that so many answers give the score of a touchpoint, in its points; null when they give none. */
  marginOf: (touchpoint: string, answers: number) => number | null;
}

/** Who would be asked. Instants are milliseconds since the epoch. */
export interface SimulationReport {
  /** The first trigger and the last; null when there was none. */
  span: { from: number; to: number } | null;
  triggers: number;
  people: number;
  peopleAsked: number;
  prompts: number;
  perPerson: PromptsPerPerson;
  /** In the order of the program. */
  touchpoints: TouchpointReport[];
  /** Triggers of touchpoints that the program does not have; they count nowhere else. */
  unknown: Record<string, number>;
}

/**
 * Runs a program over traffic: who would be asked, how often, and what stops the others. Every trigger is put to
 * `decide` with what would be known of its person by then. People consent, and have closed one prompt before they
 * trigger the next; triggers within half an hour of each other are one session. What somebody does with a prompt is
 * drawn by a hash, so that a run repeats exactly.
 *
 * @param traffic - In time order.
 * @throws RangeError when a trigger is earlier than the one before, and when a touchpoint has no plan.
 * @example
 * simulate(plan, generateTraffic(traffic)).perPerson.busiest; // { person: 'person-1', prompts: 9 }
 */
export function simulate(plan: SimulationPlan, traffic: Iterable<TrafficTrigger>): SimulationReport {
  const world = createWorld(plan);
  const unknown = new Map<string, number>();
  let from = Number.NaN;
  let to = Number.NEGATIVE_INFINITY;
  for (const trigger of traffic) {
    const { at, touchpoint } = trigger;
    if (!(at >= to))
      throw new RangeError(`Traffic must be in time order, but a trigger at ${at} follows one at ${to}.`);
    if (Number.isNaN(from)) from = at;
    to = at;
    if (!put(trigger, world)) increment(unknown, touchpoint);
  }
  const span = Number.isNaN(from) ? null : { from, to };
  const days = span && {
    start: plan.periodAt(span.from, 'day').start,
    end: plan.periodAt(span.to, 'day').end,
  };
  const people = [...world.people.values()];
  const touchpoints = [...world.touchpoints.values()].map((touchpoint) => touchpoint.report(days));
  return {
    span,
    triggers: touchpoints.reduce((sum, { triggers }) => sum + triggers, 0),
    people: people.length,
    peopleAsked: people.filter(({ shown }) => shown.length > 0).length,
    prompts: touchpoints.reduce((sum, { prompts }) => sum + prompts, 0),
    perPerson: promptsPerPerson(people),
    touchpoints,
    unknown: Object.fromEntries(unknown),
  };
}

/** What a trigger finds, and changes. */
interface World {
  /** Each touchpoint is closed in it while its quota or target is reached. */
  program: ClientProgram;
  draws: SimulatedDraws;
  touchpoints: ReadonlyMap<string, SimulatedTouchpoint>;
  people: Map<string, SimulatedPerson>;
  accounts: SimulatedAccounts | undefined;
  /** How many of a person's latest prompts the gates count: those of the widest budget, and always the last one. */
  counted: number;
}

function createWorld(plan: SimulationPlan): World {
  const { program, perAccount, periodAt } = plan;
  const specs = Object.entries(program.touchpoints);
  const touchpoints = new Map(specs.map(([name]) => [name, createTouchpoint(name, plan)]));
  const closing = specs.map(([name, spec]): [string, ClientTouchpoint] => [
    name,
    { ...spec, closed: touchpoints.get(name)?.closed ?? {} },
  ]);
  const closable = { ...program, touchpoints: Object.fromEntries(closing) };
  return {
    program: closable,
    draws: createSimulatedDraws(closable),
    touchpoints,
    people: new Map(),
    accounts: perAccount && createSimulatedAccounts(perAccount, periodAt),
    counted: Math.max(1, ...specs.map(([, { budget }]) => budget?.prompts ?? 1)),
  };
}

function createTouchpoint(
  name: string,
  { touchpoints, periodAt, marginOf }: SimulationPlan,
): SimulatedTouchpoint {
  const own = Object.hasOwn(touchpoints, name) && touchpoints[name];
  if (!own) throw new RangeError(`The touchpoint "${name}" has no plan.`);
  return createSimulatedTouchpoint(name, {
    ...own,
    periodAt,
    marginOf: (answers) => marginOf(name, answers),
  });
}

/** Puts a trigger to the governor and lets happen what it decides; false when there is no such touchpoint. */
function put(
  trigger: TrafficTrigger,
  { program, draws, touchpoints, people, accounts, counted }: World,
): boolean {
  const { at, person: id, touchpoint: name, account, traits } = trigger;
  const touchpoint = touchpoints.get(name);
  if (!touchpoint) return false;
  const person = people.get(id) ?? createSimulatedPerson(id);
  people.set(id, person);
  see(person, at);
  const { gates, survey } = decide(draws.programFor(trigger), name, {
    subject: id,
    person: { id, ...(traits && { traits }) },
    history: person.history,
    inSession: person.inSession,
    consent: true,
    busy: false,
    now: at,
  });
  draws.note(trigger, gates);
  const closed = gates.find(({ open }) => !open)?.gate;
  const admitted = closed || account === undefined || !accounts || accounts.admit(id, { account, at });
  if (closed || !admitted) {
    const last = person.history[0]?.touchpoint;
    touchpoint.stop(id, { gate: closed ?? 'quota', accountShare: !closed, last });
  } else {
    const { dismissed } = touchpoint.ask(id, { at, scored: survey === program.touchpoints[name]?.survey });
    show(person, { touchpoint: name, shown: at, dismissed }, { counted });
  }
  return true;
}
