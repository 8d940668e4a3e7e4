import { sql } from 'drizzle-orm';
import { bigserial, boolean, index, pgTable, primaryKey } from 'drizzle-orm/pg-core';
import { instant, text } from './columns.ts';

/** Prompts that were granted and have two minutes to be shown. */
export const claims = pgTable(
  'claims',
  {
    project: text().notNull(),
    response: text().notNull(),
    touchpoint: text().notNull(),
    person: text().notNull(),
    account: text(),
    at: instant().notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.project, table.response] }),
    index('claims_person').on(table.project, table.person),
    index('claims_account').on(table.project, table.account),
    index('claims_at').on(table.at),
  ],
);

/** People of an account who came to be asked, whether they were or not; kept where the program counts them. */
export const members = pgTable(
  'members',
  {
    project: text().notNull(),
    account: text().notNull(),
    person: text().notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.project, table.account, table.person] }),
    index('members_person').on(table.project, table.person),
  ],
);

/** What a person is to be asked about at the next visit. Whether it is open still, the responses tell. */
export const moments = pgTable(
  'moments',
  {
    project: text().notNull(),
    id: text().notNull(),
    person: text().notNull(),
    touchpoint: text().notNull(),
    /** RFC 8785 text, or null. */
    facts: text(),
    made: instant().notNull(),
    expires: instant().notNull(),
    /** One that was taken back: kept until it expires, so that a late repetition does not bring it back. */
    deleted: boolean().notNull().default(false),
    /** Tells which of two of the same instant came first. */
    sequence: bigserial({ mode: 'number' }).notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.project, table.id] }),
    index('moments_person').on(table.project, table.person),
    index('moments_expires').on(table.expires),
    index('moments_open').on(table.project, table.expires).where(sql`not deleted`),
  ],
);
