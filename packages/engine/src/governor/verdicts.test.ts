import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { decide, gates, weigh } from './governor.ts';
import { day, now, programOf, programs, showing, situationOf, situations } from './situation.fixture.ts';
import { verdictsOf } from './verdicts.ts';

describe('what a page weighs at a trigger', () => {
  it('has the same reason and the same survey as the whole decision, whatever the situation', () => {
    const seen = new Set<string | null>();
    fc.assert(
      fc.property(programs, situations, (program, situation) => {
        const { reason, survey, opens } = weigh(program, 'ticket_closed', situation);
        const decision = decide(program, 'ticket_closed', situation);
        expect([reason ?? null, survey]).toStrictEqual([decision.reason, decision.survey]);
        expect(Object.entries(opens ?? {}).map(([gate, at]) => [gate, at <= situation.now])).toStrictEqual(
          decision.gates.map(({ gate, open }) => [gate, open]),
        );
        seen.add(reason ?? null);
      }),
      { numRuns: 2_000 },
    );
    // Otherwise it would have said little.
    expect(seen).toStrictEqual(new Set([null, ...gates]));
  });

  it.each(['nope', 'constructor', '__proto__'])('knows no touchpoint %j either', (name) => {
    expect(weigh(programOf(), name, situationOf())).toStrictEqual({ reason: 'touchpoint_unknown' });
  });
});

describe('the verdicts of what was weighed', () => {
  it('are the whole decision, whatever the situation', () => {
    fc.assert(
      fc.property(programs, situations, (program, situation) => {
        const weighed = weigh(program, 'ticket_closed', situation);
        expect(verdictsOf(weighed, situation.now)).toStrictEqual(decide(program, 'ticket_closed', situation));
      }),
      { numRuns: 2_000 },
    );
  });

  it('say never as null, and not as an instant that no clock shows', () => {
    const weighed = weigh(programOf({ paused: true }), 'ticket_closed', situationOf());
    const { eligibleAt, gates } = verdictsOf(weighed, now);
    expect([eligibleAt, gates[0]]).toStrictEqual([null, { gate: 'paused', open: false, eligibleAt: null }]);
  });

  it('of what was open before are as of the instant that is asked about', () => {
    const history = [showing(now - 89 * day)];
    const weighed = weigh(programOf(), 'ticket_closed', situationOf({ history }));
    const repeat = ({ gate }: { gate: string }) => gate === 'repeat';
    expect(verdictsOf(weighed, now).gates.find(repeat)).toMatchObject({ open: false, eligibleAt: now + day });
    expect(verdictsOf(weighed, now + day).gates.find(repeat)).toMatchObject({ open: true });
  });

  it('without anything weighed have a reason and no gate', () => {
    expect(verdictsOf({ reason: 'touchpoint_unknown' }, now)).toStrictEqual({
      ask: false,
      reason: 'touchpoint_unknown',
      eligibleAt: null,
      survey: null,
      gates: [],
    });
  });
});
