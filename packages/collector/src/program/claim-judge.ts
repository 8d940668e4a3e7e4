import { decide } from '@milepost/engine';
import type { ClientProgram, Person } from '@milepost/protocol';
import type { ClaimBasis, Judge } from '../store/store.ts';

/** A claim with all that is known of it before the store is asked. */
interface Claimed {
  program: ClientProgram;
  touchpoint: string;
  person: Person & { id: string };
  now: number;
  /** The end of the period in which only this share of an account's people is asked; null when all of them may be. */
  account: { end: number; share: number } | null;
}

/**
 * The governor as the judge of a claim: the same gates as in the page, over what all devices of the person did. What
 * only the page knows, the session, the consent and the open prompt, it has looked at before it claims.
 */
export function claimJudge({ program, touchpoint, person, now, account }: Claimed): Judge {
  return (basis) =>
    decide(
      account && isFull(basis, account.share) ? closeQuota(program, touchpoint, account.end) : program,
      touchpoint,
      {
        subject: person.id,
        person,
        history: basis.history,
        inSession: 0,
        consent: true,
        busy: false,
        now,
      },
    );
}

/** Whether so many others of the account were asked in this period that nobody else may be. */
function isFull({ people }: ClaimBasis, share: number): boolean {
  if (!people || people.wasAsked) return false;
  // A share such as 0.29 of 100 must not become 28 by a speck of rounding.
  return people.askedOthers >= Math.max(1, Math.floor(share * people.known + 1e-9));
}

function closeQuota(program: ClientProgram, touchpoint: string, until: number): ClientProgram {
  const spec = Object.hasOwn(program.touchpoints, touchpoint) && program.touchpoints[touchpoint];
  if (!spec) return program;
  const quota = Math.max(until, spec.closed?.quota ?? 0);
  const closed = { ...spec, closed: { ...spec.closed, quota } };
  return { ...program, touchpoints: { ...program.touchpoints, [touchpoint]: closed } };
}
