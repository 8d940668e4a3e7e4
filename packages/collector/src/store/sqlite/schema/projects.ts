import { index, integer, primaryKey, sqliteTable, text } from 'drizzle-orm/sqlite-core';

export const projects = sqliteTable('projects', {
  id: text().primaryKey(),
  name: text().notNull(),
  created: integer().notNull(),
  /** Rises with every commit that moves cells. */
  counted: integer().notNull().default(0),
  /** The way of counting that its counts were made by (`presentCounting`). */
  counting: integer().notNull().default(0),
  /** The number that the latest change of a response got. */
  changes: integer().notNull().default(0),
  /** What erased ids are hashed with, so that nobody who has the hashes alone can try ids. */
  erasureKey: text('erasure_key').notNull().default(''),
  /** Whether anything is excluded, and whether anybody was erased: most projects need not be asked about either. */
  hasExclusions: integer('has_exclusions').notNull().default(0),
  hasErasures: integer('has_erasures').notNull().default(0),
});

/** Rises with every commit that moves cells or sums per account of the month; no row is ever taken away. */
export const countedMonths = sqliteTable(
  'counted_months',
  {
    project: text().notNull(),
    /** Months since 1970-01, in the zone of the project. */
    month: integer().notNull(),
    counted: integer().notNull(),
  },
  (table) => [primaryKey({ columns: [table.project, table.month] })],
);

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
