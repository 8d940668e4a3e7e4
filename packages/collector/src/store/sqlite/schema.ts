import { sql } from 'drizzle-orm';
import { index, integer, primaryKey, sqliteTable, text } from 'drizzle-orm/sqlite-core';

export const projects = sqliteTable('projects', {
  id: text().primaryKey(),
  name: text().notNull(),
  created: integer().notNull(),
  /** Rises with every commit that moves cells. */
  counted: integer().notNull().default(0),
  /** What erased ids are hashed with, so that nobody who has the hashes alone can try ids. */
  erasureKey: text('erasure_key').notNull().default(''),
  /** Whether anything is excluded, and whether anybody was erased: most projects need not be asked about either. */
  hasExclusions: integer('has_exclusions').notNull().default(0),
  hasErasures: integer('has_erasures').notNull().default(0),
});

/** Only the SHA-256 of a key is kept, so that a copy of the file opens nothing. */
export const keys = sqliteTable('keys', {
  hash: text().primaryKey(),
  project: text().notNull(),
  kind: text({ enum: ['public', 'secret'] }).notNull(),
  /** Scopes separated by blanks; `*` is all of them. Empty for a public key. */
  scopes: text().notNull(),
  /** `settings`: given by the environment or made at the first start; replaced when the settings change. */
  source: text({ enum: ['settings', 'created'] }).notNull(),
  created: integer().notNull(),
  /** Origins separated by blanks that a public key is bound to; null for those of the settings. */
  origins: text(),
});

/** Every revision of a project's program, whole. */
export const programs = sqliteTable(
  'programs',
  {
    project: text().notNull(),
    revision: integer().notNull(),
    document: text().notNull(),
    created: integer().notNull(),
  },
  (table) => [primaryKey({ columns: [table.project, table.revision] })],
);

/** Every version of every survey that any revision had. */
export const surveys = sqliteTable(
  'surveys',
  {
    project: text().notNull(),
    survey: text().notNull(),
    version: integer().notNull(),
    content: text().notNull(),
    /** The revision of the program that brought it. */
    revision: integer().notNull().default(0),
  },
  (table) => [primaryKey({ columns: [table.project, table.survey, table.version] })],
);

/** Every touchpoint that any revision had, as the latest of them described it. */
export const touchpoints = sqliteTable(
  'touchpoints',
  {
    project: text().notNull(),
    touchpoint: text().notNull(),
    stage: text().notNull(),
    pattern: text().notNull(),
  },
  (table) => [primaryKey({ columns: [table.project, table.touchpoint] })],
);

/** The merged state of every response. Times are milliseconds since the epoch, days are days since 1970-01-01. */
export const responses = sqliteTable(
  'responses',
  {
    project: text().notNull(),
    bucket: integer().notNull(),
    id: text().notNull(),
    /** The local day that all cells of the response lie on. */
    day: integer().notNull(),
    /** `shown` by the corrected clock. */
    shown: integer().notNull(),
    /** 1 until it is completed, dismissed or given up. */
    open: integer().notNull(),
    /** Of the send that arrived soonest after it was sent; null when no send told its time. */
    sent: integer(),
    received: integer().notNull(),
    state: text().notNull(),
    /** What a person's history is read by, out of the state. */
    touchpoint: text().notNull().default(''),
    person: text(),
    account: text(),
    /** 1 when it was dismissed without an answer. */
    dismissed: integer().notNull().default(0),
    /** 0 when nobody vouches for the person: kept, but outside of everybody's history. */
    verified: integer().notNull().default(1),
    /** 1 while an exclusion keeps it out of the cells. */
    excluded: integer().notNull().default(0),
    /** When its person and texts were taken out; null while they are there. */
    erased: integer(),
  },
  (table) => [
    primaryKey({ columns: [table.project, table.bucket, table.id] }),
    index('responses_open').on(table.project, table.bucket, table.shown).where(sql`open = 1`),
    // Both hold all that is asked of them, so that the states are not touched.
    index('responses_person')
      .on(
        table.project,
        table.person,
        table.shown,
        table.touchpoint,
        table.dismissed,
        table.received,
        table.verified,
      )
      .where(sql`person is not null`),
    index('responses_account')
      .on(table.project, table.account, table.person, table.shown)
      .where(sql`account is not null`),
  ],
);

