import { checkProgram } from '@milepost/protocol';
import { buildProgram } from '@milepost/testkit';
import { describe, expect, it } from 'vitest';
import { missingTraits, missingTraitsText } from './missing-traits.ts';
import { simulateProgram } from './simulation.ts';

/** What is missing when ann, who has no traits, comes to `ticket_closed` that is asked about like this. */
function missing(ask: object, ...traits: string[]) {
  const { touchpoints, ...document } = buildProgram();
  const { program, faults } = checkProgram({
    ...document,
    touchpoints: { ...touchpoints, ticket_closed: { ...touchpoints['ticket_closed'], ask } },
  });
  if (!program) throw new Error(JSON.stringify(faults));
  const triggers = [{ at: Date.UTC(2026, 0, 5), person: 'ann', touchpoint: 'ticket_closed' }];
  const report = simulateProgram(program, { triggers, ratesAt: () => ({ answerRate: 1, dismissRate: 0 }) });
  return missingTraits(program, { report, traits: new Set(traits) });
}

describe('missingTraits', () => {
  it.each<[audience: object, traits: string[]]>([
    [{ plan: 'pro' }, ['plan']],
    [{ plan: ['pro'], seats: { gt: 5 } }, ['plan', 'seats']],
    [{ constructor: { exists: true } }, ['constructor']],
    [{ plan: 'pro', beta: { exists: false } }, ['plan']],
  ])('names what an audience of %j looks at and nobody has', (audience, traits) => {
    expect(missing({ audience })).toStrictEqual([{ touchpoint: 'ticket_closed', traits }]);
  });

  it('leaves out the traits that people can have', () => {
    expect(missing({ audience: { plan: 'pro', seats: { gt: 5 } } }, 'plan')).toStrictEqual([
      { touchpoint: 'ticket_closed', traits: ['seats'] },
    ]);
    expect(missing({ audience: { plan: 'pro' } }, 'plan')).toStrictEqual([]);
  });

  it.each<[ask: object]>([
    [{}],
    [{ audience: { beta: { exists: false } } }],
    [{ audience: { plan: 'pro' }, paused: true }],
    [{ audience: { plan: 'pro' }, schedule: { from: '2027-01-01' } }],
  ])('does not name a touchpoint that is open, or closed for another reason: %j', (ask) => {
    expect(missing(ask)).toStrictEqual([]);
  });
});

describe('missingTraitsText', () => {
  it('names every touchpoint, and every trait once', () => {
    expect(
      missingTraitsText([
        { touchpoint: 'a', traits: ['plan'] },
        { touchpoint: 'b', traits: ['plan', 'seats'] },
        { touchpoint: 'c', traits: ['\u001b[2J'] },
      ]),
    ).toStrictEqual([
      'The made-up people have no "plan", "seats" or "\\u001b[2J", so nobody is asked at "a", "b" and "c"; say who has ' +
        'what in the "traits" of a --traffic file.',
    ]);
    expect(missingTraitsText([])).toStrictEqual([]);
  });
});
