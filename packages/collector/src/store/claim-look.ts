import type { Claim, ClaimOutcome } from './claim.ts';

/** Prompts of one person that are looked at, so that a flood of them cannot make every claim slow. */
export const historyLength = 1_000;

/** What is decided on a claim by what is stored now. */
export interface ClaimLook {
  outcome: ClaimOutcome;
  /** The claim is granted for the first time. */
  grants: boolean;
  /** The person is new among those of the account. */
  joins: boolean;
}

/** A response or a claim that is there under the id of a claim. */
export interface EarlierClaim {
  touchpoint: string;
  person: string | null;
}

/** Whether a claim is what was granted or shown under its id before. */
export function sameOrConflict({ touchpoint, person }: Claim, earlier: EarlierClaim): ClaimOutcome {
  if (earlier.touchpoint !== touchpoint) return { kind: 'conflict', field: 'touchpoint' };
  // A response of nobody known may become this person's.
  if (earlier.person !== null && earlier.person !== person) return { kind: 'conflict', field: 'person' };
  return { kind: 'granted' };
}
