import { index, integer, primaryKey, sqliteTable, text } from 'drizzle-orm/sqlite-core';

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
