import type { ClientProgram, ClientTouchpoint } from '@milepost/protocol';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { decide, type Situation } from './governor.ts';
import { hour, programs, showings, situations } from './situation.fixture.ts';

const never = Number.POSITIVE_INFINITY;
const eligible = (program: ClientProgram, situation: Situation) =>
  decide(program, 'ticket_closed', situation).eligibleAt ?? never;

/** The program with other rules for `ticket_closed`. */
function changed(program: ClientProgram, change: (rules: ClientTouchpoint) => Partial<ClientTouchpoint>) {
  const rules = program.touchpoints['ticket_closed'] as ClientTouchpoint;
  return {
    ...program,
    touchpoints: { ...program.touchpoints, ticket_closed: { ...rules, ...change(rules) } },
  };
}

const more = fc.integer({ min: 0, max: 40 }).map((hours) => hours * hour);

/** Changes after which somebody must not be asked earlier. */
const stricter: [what: string, change: (program: ClientProgram, by: number) => ClientProgram][] = [
  [
    'a longer wait for a repeat',
    (program, by) => changed(program, (r) => ({ repeatAfter: r.repeatAfter + by })),
  ],
  [
    'a longer wait after a dismissal',
    (program, by) => changed(program, (r) => ({ afterDismissal: r.afterDismissal + by })),
  ],
  [
    'a longer quiet period',
    (program, by) => ({
      ...program,
      governor: { ...program.governor, quietPeriod: program.governor.quietPeriod + by },
    }),
  ],
  [
    'a budget for a longer time',
    (program, by) =>
      changed(program, ({ budget }) => (budget ? { budget: { ...budget, within: budget.within + by } } : {})),
  ],
  [
    'any budget',
    (program, by) => changed(program, ({ budget }) => ({ budget: budget ?? { prompts: 2, within: by } })),
  ],
  ['a smaller sample', (program) => changed(program, (r) => ({ sample: r.sample / 2 }))],
  ['a pause', (program) => changed(program, () => ({ paused: true }))],
  [
    'a quota that is reached for longer',
    (program, by) =>
      changed(program, ({ closed }) => ({ closed: { ...closed, quota: (closed?.quota ?? 0) + by } })),
  ],
];

describe('nobody is asked earlier', () => {
  it.each(stricter)('for %s', (_, change) => {
    fc.assert(
      fc.property(programs, situations, more, (program, situation, by) => {
        expect(eligible(change(program, by), situation)).toBeGreaterThanOrEqual(eligible(program, situation));
      }),
      { numRuns: 500 },
    );
  });

  it('for another prompt in the history', () => {
    fc.assert(
      fc.property(programs, situations, showings, (program, situation, showing) => {
        const longer = { ...situation, history: [...situation.history, showing] };
        expect(eligible(program, longer)).toBeGreaterThanOrEqual(eligible(program, situation));
      }),
      { numRuns: 1_000 },
    );
  });

  it('for more prompts in the session, another that is open, or consent that is missing', () => {
    fc.assert(
      fc.property(programs, situations, (program, situation) => {
        const before = eligible(program, situation);
        const { inSession } = situation;
        expect(eligible(program, { ...situation, inSession: inSession + 1 })).toBeGreaterThanOrEqual(before);
        expect(eligible(program, { ...situation, busy: true })).toBe(never);
        expect(eligible(program, { ...situation, consent: false })).toBe(never);
      }),
    );
  });

  it('for the rules of another touchpoint', () => {
    fc.assert(
      fc.property(programs, programs, situations, (program, another, situation) => {
        const { relationship } = another.touchpoints;
        const touchpoints = { ...program.touchpoints, ...(relationship && { relationship }) };
        const decision = decide(program, 'ticket_closed', situation);
        expect(decide({ ...program, touchpoints }, 'ticket_closed', situation)).toStrictEqual(decision);
      }),
    );
  });
});
