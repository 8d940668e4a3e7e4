import type { ExclusionReason, Problem, Program } from '@milepost/protocol';
import type { KnownProgram, Revision } from '../program/known.ts';
import type { Batch, Outcome, Rejected } from './batch.ts';
import type { AddMoment, Claim, ClaimOutcome, Judge, Moment } from './claim.ts';
import type {
  AccountSelection,
  AccountSum,
  CellSelection,
  CellSum,
  CrossSelection,
  CrossSum,
  CrowdSelection,
  TallySum,
} from './counts.ts';
import type { SweepLimit } from './kept-ms.ts';
import type {
  AccountPrompt,
  ChangedResponse,
  KeptResponse,
  ListedResponse,
  OpenResponse,
  Page,
  PageFilter,
  ResponseFilter,
  StoredText,
} from './kept-responses.ts';
import type { CountRequest } from './rate.ts';

export type * from './batch.ts';
export type * from './claim.ts';
export type * from './counts.ts';
export type * from './kept-responses.ts';

/** What answers are left out of the scores by. */
export interface ExclusionTarget {
  kind: 'response' | 'person' | 'account';
  target: string;
}

/** A standing rule that leaves answers out of the scores until it is lifted. */
export interface Exclusion {
  id: string;
  reason: ExclusionReason;
  by: string;
  note: string | null;
  at: number;
  targets: ExclusionTarget[];
}

/** What came of an exclusion: `changed` counts the responses that left the scores because of it. */
export type AddExclusion =
  | { kind: 'added'; changed: number }
  | { kind: 'repeated' }
  /** There is one with this id and other content. */
  | { kind: 'conflict' };

/** Everything that is known of a person. */
export interface PersonRecord {
  /** Also those that are unverified, and excluded ones; the newest first. */
  responses: KeptResponse[];
  moments: Moment[];
  exclusions: Exclusion[];
  rejected: Rejected[];
}

/** What erasing has taken. */
export interface Erasure {
  responses: number;
  moments: number;
  rejected: number;
}

/** A cell whose counts are not what the responses add up to. */
export interface CellFault {
  /** The columns of its key, readable. */
  cell: string;
  kept: number[];
  counted: number[];
}

/** Something that the store found out about itself; `remedy` is null when all is well. */
export interface Finding {
  check: string;
  detail: string;
  remedy: string | null;
  /** `failed`: what it was made for is in danger. `warning`: it will be. */
  level: 'passed' | 'warning' | 'failed';
}

/** A write by a secret key. */
export interface AuditEntry {
  project: string;
  at: number;
  /** The first characters of the key's digest. */
  key: string;
  /** Such as `PUT /v1/program`. */
  action: string;
  /** What it was done to, as far as that is no person: a revision, an exclusion's id; null when nothing is to be told. */
  target: string | null;
  status: number;
}

export interface Project {
  id: string;
  name: string;
  created: number;
}

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
  /** SHA-256 of the key, in hexadecimal digits. */
  hash: string;
  /** Origins that a public key is bound to; null for those of the settings. */
  origins: readonly string[] | null;
}

