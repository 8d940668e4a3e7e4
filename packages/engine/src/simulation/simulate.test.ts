import type { AudienceTest } from '@milepost/protocol';
import { describe, expect, it } from 'vitest';
import { buildPlan, day, minute, newYear } from './simulate.fixture.ts';
import { simulate } from './simulate.ts';

const at = (days: number, minutes = 0) => newYear + days * day + minutes * minute;

describe('simulate', () => {
  it('is what working a small example out by hand gives', () => {
    const plan = buildPlan({
      ticket_closed: { quota: { per: 'month', answers: 2 }, repeatAfter: 30 * day },
      pulse: { answerRate: 0, dismissRate: 1 },
    });
    const report = simulate(plan, [
      { at: at(0, 600), person: 'ann', touchpoint: 'ticket_closed' }, // the first answer of January
      { at: at(0, 610), person: 'ann', touchpoint: 'pulse' }, // ten minutes later
      { at: at(1, 600), person: 'bob', touchpoint: 'ticket_closed' }, // the second answer: the quota is reached
      { at: at(2, 600), person: 'cyd', touchpoint: 'ticket_closed' }, // too late for January
      { at: at(3, 600), person: 'cyd', touchpoint: 'pulse' }, // dismissed
      { at: at(7, 600), person: 'ann', touchpoint: 'pulse' }, // to the minute seven days later, dismissed
      { at: at(8, 600), person: 'ann', touchpoint: 'nope' },
      { at: at(31), person: 'cyd', touchpoint: 'ticket_closed' }, // the first answer of February
      { at: at(31, 600), person: 'bob', touchpoint: 'ticket_closed' }, // after 30 days to the minute: the second
      { at: at(35, 600), person: 'cyd', touchpoint: 'pulse' }, // 28 days after the dismissal, 4 after the last prompt
    ]);
    const january = { start: at(0), end: at(31) };
    const february = { start: at(31), end: at(59) };
    expect(report).toStrictEqual({
      span: { from: at(0, 600), to: at(35, 600) },
      triggers: 9,
      people: 3,
      peopleAsked: 3,
      prompts: 6,
      perPerson: {
        mean: 2,
        p95: 2,
        busiest: { person: 'ann', prompts: 2 },
        mostInAWeek: 1,
        shortestGap: 7 * day,
      },
      touchpoints: [
        {
          touchpoint: 'ticket_closed',
          triggers: 5,
          people: 3,
          peopleInReach: 3,
          peopleAsked: 3,
          shareAsked: 1,
          prompts: 4,
          answers: 4,
          dismissals: 0,
          gates: { quota: 1 },
          accountShare: 0,
          after: {},
          closures: [
            { gate: 'quota', at: at(1, 600), ...january },
            { gate: 'quota', at: at(31, 600), ...february },
          ],
          lastPeriod: { ...january, per: 'month', answers: 2, margin: 100 / Math.sqrt(2) },
          margin: 50,
        },
        {
          touchpoint: 'pulse',
          triggers: 4,
          people: 2,
          peopleInReach: 2,
          peopleAsked: 2,
          shareAsked: 1,
          prompts: 2,
          answers: 0,
          dismissals: 2,
          gates: { quiet_period: 2 },
          accountShare: 0,
          after: { ticket_closed: 2 },
          closures: [],
          lastPeriod: { ...january, per: 'month', answers: 0, margin: null },
          margin: null,
        },
      ],
      unknown: { nope: 1 },
    });
  });

  it('reports nothing of no traffic', () => {
    expect(simulate(buildPlan({ pulse: {} }), [])).toMatchObject({
      span: null,
      people: 0,
      perPerson: { mean: 0, p95: 0, busiest: null, mostInAWeek: 0, shortestGap: null },
      touchpoints: [{ touchpoint: 'pulse', people: 0, shareAsked: null, lastPeriod: null, margin: null }],
    });
  });

  it('takes triggers within half an hour of each other for one session', () => {
    const plan = buildPlan({ a: {}, b: {}, c: {} }, { quietPeriod: 0, perSession: 1 });
    const { touchpoints } = simulate(plan, [
      { at: at(0), person: 'ann', touchpoint: 'a' },
      { at: at(0, 30), person: 'ann', touchpoint: 'b' },
      { at: at(0, 60), person: 'ann', touchpoint: 'b' }, // an hour after the prompt, and still the same session
      { at: at(0, 91), person: 'ann', touchpoint: 'b' },
      { at: at(0, 91), person: 'ann', touchpoint: 'c' },
    ]);
    expect(touchpoints.map(({ prompts }) => prompts)).toStrictEqual([1, 1, 0]);
    expect(touchpoints.map(({ gates }) => gates.per_session)).toStrictEqual([undefined, 2, 1]);
    expect(touchpoints[1]?.after).toStrictEqual({ a: 2 });
    expect(touchpoints[2]?.after).toStrictEqual({ b: 1 });
  });

  it('stops asking when the margin is reached, and begins again with the next period', () => {
    const plan = buildPlan({ pulse: { target: { per: 'day', margin: 50 } } });
    const everybody = (on: number) =>
      Array.from({ length: 6 }, (_, index) => ({
        at: at(on, index),
        person: `${on}-${index}`,
        touchpoint: 'pulse',
      }));
    const [pulse] = simulate(plan, [...everybody(0), ...everybody(1)]).touchpoints;
    expect(pulse).toMatchObject({
      answers: 8,
      gates: { precision: 4 },
      lastPeriod: { answers: 4, margin: 50 },
    });
    expect(pulse?.closures.map((closure) => closure.at)).toStrictEqual([at(0, 3), at(1, 3)]);
  });

  it('counts the answers to a variant for the quota, and not for the margin', () => {
    const variants: [string, number][] = [['other', 1]];
    const traffic = [1, 2, 3].map((index) => ({ at: at(0, index), person: `${index}`, touchpoint: 'pulse' }));
    const targeted = buildPlan({ pulse: { variants, target: { per: 'month', margin: 100 } } });
    expect(simulate(targeted, traffic).touchpoints).toMatchObject([
      { answers: 3, margin: null, closures: [] },
    ]);
    const limited = buildPlan({ pulse: { variants, quota: { per: 'month', answers: 2 } } });
    expect(simulate(limited, traffic).touchpoints).toMatchObject([{ answers: 2, gates: { quota: 1 } }]);
  });

  it('asks one person of an account, and another one when four are known', () => {
    const plan = buildPlan({ pulse: {} }, { perAccount: { per: 'month', share: 0.5 } });
    const { touchpoints } = simulate(
      plan,
      ['ann', 'bob', 'cyd', 'dan', 'eve'].map((person, index) => ({
        at: at(index),
        person,
        touchpoint: 'pulse',
        account: 'acme',
      })),
    );
    // ann; bob and cyd are the second and third who are known; dan is the fourth, and half of four are two.
    expect(touchpoints).toMatchObject([{ prompts: 2, gates: { quota: 3 }, accountShare: 3 }]);
  });

  it('knows its touchpoints, traits and people by names that every object inherits', () => {
    const audience: AudienceTest[] = [['toString', 'exists', true]];
    const plan = buildPlan(Object.fromEntries([['constructor', { audience }]]));
    const report = simulate(plan, [
      { at: at(0), person: '__proto__', touchpoint: 'constructor', traits: { toString: 1 } as never },
      { at: at(1), person: 'hasOwnProperty', touchpoint: 'constructor' },
      { at: at(2), person: 'ann', touchpoint: '__proto__' },
      { at: at(3), person: 'ann', touchpoint: 'toString' },
    ]);
    expect(report.touchpoints).toMatchObject([
      { touchpoint: 'constructor', prompts: 1, gates: { audience: 1 } },
    ]);
    expect(report.perPerson.busiest).toStrictEqual({ person: '__proto__', prompts: 1 });
    expect(Object.entries(report.unknown)).toStrictEqual([
      ['__proto__', 1],
      ['toString', 1],
    ]);
  });

  it.each([
    [[5, 4], 'Traffic must be in time order, but a trigger at 4 follows one at 5.'],
    [[5, Number.NaN], 'Traffic must be in time order, but a trigger at NaN follows one at 5.'],
  ])('refuses traffic at %j', (instants, message) => {
    const traffic = instants.map((instant) => ({ at: instant, person: 'ann', touchpoint: 'pulse' }));
    expect(() => simulate(buildPlan({ pulse: {} }), traffic)).toThrow(new RangeError(message));
  });

  it('refuses a plan that lacks a touchpoint of the program', () => {
    const plan = { ...buildPlan({ pulse: {} }), touchpoints: {} };
    expect(() => simulate(plan, [])).toThrow(new RangeError('The touchpoint "pulse" has no plan.'));
  });
});
