import { integer, pgTable, primaryKey } from 'drizzle-orm/pg-core';
import { instant, text } from './columns.ts';

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
