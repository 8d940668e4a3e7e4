import { integer, primaryKey, sqliteTable, text } from 'drizzle-orm/sqlite-core';

/**
 * Answers of accounts added up: what makes the intervals of a score honest where answers of one account resemble each
 * other. `WITHOUT ROWID`, as the cells are.
 */
export const accountSums = sqliteTable(
  'account_sums',
  {
    project: text().notNull(),
    bucket: integer().notNull(),
    scale: text().notNull(),
    /** Months since 1970-01, in the zone of the project. */
    month: integer().notNull(),
    touchpoint: text().notNull(),
    survey: text().notNull(),
    version: integer().notNull(),
    question: text().notNull(),
    account: text().notNull(),
    n: integer().notNull(),
    /** What the answers count, added up, in thirds; and the squares of it, in ninths. */
    thirds: integer().notNull(),
    ninths: integer().notNull(),
  },
  (table) => [
    primaryKey({
      columns: [
        table.project,
        table.bucket,
        table.scale,
        table.month,
        table.touchpoint,
        table.survey,
        table.version,
        table.question,
        table.account,
      ],
    }),
  ],
);
