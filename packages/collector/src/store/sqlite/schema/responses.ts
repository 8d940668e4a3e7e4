import { sql } from 'drizzle-orm';
import { index, integer, primaryKey, sqliteTable, text } from 'drizzle-orm/sqlite-core';

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
    /** Rises from change to change over all responses of the project, in the order of the commits; 0 before there was such. */
    changed: integer().notNull().default(0),
  },
  (table) => [
    primaryKey({ columns: [table.project, table.bucket, table.id] }),
    // Finds what is open still, and what is to be erased when its time is over.
    index('responses_shown')
      .on(table.project, table.bucket, table.open, table.shown)
      .where(sql`open = 1 or erased is null`),
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
      .on(table.project, table.account, table.person, table.shown, table.verified)
      .where(sql`account is not null`),
    // What counts at a touchpoint in some days, and the newest of it.
    index('responses_place').on(table.project, table.bucket, table.touchpoint, table.day, table.shown),
    index('responses_changed').on(table.project, table.changed),
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
  (table) => [index('rejected_project').on(table.project, table.sequence), index('rejected_at').on(table.at)],
);
