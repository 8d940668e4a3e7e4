import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  buildPlan,
  day,
  minute,
  newYear,
  type Outcome,
  periodAt,
  plainOutcomes,
  type Touched,
} from './simulate.fixture.ts';
import { simulate } from './simulate.ts';
import { generateTraffic, type TrafficTrigger } from './traffic.ts';

const days = Array.from({ length: 90 }, (_, index) => periodAt(newYear + index * day, 'day'));
const visits = (perDay: number) => ({ a: perDay, b: perDay, c: perDay });
const generated = [
  ...generateTraffic({ days, people: 2_000, accounts: 100, perPersonPerDay: visits(1 / 30), seed: 3 }),
];

const span = fc.constantFrom(0, 0, 0.5, 1, 5, 12).map((length) => length * day);
const per = fc.constantFrom('day' as const, 'week' as const, 'month' as const);
// What lets nobody through, or few, is seldom there, so that the gates behind it have their turn.
const blocked = fc.oneof(
  { weight: 7, arbitrary: fc.constant<Touched>({}) },
  fc.constantFrom<Touched>(
    { paused: true },
    { from: newYear + 2 * day },
    { to: newYear + 5 * day },
    { audience: [['seats', 'gt', 5]] },
    { sample: 0.5 },
    { sample: 0.5, redrawAfter: 3 * day },
  ),
);
const limited: fc.Arbitrary<Touched> = fc.record(
  {
    repeatAfter: span,
    afterDismissal: span,
    budget: fc.record({ prompts: fc.integer({ min: 1, max: 3 }), within: span }),
    quota: fc.record({ per, answers: fc.integer({ min: 1, max: 4 }) }),
    target: fc.record({ per, margin: fc.constantFrom(50, 70, 100) }),
    variants: fc.constant<NonNullable<Touched['variants']>>([['other', 0.5]]),
  },
  { requiredKeys: ['repeatAfter', 'afterDismissal'] },
);
const rates = fc.constantFrom<Touched>(
  { answerRate: 1, dismissRate: 0 },
  { answerRate: 0.5, dismissRate: 0.3 },
  { answerRate: 0, dismissRate: 1 },
);
const touched = fc.tuple(blocked, limited, rates).map((parts): Touched => Object.assign({}, ...parts));
const trigger = fc.record(
  {
    after: fc.oneof(
      fc.integer({ min: 0, max: 90 }).map((minutes) => minutes * minute),
      span,
    ),
    person: fc.constantFrom('ann', 'bob', 'cyd', 'dan'),
    touchpoint: fc.constantFrom('a', 'b', 'c'),
    traits: fc.record({ seats: fc.constantFrom(1, 10) }),
    account: fc.constantFrom('acme', 'umbrella'),
  },
  { requiredKeys: ['after', 'person', 'touchpoint'] },
);
const traffic = fc.array(trigger, { minLength: 10, maxLength: 60 }).map((all) => {
  let at = newYear;
  return all.map(({ after, ...rest }): TrafficTrigger => {
    at += after;
    return { at, ...rest };
  });
});
const plans = fc
  .record({
    touchpoints: fc.record({ a: touched, b: touched, c: touched }),
    quietPeriod: fc.constantFrom(0, 0, day, 3 * day),
    perSession: fc.integer({ min: 1, max: 2 }),
    perAccount: fc.option(fc.record({ per, share: fc.constantFrom(0, 0.5, 1) }), { nil: undefined }),
  })
  .map(({ touchpoints, quietPeriod, perSession, perAccount }) =>
    buildPlan(touchpoints, { quietPeriod, perSession, ...(perAccount && { perAccount }) }),
  );

const count = <T>(all: Iterable<T>, wanted: (one: T) => boolean) => [...all].filter(wanted).length;
const people = (outcomes: readonly Outcome[]) => new Set(outcomes.map(({ person }) => person)).size;

const closedForGood = new Set<string | null>(['paused', 'schedule', 'audience', 'sample']);

