import { integer, sqliteTable, text, uniqueIndex } from 'drizzle-orm/sqlite-core';

/**
 * The words of every response that has some, for the full-text index `comment_words` beside it, which drizzle cannot
 * express: its migration makes it.
 */
export const comments = sqliteTable(
  'comments',
  {
    /** In the order in which the responses were shown, so that the index tells the newest first (`comments.ts`). */
    id: integer().primaryKey(),
    project: text().notNull(),
    bucket: integer().notNull(),
    response: text().notNull(),
    /** Separated by blanks; the first one is that of the project. */
    words: text().notNull(),
  },
  (table) => [uniqueIndex('comments_response').on(table.project, table.bucket, table.response)],
);
