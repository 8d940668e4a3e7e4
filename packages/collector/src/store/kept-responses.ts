import type { ResponseState, ToldExclusion } from '@milepost/protocol';
import type { CellCount } from '../intake/cells.ts';
import type { SendTimes } from '../intake/clock-skew.ts';

/** Which responses are listed. */
export interface ResponseFilter {
  /** Null for all. */
  touchpoints: readonly string[] | null;
  /** Local days, half-open. */
  from: number | null;
  to: number | null;
  /** Words (`wordsOf`) that all begin one of the response's own; empty for any response. */
  words: readonly string[];
  person: string | null;
  account: string | null;
}

/** A response with the day that it counts on and `shown` by the corrected clock. */
export interface ListedResponse extends KeptResponse {
  day: number;
  shown: number;
}

/** A response at its place among the changes. */
export interface ChangedResponse extends ListedResponse {
  /** Asks `changes` for what follows this row: the cursor of the last row of a page is its `next`. */
  cursor: string;
}

/** A prompt of somebody who belongs to an account, vouched for, not excluded and not erased. */
export interface AccountPrompt {
  account: string;
  shown: number;
  state: ResponseState;
}

/** A response that is neither completed, dismissed nor given up, and was shown lately. */
export interface OpenResponse {
  day: number;
  /** By the corrected clock. */
  shown: number;
  /** Everything that it counts in the cells. */
  counts: CellCount[];
}

/** A response as it is stored, for whoever may read all of it. */
export interface KeptResponse extends SendTimes {
  bucket: number;
  state: ResponseState;
  /** When its person and texts were taken out; null while they are there. */
  erased: number | null;
  /** The exclusions that keep it out of the scores, by the response, its person or its account; the oldest first. */
  excluded: ToldExclusion[];
}

/** A response as it is written out: its state is canonical JSON still, since nothing has to be read out of it. */
export interface StoredText extends Omit<KeptResponse, 'state'> {
  /** The local day that it counts on. */
  day: number;
  text: string;
}

/** Which responses a page holds. */
export interface PageFilter {
  /** Local days, half-open. */
  from: number | null;
  to: number | null;
  /** Null for all. */
  touchpoints: readonly string[] | null;
  surveys: readonly string[] | null;
}

/** A page of something that is read in its order; `next` asks for what follows, and is null at the end. */
export interface Page<T> {
  rows: T[];
  next: string | null;
}
