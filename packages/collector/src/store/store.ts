import type { Decision, Showing } from '@milepost/engine';
import type { OpenMoment, Problem, Program, RejectionCode, ResponseState, Tally } from '@milepost/protocol';
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

/** A revision of a program as it was pushed. */
export interface StoredRevision {
  revision: number;
  created: number;
  program: Program;
  /** The version that each of its surveys had. */
  surveys: Record<string, number>;
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
  /** Why `putProgram` would not store a revision, or null. */
  refusalOf(project: string, revision: Revision, expected: number | null): Promise<Problem | null>;
  /** The latest revisions, or those before one, the newest first. */
  revisions(project: string, page: { before: number | null; limit: number }): Promise<StoredRevision[]>;
  revision(project: string, revision: number): Promise<Program | null>;
  /** Another number after every commit that moved cells of the project, of this process or of another. */
  cellsVersion(project: string): Promise<number>;
  /**
   * Reads the person's history, has it judged, and keeps the claim when it is granted: for two minutes, unless its
   * response comes. One that was granted before, or was shown already, is granted again without being judged.
   */
  claim(claim: Claim, judge: Judge): Promise<ClaimOutcome>;
  /** Keeps a moment unless there is one with its id, or was until it was removed. */
  addMoment(project: string, moment: Moment): Promise<AddMoment>;
  /** Whether there was one that had not expired. */
  removeMoment(project: string, moment: { id: string; now: number }): Promise<boolean>;
  /** The person's moments that are neither expired nor asked about, the oldest first. */
  openMoments(project: string, person: { id: string; now: number }): Promise<Moment[]>;
  /** Whether anybody has a moment that has not expired. */
  hasMoments(project: string, now: number): Promise<boolean>;
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
