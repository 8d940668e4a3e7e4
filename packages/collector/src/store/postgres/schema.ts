import { sql } from 'drizzle-orm';
import {
  bigint,
  bigserial,
  boolean,
  customType,
  index,
  integer,
  pgTable,
  primaryKey,
  smallint,
  varchar,
} from 'drizzle-orm/pg-core';

/** Text that is compared byte by byte: the same order on every server, and the fastest. */
const text = customType<{ data: string }>({ dataType: () => 'text collate "C"' });
/** Milliseconds since the epoch. */
const instant = () => bigint({ mode: 'number' });

export const projects = pgTable('projects', {
  id: text().primaryKey(),
  name: text().notNull(),
  created: instant().notNull(),
  /** What erased ids are hashed with, so that nobody who has the hashes alone can try ids. */
  erasureKey: text('erasure_key').notNull(),
  /** Whether anything is excluded, and whether anybody was erased: most projects need not be asked about either. */
  hasExclusions: boolean('has_exclusions').notNull().default(false),
  hasErasures: boolean('has_erasures').notNull().default(false),
});

/**
 * Commits that moved cells of a project: the sum of its rows. One row for all would make every collector wait for every
 * other, so each connection counts in a slot of its own.
 */
export const counted = pgTable(
  'counted',
  {
    project: text().notNull(),
    slot: smallint().notNull(),
    commits: bigint({ mode: 'number' }).notNull(),
  },
  (table) => [primaryKey({ columns: [table.project, table.slot] })],
);

/** Only the SHA-256 of a key is kept, so that a copy of the database opens nothing. */
export const keys = pgTable(
  'keys',
  {
    hash: text().primaryKey(),
    project: text().notNull(),
    kind: text().$type<'public' | 'secret'>().notNull(),
    /** Scopes separated by blanks; `*` is all of them. Empty for a public key. */
    scopes: text().notNull(),
    /** `settings`: given by the environment or made at the first start; replaced when the settings change. */
    source: text().$type<'settings' | 'created'>().notNull(),
    created: instant().notNull(),
    /** Origins separated by blanks that a public key is bound to; null for those of the settings. */
    origins: text(),
  },
  (table) => [index('keys_project').on(table.project)],
);

/** Every revision of a project's program, whole. */
export const programs = pgTable(
  'programs',
  {
    project: text().notNull(),
    revision: integer().notNull(),
    document: text().notNull(),
    created: instant().notNull(),
  },
  (table) => [primaryKey({ columns: [table.project, table.revision] })],
);

/** Every version of every survey that any revision had. */
export const surveys = pgTable(
  'surveys',
  {
    project: text().notNull(),
    survey: text().notNull(),
    version: integer().notNull(),
    content: text().notNull(),
    /** The revision of the program that brought it. */
    revision: integer().notNull(),
  },
  (table) => [primaryKey({ columns: [table.project, table.survey, table.version] })],
);

/** Every touchpoint that any revision had, as the latest of them described it. */
export const touchpoints = pgTable(
  'touchpoints',
  {
    project: text().notNull(),
    touchpoint: text().notNull(),
    stage: text().notNull(),
    pattern: text().notNull(),
  },
  (table) => [primaryKey({ columns: [table.project, table.touchpoint] })],
);

/** The merged state of every response. Days are days since 1970-01-01. */
export const responses = pgTable(
  'responses',
  {
    /** `project/bucket`: what a huge project is spread over machines by. */
    shard: text().notNull(),
    id: text().notNull(),
    project: text().notNull(),
    /** The local day that all cells of the response lie on. */
    day: integer().notNull(),
    /** `shown` by the corrected clock. */
    shown: instant().notNull(),
    /** Until it is completed, dismissed or given up. */
    open: boolean().notNull(),
    /** Of the send that arrived soonest after it was sent; null when no send told its time. */
    sent: instant(),
    received: instant().notNull(),
    state: text().notNull(),
    /** What a person's history is read by, out of the state. */
    touchpoint: text().notNull(),
    person: text(),
    account: text(),
    /** Dismissed without an answer. */
    dismissed: boolean().notNull(),
    /** False when nobody vouches for the person: kept, but outside of everybody's history. */
    verified: boolean().notNull(),
    /** While an exclusion keeps it out of the cells. */
    excluded: boolean().notNull(),
    /** When its person and texts were taken out; null while they are there. */
    erased: instant(),
  },
  (table) => [
    primaryKey({ columns: [table.shard, table.id] }),
    index('responses_open').on(table.shard, table.shown).where(sql`open`),
    /** What retention finds the oldest by. */
    index('responses_kept').on(table.shard, table.shown).where(sql`erased is null`),
    index('responses_person').on(table.project, table.person, table.shown).where(sql`person is not null`),
    index('responses_account')
      .on(table.project, table.account, table.person, table.shown)
      .where(sql`account is not null`),
  ],
);

/** Prompts that were granted and have two minutes to be shown. */
export const claims = pgTable(
  'claims',
  {
    project: text().notNull(),
    response: text().notNull(),
    touchpoint: text().notNull(),
    person: text().notNull(),
    account: text(),
    at: instant().notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.project, table.response] }),
    index('claims_person').on(table.project, table.person),
    index('claims_account').on(table.project, table.account),
    index('claims_at').on(table.at),
  ],
);

/** People of an account who came to be asked, whether they were or not; kept where the program counts them. */
export const members = pgTable(
  'members',
  {
    project: text().notNull(),
    account: text().notNull(),
    person: text().notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.project, table.account, table.person] }),
    index('members_person').on(table.project, table.person),
  ],
);

