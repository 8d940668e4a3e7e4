import type { Decision, Showing } from '@milepost/engine';
import type { OpenMoment } from '@milepost/protocol';

/** A prompt that a person may be shown, if the judge says so. */
export interface Claim {
  project: string;
  /** The id of the response that the prompt would become. */
  response: string;
  touchpoint: string;
  person: string;
  account: string | null;
  at: number;
  /** Since when the account's people are counted, in milliseconds since the epoch; null when they need not be. */
  countPeopleSince: number | null;
}

/** What a claim is judged by. */
export interface ClaimBasis {
  /** Prompts that the person was shown on any device, and those that are claimed, the newest first. */
  history: Showing[];
  /**
   * Of the account, where they are counted: those who are known, those but this one who were asked in the period, and
   * whether this one was.
   */
  people: { known: number; askedOthers: number; wasAsked: boolean } | null;
}

/** Decides on a claim; pure, since it may be called twice. */
export type Judge = (basis: ClaimBasis) => Decision;

export type ClaimOutcome =
  | { kind: 'granted' }
  | { kind: 'refused'; decision: Decision }
  /** The response belongs to another person or touchpoint. */
  | { kind: 'conflict'; field: 'person' | 'touchpoint' };

/** Something that a person is to be asked about. Times are milliseconds since the epoch. */
export interface Moment extends Omit<OpenMoment, 'expires'> {
  person: string;
  made: number;
  expires: number;
}

/** What came of a moment: the one that is kept by its id, unless that was taken back. */
export type AddMoment = { kind: 'added' | 'repeated'; moment: Moment } | { kind: 'deleted' };