export interface KeyRecord extends Key {
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
  /** Counts in several dimensions at once, read from the responses. */
  crossed(selection: CrossSelection): Promise<CrossSum[]>;
  /** Sums per account, in no order. */
  accountSums(selection: AccountSelection): Promise<AccountSum[]>;
  /** How many people are behind each row, up to its limit. */
  crowds(selections: readonly CrowdSelection[]): Promise<number[]>;
  /** Tallies of days (dates, half-open), added up. */
  tallies(
    project: string,
    selection: { from: string | null; to: string | null; byDay: boolean },
  ): Promise<TallySum[]>;
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
   * A number for each month since 1970-01 that rises with every commit that moved cells or sums per account in it, of this
   * process or of another. A month that is not there has 0.
   */
  monthVersions(project: string): Promise<ReadonlyMap<number, number>>;
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
  /** Leaves out of the scores what an exclusion is about, now and later. Of several that fit, each has to be lifted. */
  addExclusion(project: string, exclusion: Exclusion): Promise<AddExclusion>;
  /** Lifts an exclusion: its answers count again as they did. Null when there is none, else how many came back. */
  removeExclusion(project: string, id: string): Promise<number | null>;
  /** The exclusions that stand, the newest first. */
  exclusions(project: string, page: { after: string | null; limit: number }): Promise<Page<Exclusion>>;
  /** Rejected responses of the last days, the newest first. */
  rejected(
    project: string,
    page: { before: number | null; since: number; limit: number },
  ): Promise<Rejected[]>;
  /**
   * Responses in the order of their keys; each is there once, whatever is stored meanwhile. With a filter a page can hold
   * fewer rows than its limit, or none, while there is a next one.
   */
  responsePage(
    project: string,
    page: { after: string | null; limit: number; filter?: PageFilter },
  ): Promise<Page<StoredText>>;
  /**
   * Responses that are not erased, the newest shown first. The store may look at so many and no more, so that a page can
   * hold fewer rows than its limit, or none, while there is a next one.
   */
  listResponses(
    project: string,
    page: { filter: ResponseFilter; after: string | null; limit: number },
  ): Promise<Page<ListedResponse>>;
  /**
   * Responses in the order in which they were stored or last changed, each at its latest place. `next` is never null: it
   * is where to ask again. `after` null asks for where the end is now, without rows.
   */
  changes(
    project: string,
    page: { after: string | null; limit: number },
  ): Promise<{ rows: ChangedResponse[]; next: string }>;
  /**
   * Prompts of accounts, by account and then by time, shown in a half-open range of instants: all of an account's are on
   * one page.
   */
  accountPrompts(
    project: string,
    page: { from: number; to: number; account: string | null; after: string | null; limit: number },
  ): Promise<Page<AccountPrompt>>;
  /** Everything that is known of a person. */
  person(project: string, person: { id: string; now: number }): Promise<PersonRecord>;
  /**
   * Takes the person out of everything: of a response its person, facts, page and texts, or all of it. Later sends of
   * these responses, or of this person's that were shown before `at`, are `person_erased`.
   */
  erasePerson(
    project: string,
    person: { id: string; at: number; answers: 'keep' | 'delete' },
  ): Promise<Erasure>;
  /** Erases some responses that were shown before an instant, as `erasePerson` does; resolves to how many, 0 at the end. */
  expire(project: string, limit: { shownBefore: number; at: number; rows: number }): Promise<number>;
  /**
   * Takes away some of what is past its time in any project: refused responses, hashes of what was erased, moments,
   * claims, the audit log. Resolves to how many, 0 at the end.
   */
  sweep(limit: SweepLimit): Promise<number>;
  /** The cells that are not what the responses add up to: the first so many, and how many there are. */
  verifyCells(project: string, limit: number): Promise<{ faults: CellFault[]; count: number }>;
  /** Counts every response of a project again. */
  rebuildCells(project: string): Promise<void>;
  /** Commits something, and so proves that the store can be written. */
  ping(): Promise<void>;
  /** What the store can find out about itself: the file's integrity, durability, schema, space. */
  inspect(): Promise<Finding[]>;
  /**
   * Writes a copy of everything to a new file while the store is in use, and proves that it can be read. The file has its
   * name only when `prove`, which is given the copy's passing one, has resolved too.
   */
  backup(file: string, prove?: (copy: string) => Promise<void>): Promise<void>;
  audit(entry: AuditEntry): Promise<void>;
  /** Writes by secret keys, the newest first. */
  auditLog(project: string, page: { limit: number }): Promise<AuditEntry[]>;
  /** Counts requests for all processes that share the store; absent where each counts its own. */
  countRequest?: CountRequest;
  projects(): Promise<Project[]>;
  /** Creates the project; false when it is there already. */
  ensureProject(project: string, name: string): Promise<boolean>;
  findKey(hash: string): Promise<Key | null>;
  keys(project: string): Promise<KeyRecord[]>;
  addKey(key: KeyRecord): Promise<void>;
  /** Takes a key away by the first characters of its digest; false when none or several of the project fit. */
  revokeKey(project: string, hashPrefix: string): Promise<boolean>;
  /** Replaces the keys that the settings gave before by these. */
  putSettingsKeys(project: string, keys: readonly KeyRecord[]): Promise<void>;
  close(): Promise<void>;
}

/** The store cannot do what was asked now: the disk is full, the file is locked or gone. Nothing was kept. */
export class StoreUnavailable extends Error {
  override name = 'StoreUnavailable';
}
