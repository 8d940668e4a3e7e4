import { sql } from 'drizzle-orm';
import { index, integer, primaryKey, sqliteTable, text } from 'drizzle-orm/sqlite-core';

export const projects = sqliteTable('projects', {
  id: text().primaryKey(),
  name: text().notNull(),
  created: integer().notNull(),
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
  },
  (table) => [
    primaryKey({ columns: [table.project, table.bucket, table.id] }),
    index('responses_open').on(table.project, table.bucket, table.shown).where(sql`open = 1`),
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
