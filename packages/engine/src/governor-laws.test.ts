import type { ClientProgram, Person } from '@milepost/protocol';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { decide, type Gate, type Showing, type Situation } from './governor.ts';
import { inSample } from './sampling.ts';

type Spec = ClientProgram['touchpoints'][string];

const hour = 3_600_000;
const now = Date.UTC(2026, 10, 22, 12);
const order: Gate[] = ['paused', 'audience', 'sample', 'repeat', 'quiet_period', 'per_session', 'busy'];
const survey = 'support-csat';

// Whole hours within two days, so that boundaries are hit and every gate is both open and closed often.
const span = fc.integer({ min: 0, max: 40 }).map((hours) => hours * hour);
const spec: fc.Arbitrary<Spec> = fc.record(
  {
    survey: fc.constant(survey),
    sample: fc.constantFrom(0, 0.5, 1, 1),
    delay: fc.constant(1_000),
    repeatAfter: span,
    priority: fc.constant(5),
    closedUntil: fc.oneof(
      fc.constant(null),
      fc.integer({ min: -40, max: 40 }).map((hours) => new Date(now + hours * hour).toISOString()),
    ),
    audience: fc.constantFrom<NonNullable<Spec['audience']>>(
      {},
      { plan: ['pro', 1] },
      { plan: ['pro'], beta: [true] },
    ),
  },
  { requiredKeys: ['survey', 'sample', 'delay', 'repeatAfter', 'priority', 'closedUntil'] },
);
const programs: fc.Arbitrary<ClientProgram> = fc.record({
  revision: fc.constant(1),
  locale: fc.constant('en'),
  touchpoints: fc.record({ ticket_closed: spec, relationship: spec }),
  surveys: fc.constant({}),
  governor: fc.record({
    quietPeriod: span,
    perSession: fc.integer({ min: 1, max: 3 }),
    afterDismissal: span,
  }),
});
const showing: fc.Arbitrary<Showing> = fc.record(
  {
    touchpoint: fc.constantFrom('ticket_closed', 'relationship', 'gone'),
    shown: fc.integer({ min: -45, max: 3 }).map((hours) => now + hours * hour),
    dismissed: fc.boolean(),
  },
  { requiredKeys: ['touchpoint', 'shown'] },
);
const situations: fc.Arbitrary<Situation> = fc.record({
  subject: fc.string({ maxLength: 4 }),
  person: fc.constantFrom<Person | null>(
    null,
    { id: 'u' },
    { traits: { plan: 'pro' } },
    { id: 'u', traits: { plan: 1, beta: true } },
    { traits: { plan: 'pro', beta: true } },
  ),
  history: fc.array(showing, { maxLength: 4 }),
  inSession: fc.nat({ max: 3 }),
  busy: fc.boolean(),
  now: fc.constant(now),
});

/** The closed gates once more, each as a plain sentence about the situation. */
function closedGates(program: ClientProgram, situation: Situation): Gate[] {
  const { audience = {}, closedUntil, repeatAfter, sample } = program.touchpoints['ticket_closed'] as Spec;
  const { afterDismissal, perSession, quietPeriod } = program.governor;
  const { busy, history, inSession, person, subject } = situation;
  const traits = person?.traits ?? {};
  const closed: Record<Gate, boolean> = {
    paused: closedUntil !== null && new Date(closedUntil).getTime() > now,
    audience: Object.keys(audience).some((trait) => !new Set<unknown>(audience[trait]).has(traits[trait])),
    sample: !inSample(subject, 'ticket_closed', sample),
    repeat: history.some(
      ({ touchpoint, shown, dismissed }) =>
        touchpoint === 'ticket_closed' && now - shown < (dismissed === true ? afterDismissal : repeatAfter),
    ),
    quiet_period: history.some(({ shown }) => now - shown < quietPeriod),
    per_session: inSession >= perSession,
    busy,
  };
  return order.filter((gate) => closed[gate]);
}

describe('in any situation, a decision', () => {
  it('asks exactly when every gate is open, and else names the first closed one', () => {
    const seen = new Set<string>();
    fc.assert(
      fc.property(programs, situations, (program, situation) => {
        const decision = decide(program, 'ticket_closed', situation);
        const closed = closedGates(program, situation);
        expect(decision.gates.map(({ gate }) => gate)).toStrictEqual(order);
        expect(decision.gates.filter(({ open }) => !open).map(({ gate }) => gate)).toStrictEqual(closed);
        expect(decision.ask).toBe(closed.length === 0);
        expect(decision.reason).toBe(closed[0] ?? null);
        seen.add(closed[0] ?? 'ask');
      }),
      { numRuns: 3_000 },
    );
    // Otherwise the property would say little.
    expect(seen).toStrictEqual(new Set(['ask', ...order]));
  });

  it('asks at its `eligibleAt` and not before, when nothing else changes', () => {
    fc.assert(
      fc.property(programs, situations, (program, situation) => {
        const { ask, eligibleAt, gates } = decide(program, 'ticket_closed', situation);
        const asksAt = (time: number) => decide(program, 'ticket_closed', { ...situation, now: time }).ask;
        expect(eligibleAt === null).toBe(gates.some((gate) => gate.eligibleAt === null));
        if (eligibleAt === null) expect(asksAt(now + 10_000 * hour)).toBe(false);
        else {
          expect(eligibleAt).toBeGreaterThanOrEqual(now);
          expect(asksAt(eligibleAt)).toBe(true);
          if (ask) expect(eligibleAt).toBe(now);
          else expect(asksAt(eligibleAt - 1)).toBe(false);
        }
      }),
      { numRuns: 3_000 },
    );
  });

  it('has for each gate the time at which that gate opens', () => {
    fc.assert(
      fc.property(programs, situations, (program, situation) => {
        for (const { gate, open, eligibleAt } of decide(program, 'ticket_closed', situation).gates) {
          const opens = (time: number) =>
            decide(program, 'ticket_closed', { ...situation, now: time }).gates.find(
              (one) => one.gate === gate,
            )?.open;
          if (open) expect(eligibleAt).toBe(now);
          else expect(opens((eligibleAt ?? now + 10_000 * hour) - 1)).toBe(false);
          if (eligibleAt !== null) expect(opens(eligibleAt)).toBe(true);
        }
      }),
    );
  });

  it('is the same again, whatever the order of the history, and changes nothing', () => {
    fc.assert(
      fc.property(programs, situations, (program, situation) => {
        const before = JSON.stringify([program, situation]);
        const decision = decide(program, 'ticket_closed', situation);
        expect(decide(program, 'ticket_closed', situation)).toStrictEqual(decision);
        const history = situation.history.toReversed();
        expect(decide(program, 'ticket_closed', { ...situation, history })).toStrictEqual(decision);
        expect(JSON.stringify([program, situation])).toBe(before);
      }),
    );
  });
});
