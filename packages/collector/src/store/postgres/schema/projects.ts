import {
  bigint,
  bigserial,
  boolean,
  index,
  integer,
  pgTable,
  primaryKey,
  smallint,
  varchar,
} from 'drizzle-orm/pg-core';
import { instant, text } from './columns.ts';

export const projects = pgTable('projects', {
  id: text().primaryKey(),
  name: text().notNull(),
  created: instant().notNull(),
  /** What erased ids are hashed with, so that nobody who has the hashes alone can try ids. */
  erasureKey: text('erasure_key').notNull(),
  /** Whether anything is excluded, and whether anybody was erased: most projects need not be asked about either. */
  hasExclusions: boolean('has_exclusions').notNull().default(false),
  hasErasures: boolean('has_erasures').notNull().default(false),
  /** The way of counting (`presentCounting`) that its counts were made by. */
  counting: integer().notNull().default(0),
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

/** Of them those that moved cells or sums per account of a month; no row is ever taken away. */
export const countedMonths = pgTable(
  'counted_months',
  {
    project: text().notNull(),
    /** Months since 1970-01, in the zone of the project. */
    month: integer().notNull(),
    slot: smallint().notNull(),
    commits: bigint({ mode: 'number' }).notNull(),
  },
  (table) => [primaryKey({ columns: [table.project, table.month, table.slot] })],
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