describe('a simulation', () => {
  it('is what deciding with the whole history gives', () => {
    const seen = new Set<string | null>();
    fc.assert(
      fc.property(plans, traffic, (plan, triggers) => {
        const outcomes = plainOutcomes(plan, triggers);
        const report = simulate(plan, triggers);
        const asked = outcomes.filter(({ gate }) => gate === null);
        expect(report).toMatchObject({
          prompts: asked.length,
          people: people(outcomes),
          peopleAsked: people(asked),
        });
        for (const of of report.touchpoints) {
          const here = outcomes.filter(({ touchpoint }) => touchpoint === of.touchpoint);
          const askedHere = here.filter(({ gate }) => gate === null);
          const closed = here.filter(({ gate }) => gate !== null);
          expect(of).toMatchObject({
            triggers: here.length,
            prompts: askedHere.length,
            people: people(here),
            peopleInReach: people(here.filter(({ gate }) => !closedForGood.has(gate))),
            peopleAsked: people(askedHere),
            answers: count(here, ({ answered }) => answered),
            dismissals: count(here, ({ dismissed }) => dismissed),
            accountShare: count(here, ({ accountShare }) => accountShare),
            margin: plan.marginOf(
              of.touchpoint,
              count(here, ({ scored }) => scored),
            ),
          });
          expect(of.gates).toStrictEqual(
            Object.fromEntries(
              [...Map.groupBy(closed, ({ gate }) => gate)].map(([gate, all]) => [gate, all.length]),
            ),
          );
          for (const { gate } of here) seen.add(gate);
        }
      }),
      { numRuns: 500 },
    );
    // Otherwise the property would say little.
    const gates = ['paused', 'schedule', 'audience', 'sample', 'repeat', 'quiet_period', 'per_session'];
    expect(seen).toStrictEqual(new Set([null, ...gates, 'quota', 'precision']));
  });

  it('draws a small sample when it is drawn again, as the governor does', () => {
    // Draws of a quarter of an hour are looked up for the next ten days, and many people are in none of them.
    const often = [
      ...generateTraffic({ days, people: 40, perPersonPerDay: { a: 1, b: 0.1, c: 0 }, seed: 5 }),
    ];
    const plan = buildPlan({
      a: { sample: 0.002, redrawAfter: 15 * minute, repeatAfter: 0 },
      b: { sample: 0.2, redrawAfter: day, repeatAfter: 0 },
      c: {},
    });
    const outcomes = plainOutcomes(plan, often);
    const gatesOf = (name: string) =>
      simulate(plan, often).touchpoints.find((of) => of.touchpoint === name)?.gates;
    for (const name of ['a', 'b']) {
      const stopped = (wanted: string) =>
        outcomes.filter(({ touchpoint, gate }) => touchpoint === name && gate === wanted).length;
      expect(gatesOf(name)?.sample).toBe(stopped('sample'));
      expect(stopped('sample')).toBeGreaterThan(200);
    }
    expect(simulate(plan, often).prompts).toBe(outcomes.filter(({ gate }) => gate === null).length);
  });

  it('asks nobody twice within the quiet period', () => {
    for (const length of [1, 5, 7.5]) {
      const plan = buildPlan({ a: {}, b: {}, c: {} }, { quietPeriod: length * day });
      const { prompts, perPerson } = simulate(plan, generated);
      expect(prompts).toBeGreaterThan(2_000);
      expect(perPerson.shortestGap).toBeGreaterThanOrEqual(length * day);
    }
  });

  it('asks a sample of the people, and no more of them with more triggers', () => {
    for (const sample of [0.05, 0.3, 0.8]) {
      const [a] = simulate(
        buildPlan({ a: { sample }, b: { paused: true }, c: { paused: true } }),
        generated,
      ).touchpoints;
      if (!a) throw new Error('there is no report of it');
      const { peopleAsked, people, triggers } = a;
      expect(triggers).toBeGreaterThan(3 * people);
      // Four standard deviations of a binomial.
      expect(Math.abs(peopleAsked - sample * people)).toBeLessThan(
        4 * Math.sqrt(people * sample * (1 - sample)),
      );
    }
  });

  it('never takes more answers in a period than the quota, and says when it was reached', () => {
    const plan = buildPlan({ a: { quota: { per: 'week', answers: 20 } }, b: {}, c: {} });
    const [a] = simulate(plan, generated).touchpoints;
    const answers = plainOutcomes(plan, generated.slice(0, 1_500)).filter(
      ({ touchpoint, answered }) => touchpoint === 'a' && answered,
    );
    const byWeek = Map.groupBy(answers, ({ at }) => periodAt(at, 'week').start);
    expect(Math.max(...[...byWeek.values()].map(({ length }) => length))).toBe(20);
    expect(a?.closures[0]?.at).toBe(answers[19]?.at);
    expect(a?.lastPeriod).toMatchObject({ answers: 20, per: 'week' });
  });

  it('is the same again for the same seed, and another one for another', () => {
    const plan = buildPlan({ a: { sample: 0.5 }, b: { answerRate: 0.3 }, c: {} });
    const made = (seed: number) =>
      generateTraffic({ days, people: 300, perPersonPerDay: visits(1 / 30), seed });
    expect(simulate(plan, made(1))).toStrictEqual(simulate(plan, made(1)));
    expect(simulate(plan, made(1))).not.toStrictEqual(simulate(plan, made(2)));
  });

  it('remembers little of somebody who comes a hundred thousand times', () => {
    const plan = buildPlan(
      { a: { repeatAfter: 0, budget: { prompts: 100, within: day } }, b: { repeatAfter: 0 } },
      { quietPeriod: 0, perSession: 1_000_000 },
    );
    const often = Array.from({ length: 100_000 }, (_, index) => ({
      at: newYear + index * minute,
      person: 'ann',
      touchpoint: index % 2 ? 'a' : 'b',
    }));
    const { perPerson } = simulate(plan, often);
    // Half of them at b, which has no budget; then a finds more than a hundred in every day.
    expect(perPerson.busiest?.prompts).toBe(50_050);
    expect(perPerson.shortestGap).toBe(minute);
    expect(perPerson.mostInAWeek).toBe(50 + 7 * 720);
  });
});
