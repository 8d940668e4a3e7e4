import type { Problem, RejectionCode, ResponseState, Tally } from '@milepost/protocol';
import type { CellCount } from '../intake/cells.ts';
import type { KnownProgram, Revision } from '../program/known.ts';

/** A checked state of a response on its way into the store. */
export interface IncomingResponse {
  state: ResponseState;
  /** When the device says that it sent this, by its own clock; null when nothing tells (an import). */
  sent: number | null;
  /** When it arrived, by ours. */
  received: number;
}

/** What one commit takes: everything that the gathered requests brought. */
export interface Batch {
  project: string;
  responses: readonly IncomingResponse[];
  tallies: readonly Tally[];
}

/** What became of one response, in the order of the batch. */
export type Outcome =
  | { kind: 'accepted' }
  | { kind: 'repeated' }
  | { kind: 'rejected'; code: RejectionCode; detail: string };

/** Which cells are added up. Days are days since 1970-01-01, half-open. */
export interface CellSelection {
  project: string;
  dimension: string;
  scales: readonly string[];
  from: number | null;
  to: number | null;
  /** Keep the days apart. */
  byDay: boolean;
}

/** Cells added up. `day` is 0 when days are not kept apart. */
export interface CellSum {
  day: number;
  touchpoint: string;
  survey: string;
  version: number;
  question: string;
  value: string;
  scale: string;
  counts: number[];
}

/** A response that is neither completed, dismissed nor given up, and was shown lately. */
export interface OpenResponse {
  day: number;
  /** Everything that it counts in the cells. */
  counts: CellCount[];
}

export type KeyKind = 'public' | 'secret';

export interface Key {
  project: string;
  kind: KeyKind;
  scopes: readonly string[];
}

export interface KeyRecord extends Key {
  hash: string;
  source: 'settings' | 'created';
}

export type PutProgram = { known: KnownProgram; problem: null } | { known: null; problem: Problem };

/**
 * Where everything is kept. Every method is atomic, and what it resolves is durable. A method that cannot keep that
 * promise rejects with `StoreUnavailable`, and nothing of what it was given is kept.
 */
export interface Store {
  /** Merges the states, moves the cells by the difference and commits, all of it or nothing. */
  record(batches: readonly Batch[]): Promise<Outcome[][]>;
  cells(selection: CellSelection): Promise<CellSum[]>;
  /** Open responses shown at or after an instant. */
  openResponses(project: string, since: number): Promise<OpenResponse[]>;
  program(project: string): Promise<KnownProgram | null>;
  /** Stores a revision, if `expected` still is the latest one; rebuilds the cells when they depend on the change. */
  putProgram(project: string, revision: Revision, expected: number | null): Promise<PutProgram>;
  /** Creates the project when it is new. */
  ensureProject(project: string, name: string): Promise<void>;
  findKey(hash: string): Promise<Key | null>;
  keys(project: string): Promise<KeyRecord[]>;
  /** Replaces the keys that the settings gave before by these. */
  putSettingsKeys(project: string, keys: readonly KeyRecord[]): Promise<void>;
  close(): Promise<void>;
}

/** The store cannot do what was asked now: the disk is full, the file is locked or gone. Nothing was kept. */
export class StoreUnavailable extends Error {
  override name = 'StoreUnavailable';
}