/** What a person is to be asked about at the next visit. Whether it is open still, the responses tell. */
export const moments = pgTable(
  'moments',
  {
    project: text().notNull(),
    id: text().notNull(),
    person: text().notNull(),
    touchpoint: text().notNull(),
    /** RFC 8785 text, or null. */
    facts: text(),
    made: instant().notNull(),
    expires: instant().notNull(),
    /** One that was taken back: kept until it expires, so that a late repetition does not bring it back. */
    deleted: boolean().notNull().default(false),
    /** Tells which of two of the same instant came first. */
    sequence: bigserial({ mode: 'number' }).notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.project, table.id] }),
    index('moments_person').on(table.project, table.person),
    index('moments_expires').on(table.expires),
    index('moments_open').on(table.project, table.expires).where(sql`not deleted`),
  ],
);

/** Answers added up: one row per day, question, dimension and value, with a count per scale value. */
export const cells = pgTable(
  'cells',
  {
    /** `project/bucket`, as of the responses. */
    shard: text().notNull(),
    /** `''` for the whole, `locale`, `channel`, or a declared segment. */
    dimension: text().notNull(),
    scale: text().notNull(),
    day: integer().notNull(),
    touchpoint: text().notNull(),
    survey: text().notNull(),
    version: integer().notNull(),
    /** `''` with the scale `funnel` for what became of the prompts. */
    question: text().notNull(),
    value: text().notNull(),
    c0: integer().notNull(),
    c1: integer().notNull(),
    c2: integer().notNull(),
    c3: integer().notNull(),
    c4: integer().notNull(),
    c5: integer().notNull(),
    c6: integer().notNull(),
    c7: integer().notNull(),
    c8: integer().notNull(),
    c9: integer().notNull(),
    c10: integer().notNull(),
  },
  (table) => [
    primaryKey({
      columns: [
        table.shard,
        table.dimension,
        table.scale,
        table.day,
        table.touchpoint,
        table.survey,
        table.version,
        table.question,
        table.value,
      ],
    }),
  ],
);

/** The values that a segment keeps apart; any other counts as `(other)`. */
export const segmentValues = pgTable(
  'segment_values',
  {
    project: text().notNull(),
    segment: text().notNull(),
    value: text().notNull(),
  },
  (table) => [primaryKey({ columns: [table.project, table.segment, table.value] })],
);

/** Triggers and closed gates, as devices counted them. */
export const tallies = pgTable(
  'tallies',
  {
    project: text().notNull(),
    id: text().notNull(),
    day: text().notNull(),
    touchpoint: text().notNull(),
    triggered: bigint({ mode: 'number' }).notNull(),
    gates: text().notNull(),
  },
  (table) => [primaryKey({ columns: [table.project, table.id] })],
);

/** Who left answers out of the scores, why and when. */
export const exclusions = pgTable(
  'exclusions',
  {
    project: text().notNull(),
    id: text().notNull(),
    reason: text().$type<'test' | 'staff' | 'bot'>().notNull(),
    by: text().notNull(),
    note: text(),
    at: instant().notNull(),
  },
  (table) => [primaryKey({ columns: [table.project, table.id] })],
);

/** What an exclusion is about. A person who is erased leaves the responses instead. */
export const exclusionTargets = pgTable(
  'exclusion_targets',
  {
    project: text().notNull(),
    kind: text().$type<'response' | 'person' | 'account'>().notNull(),
    target: text().notNull(),
    exclusion: text().notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.project, table.kind, table.target, table.exclusion] }),
    index('exclusion_targets_exclusion').on(table.project, table.exclusion),
  ],
);

/** Keyed hashes of who and what was erased, kept until a late send of it would be too old anyway. */
export const erasures = pgTable(
  'erasures',
  {
    project: text().notNull(),
    kind: text().$type<'person' | 'response'>().notNull(),
    hash: text().notNull(),
    at: instant().notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.project, table.kind, table.hash] }),
    index('erasures_at').on(table.at),
  ],
);

/** Responses that were refused, for a week. */
export const rejected = pgTable(
  'rejected',
  {
    sequence: bigserial({ mode: 'number' }).primaryKey(),
    project: text().notNull(),
    at: instant().notNull(),
    id: text(),
    person: text(),
    code: text().notNull(),
    detail: text().notNull(),
    input: text(),
  },
  (table) => [
    index('rejected_project').on(table.project, table.sequence),
    index('rejected_person').on(table.project, table.person).where(sql`person is not null`),
    index('rejected_at').on(table.at),
  ],
);

/** Writes by secret keys. */
export const audit = pgTable(
  'audit',
  {
    sequence: bigserial({ mode: 'number' }).primaryKey(),
    project: text().notNull(),
    at: instant().notNull(),
    key: text().notNull(),
    action: text().notNull(),
    target: text(),
    status: integer().notNull(),
  },
  (table) => [index('audit_project').on(table.project, table.sequence)],
);

/** One row that is written to prove that the store can be written. */
export const heartbeat = pgTable('heartbeat', {
  one: integer().primaryKey(),
  at: instant().notNull(),
});

/** Requests of each address, for all collectors. Its migration says `UNLOGGED`: a crash may forget it. */
export const rates = pgTable('rates', {
  key: varchar({ length: 255 }).primaryKey(),
  points: integer().notNull().default(0),
  expire: bigint({ mode: 'number' }),
});
