import { index, pgTable, primaryKey } from 'drizzle-orm/pg-core';
import { instant, text } from './columns.ts';

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
