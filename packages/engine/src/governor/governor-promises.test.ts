import type { ClientProgram } from '@milepost/protocol';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { decide, type Showing } from './governor.ts';
import { hour, now, programOf, situationOf, span, touchpointOf } from './situation.fixture.ts';

interface Trigger {
  touchpoint: string;
  at: number;
  dismissed: boolean;
}

/** What happens to one person in some weeks, in the order of time. */
const triggers: fc.Arbitrary<Trigger[]> = fc
  .array(
    fc.record({
      touchpoint: fc.constantFrom('ticket_closed', 'relationship'),
      at: fc.integer({ min: 0, max: 400 }).map((hours) => now + hours * hour),
      dismissed: fc.boolean(),
    }),
    { maxLength: 80 },
  )
  .map((all) => all.toSorted((a, b) => a.at - b.at));

/** The prompts that one person sees whom the governor alone protects. */
function promptsOf(program: ClientProgram, all: readonly Trigger[]): Showing[] {
  const history: Showing[] = [];
  for (const { touchpoint, at, dismissed } of all)
    if (decide(program, touchpoint, situationOf({ history, now: at })).ask)
      history.push({ touchpoint, shown: at, dismissed });
  return history;
}

/** Rules under which much is asked; only one of the two touchpoints may use the reserve of the budget. */
const frequent = fc
  .record({
    quietPeriod: span,
    repeatAfter: span,
    afterDismissal: span,
    prompts: fc.integer({ min: 2, max: 4 }),
    reserve: fc.integer({ min: 0, max: 1 }),
    time: fc.integer({ min: 1, max: 200 }).map((hours) => hours * hour),
  })
  .map((given) => {
    const { quietPeriod, prompts, reserve, time, ...waits } = given;
    const rules = (room: number) => touchpointOf({ ...waits, budget: { prompts: room, within: time } });
    const touchpoints = { ticket_closed: rules(prompts - reserve), relationship: rules(prompts) };
    return { ...given, program: { ...programOf({}, { quietPeriod }), touchpoints } };
  });

const within = (history: readonly Showing[], { from, time }: { from: number; time: number }) =>
  history.filter(({ shown }) => shown >= from && shown - from < time).length;

describe('whatever happens to a person', () => {
  it('there is a quiet period between any two prompts', () => {
    fc.assert(
      fc.property(frequent, triggers, ({ program, quietPeriod }, all) => {
        const history = promptsOf(program, all);
        for (const [nth, { shown }] of history.slice(1).entries())
          expect(shown - (history[nth]?.shown ?? shown)).toBeGreaterThanOrEqual(quietPeriod);
      }),
      { numRuns: 500 },
    );
  });

  it('no time as long as the budget’s has more prompts than the budget', () => {
    let full = 0;
    fc.assert(
      fc.property(frequent, triggers, ({ program, prompts, time }, all) => {
        const history = promptsOf(program, all);
        for (const { shown } of history) {
          const count = within(history, { from: shown, time });
          expect(count).toBeLessThanOrEqual(prompts);
          if (count === prompts) full += 1;
        }
      }),
      { numRuns: 500 },
    );
    // Otherwise the property would say little.
    expect(full).toBeGreaterThan(0);
  });

  it('a touchpoint without a claim to the reserve never takes the last of the budget', () => {
    let reserved = 0;
    fc.assert(
      fc.property(frequent, triggers, ({ program, prompts, reserve, time }, all) => {
        const history = promptsOf(program, all);
        for (const [nth, { touchpoint, shown }] of history.entries()) {
          const before = history.slice(0, nth).filter((one) => shown - one.shown < time).length;
          if (touchpoint === 'ticket_closed') expect(before).toBeLessThan(prompts - reserve);
          else if (before === prompts - reserve) reserved += 1;
        }
      }),
      { numRuns: 500 },
    );
    expect(reserved).toBeGreaterThan(0);
  });

  it('a touchpoint asks again only after its own wait, and after a dismissal that one’s', () => {
    let repeats = 0;
    fc.assert(
      fc.property(frequent, triggers, ({ program, repeatAfter, afterDismissal }, all) => {
        const history = promptsOf(program, all);
        for (const [nth, { touchpoint, shown, dismissed }] of history.entries())
          for (const again of history.slice(nth + 1).filter((one) => one.touchpoint === touchpoint)) {
            expect(again.shown - shown).toBeGreaterThanOrEqual(dismissed ? afterDismissal : repeatAfter);
            repeats += 1;
          }
      }),
      { numRuns: 500 },
    );
    expect(repeats).toBeGreaterThan(0);
  });
});