/** Prompts that were granted and have two minutes to be shown. */
export const claims = sqliteTable(
  'claims',
  {
    project: text().notNull(),
    response: text().notNull(),
    touchpoint: text().notNull(),
    person: text().notNull(),
    account: text(),
    at: integer().notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.project, table.response] }),
    index('claims_person').on(table.project, table.person),
    index('claims_account').on(table.project, table.account),
    index('claims_at').on(table.at),
  ],
);

/** People of an account who came to be asked, whether they were or not; kept where the program counts them. */
export const members = sqliteTable(
  'members',
  {
    project: text().notNull(),
    account: text().notNull(),
    person: text().notNull(),
  },
  (table) => [primaryKey({ columns: [table.project, table.account, table.person] })],
);

/** What a person is to be asked about at the next visit. Whether it is open still, the responses tell. */
export const moments = sqliteTable(
  'moments',
  {
    project: text().notNull(),
    id: text().notNull(),
    person: text().notNull(),
    touchpoint: text().notNull(),
    /** RFC 8785 text, or null. */
    facts: text(),
    made: integer().notNull(),
    expires: integer().notNull(),
    /** 1 for one that was taken back: kept until it expires, so that a late repetition does not bring it back. */
    deleted: integer().notNull().default(0),
  },
  (table) => [
    primaryKey({ columns: [table.project, table.id] }),
    index('moments_person').on(table.project, table.person),
    index('moments_expires').on(table.expires),
    index('moments_open').on(table.project, table.expires).where(sql`deleted = 0`),
  ],
);

/**
 * Answers added up: one row per day, question, dimension and value, with a count per scale value. Its migration says
 * `WITHOUT ROWID`, which drizzle cannot express: the primary key is the table, and a score is one range of it.
 */
export const cells = sqliteTable(
  'cells',
  {
    project: text().notNull(),
    bucket: integer().notNull(),
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
        table.project,
        table.bucket,
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
export const segmentValues = sqliteTable(
  'segment_values',
  {
    project: text().notNull(),
    segment: text().notNull(),
    value: text().notNull(),
  },
  (table) => [primaryKey({ columns: [table.project, table.segment, table.value] })],
);

/** Triggers and closed gates, as devices counted them. */
export const tallies = sqliteTable(
  'tallies',
  {
    project: text().notNull(),
    id: text().notNull(),
    day: text().notNull(),
    touchpoint: text().notNull(),
    triggered: integer().notNull(),
    gates: text().notNull(),
  },
  (table) => [primaryKey({ columns: [table.project, table.id] })],
);

/** Who left answers out of the scores, why and when. */
export const exclusions = sqliteTable(
  'exclusions',
  {
    project: text().notNull(),
    id: text().notNull(),
    reason: text({ enum: ['test', 'staff', 'bot'] }).notNull(),
    by: text().notNull(),
    note: text(),
    at: integer().notNull(),
  },
  (table) => [primaryKey({ columns: [table.project, table.id] })],
);

/** What an exclusion is about. A person who is erased leaves the responses instead. */
export const exclusionTargets = sqliteTable(
  'exclusion_targets',
  {
    project: text().notNull(),
    kind: text({ enum: ['response', 'person', 'account'] }).notNull(),
    target: text().notNull(),
    exclusion: text().notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.project, table.kind, table.target, table.exclusion] }),
    index('exclusion_targets_exclusion').on(table.project, table.exclusion),
  ],
);

/** Keyed hashes of who and what was erased, kept until a late send of it would be too old anyway. */
export const erasures = sqliteTable(
  'erasures',
  {
    project: text().notNull(),
    kind: text({ enum: ['person', 'response'] }).notNull(),
    hash: text().notNull(),
    at: integer().notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.project, table.kind, table.hash] }),
    index('erasures_at').on(table.at),
  ],
);

/** Responses that were refused, for a week. */
export const rejected = sqliteTable(
  'rejected',
  {
    sequence: integer().primaryKey({ autoIncrement: true }),
    project: text().notNull(),
    at: integer().notNull(),
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
export const audit = sqliteTable(
  'audit',
  {
    sequence: integer().primaryKey({ autoIncrement: true }),
    project: text().notNull(),
    at: integer().notNull(),
    key: text().notNull(),
    action: text().notNull(),
    target: text(),
    status: integer().notNull(),
  },
  (table) => [index('audit_project').on(table.project, table.sequence)],
);

/** One row that is written to prove that the store can be written. */
export const heartbeat = sqliteTable('heartbeat', {
  one: integer().primaryKey(),
  at: integer().notNull(),
});
