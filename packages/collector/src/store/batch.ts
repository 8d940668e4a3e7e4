import type { RejectionCode, ResponseState, Tally, ToldExclusion } from '@milepost/protocol';

/** A checked state of a response on its way into the store. */
export interface IncomingResponse {
  state: ResponseState;
  /** When the device says that it sent this, by its own clock; null when nothing tells (an import). */
  sent: number | null;
  /** When it arrived, by ours. */
  received: number;
  /** Exclusions that an exported line brings with it. */
  excluded?: readonly ToldExclusion[];
  /** When it was erased, of an exported line; null or absent for one that was not. */
  erased?: number | null;
}

/** What one request brought: it is stored with others in one commit. */
export interface Batch {
  project: string;
  responses: readonly IncomingResponse[];
  tallies: readonly Tally[];
  /**
   * What the checks refused already; it is kept for a week, with what the store refuses. Null when refusals are told in
   * the answer alone, as for an import.
   */
  rejected: readonly RejectedInput[] | null;
}

/** A response that was refused, and what had come. */
export interface RejectedInput {
  /** Its id, when that could be read. */
  id: string | null;
  person: string | null;
  code: RejectionCode;
  detail: string;
  /** What came, as JSON; cut to a length, and null when nothing of it may be kept. */
  input: string | null;
}

/** A rejected response as it is kept. */
export interface Rejected extends RejectedInput {
  /** Rises with every one that is kept, over all projects. */
  sequence: number;
  at: number;
}

/** What became of one response, in the order of the batch. */
export type Outcome =
  | { kind: 'accepted' }
  | { kind: 'repeated' }
  | { kind: 'rejected'; code: RejectionCode; detail: string };
