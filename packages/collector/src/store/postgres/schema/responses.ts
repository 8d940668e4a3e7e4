import { sql } from 'drizzle-orm';
import { bigserial, boolean, index, integer, pgTable, primaryKey } from 'drizzle-orm/pg-core';
import { instant, text, transaction, words } from './columns.ts';

/** The merged state of every response. Days are days since 1970-01-01. */
export const responses = pgTable(
  'responses',
  {
    /** `project/bucket`: what a huge project is spread over machines by. */
    shard: text().notNull(),
    id: text().notNull(),
    project: text().notNull(),
    /** The local day that all cells of the response lie on. */
    day: integer().notNull(),
    /** `shown` by the corrected clock. */
    shown: instant().notNull(),
    /** Until it is completed, dismissed or given up. */
    open: boolean().notNull(),
    /** Of the send that arrived soonest after it was sent; null when no send told its time. */
    sent: instant(),
    received: instant().notNull(),
    state: text().notNull(),
    /** What a person's history is read by, out of the state. */
    touchpoint: text().notNull(),
    person: text(),
    account: text(),
    /** Dismissed without an answer. */
    dismissed: boolean().notNull(),
    /** False when nobody vouches for the person: kept, but outside of everybody's history. */
    verified: boolean().notNull(),
    /** While an exclusion keeps it out of the cells. */
    excluded: boolean().notNull(),
    /** When its person and texts were taken out; null while they are there. */
    erased: instant(),
    /** What somebody wrote, as it is searched; null for nothing. */
    words: words(),
    /** The transaction that stored or changed it last. */
    changed: transaction().notNull().default(sql`pg_current_xact_id()`),
  },
  (table) => [
    primaryKey({ columns: [table.shard, table.id] }),
    index('responses_open').on(table.shard, table.shown).where(sql`open`),
    /** What retention finds the oldest by. */
    index('responses_kept').on(table.shard, table.shown).where(sql`erased is null`),
    index('responses_person').on(table.project, table.person, table.shown).where(sql`person is not null`),
    index('responses_account')
      .on(table.project, table.account, table.person, table.shown)
      .where(sql`account is not null`),
    /** What counts of people and of several dimensions are read by. */
    index('responses_place').on(table.shard, table.touchpoint, table.day),
    // Entries go in at once: a list of those to come would be worked off by whoever finds it full, while others wait.
    index('responses_words')
      .using('gin', table.words)
      .with({ fastupdate: false })
      .where(sql`words is not null`),
    index('responses_changed').on(table.project, table.changed, table.id),
  ],
);

/** Responses that were refused, for a week. */
export const rejected = pgTable(
  'rejected',
  {
    sequence: bigserial({ mode: 'number' }).primaryKey(),
    project: text().notNull(),
    at: instant().notNull(),
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
