import { checkProgram, clientView } from '@milepost/protocol';
import { buildProgram } from '@milepost/testkit';
import { describe, expect, it } from 'vitest';
import { claimJudge } from './claim-judge.ts';

const now = Date.parse('2026-11-22T07:00:00Z');
const day = 86_400_000;
const week = { end: now + day, share: 0.25 };

/** Judges a claim of `ticket_closed`, by somebody of an account in which so many others were asked. */
function judge(askedOthers: number, closed: { quota?: number; precision?: number } = {}, wasAsked = false) {
  const { program } = checkProgram(buildProgram());
  if (!program) throw new Error('the program has faults');
  const context = { revision: 1, versions: {}, instantOf: Date.parse, closed: { ticket_closed: closed } };
  const view = clientView(program, context);
  const person = { id: 'u-17', account: 'acme' };
  return claimJudge({ program: view, touchpoint: 'ticket_closed', person, now, account: week })({
    history: [],
    people: { known: 4, askedOthers, wasAsked },
  });
}

describe('a full account', () => {
  it('closes the quota until its period ends', () => {
    expect(judge(0).ask).toBe(true);
    expect(judge(1)).toMatchObject({ ask: false, reason: 'quota', eligibleAt: now + day });
    expect(judge(1, {}, true).ask).toBe(true);
  });

  it('leaves what else keeps the touchpoint closed as it is', () => {
    expect(judge(1, { quota: now + 2 * day })).toMatchObject({ reason: 'quota', eligibleAt: now + 2 * day });
    expect(judge(1, { precision: now + 3 * day })).toMatchObject({
      reason: 'quota',
      eligibleAt: now + 3 * day,
    });
  });
});
