import type { ClientProgram } from '@milepost/protocol';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { decide, type Gate, gates, type Situation } from './governor.ts';
import { plainlyClosed } from './plain-gates.fixture.ts';
import { hour, now, programs, situations } from './situation.fixture.ts';

const decided = (program: ClientProgram, situation: Situation) => decide(program, 'ticket_closed', situation);

/** Later than anything waits for, a sample that is drawn again excepted. */
const horizon = 200;
/** Everything is told in whole hours, so nothing changes between them. */
const hours = Array.from({ length: horizon }, (_, nth) => now + nth * hour);

/** The first hour at which these gates are open when nothing else happens, or null when none is. */
function firstOpen(program: ClientProgram, situation: Situation, of: readonly Gate[]): number | null {
  const open = (at: number) =>
    !plainlyClosed(program, { ...situation, now: at }).some((gate) => of.includes(gate));
  return hours.find(open) ?? null;
}

/** Expects an instant to be the plain one, or to lie behind the hours that were looked at. */
function expectInstant(told: number | null, plain: number | null): void {
  const beyond = told !== null && told >= now + horizon * hour;
  expect(beyond ? null : told).toBe(plain);
}

describe('in any situation, a decision', () => {
  it('asks exactly when every gate is open, and else names the first closed one', () => {
    const seen = new Set<string>();
    fc.assert(
      fc.property(programs, situations, (program, situation) => {
        const decision = decided(program, situation);
        const closed = plainlyClosed(program, situation);
        expect(decision.gates.map(({ gate }) => gate)).toStrictEqual(gates);
        expect(decision.gates.filter(({ open }) => !open).map(({ gate }) => gate)).toStrictEqual(closed);
        expect(decision.ask).toBe(closed.length === 0);
        expect(decision.reason).toBe(closed[0] ?? null);
        for (const gate of closed) if (closed.length === 1) seen.add(`only ${gate}`);
        seen.add(closed[0] ?? 'ask');
      }),
      { numRuns: 5_000 },
    );
    // Otherwise the property would say little.
    expect(seen).toStrictEqual(new Set(['ask', ...gates, ...gates.map((gate) => `only ${gate}`)]));
  });

  it('has as its `eligibleAt` the first instant at which it asks, and null when no waiting helps', () => {
    const seen = new Set<string>();
    fc.assert(
      fc.property(programs, situations, (program, situation) => {
        const { ask, eligibleAt } = decided(program, situation);
        expectInstant(eligibleAt, firstOpen(program, situation, gates));
        const asksAt = (time: number) => decided(program, { ...situation, now: time }).ask;
        if (eligibleAt !== null) expect(asksAt(eligibleAt)).toBe(true);
        if (eligibleAt !== null && !ask) expect(asksAt(eligibleAt - 1)).toBe(false);
        seen.add(ask ? 'now' : eligibleAt === null ? 'never' : 'later');
      }),
      { numRuns: 2_000 },
    );
    expect(seen).toStrictEqual(new Set(['now', 'later', 'never']));
  });

  it('has for each gate the first instant at which that gate is open', () => {
    const later = new Set<Gate>();
    fc.assert(
      fc.property(programs, situations, (program, situation) => {
        for (const { gate, open, eligibleAt } of decided(program, situation).gates) {
          expectInstant(eligibleAt, firstOpen(program, situation, [gate]));
          if (open || eligibleAt === null) continue;
          const before = decided(program, { ...situation, now: eligibleAt - 1 });
          expect(before.gates.find((one) => one.gate === gate)?.open).toBe(false);
          later.add(gate);
        }
      }),
      { numRuns: 500 },
    );
    const waits = ['schedule', 'sample', 'repeat', 'quiet_period', 'quota', 'precision'];
    expect([...later].sort()).toStrictEqual(waits.sort());
  });

  it('is the same again, whatever the order of the history, and changes nothing', () => {
    fc.assert(
      fc.property(programs, situations, (program, situation) => {
        const before = JSON.stringify([program, situation]);
        const decision = decided(program, situation);
        expect(decided(program, situation)).toStrictEqual(decision);
        const history = situation.history.toReversed();
        expect(decided(program, { ...situation, history })).toStrictEqual(decision);
        expect(JSON.stringify([program, situation])).toBe(before);
      }),
    );
  });
});
