import { bigint, index, integer, pgTable, primaryKey } from 'drizzle-orm/pg-core';
import { text } from './columns.ts';

/** Answers added up: one row per day, question, dimension and value, with a count per scale value. */
export const cells = pgTable(
  'cells',
  {
    /** `project/bucket`, as of the responses. */
    shard: text().notNull(),
    /** `''` for the whole, `locale`, `channel`, or a declared segment. */
    dimension: text().notNull(),
    scale: text().notNull(),
    day: integer().notNull(),
    touchpoint: text().notNull(),
    survey: text().notNull(),
    version: integer().notNull(),
    /** `''` with the scale `funnel` for what became of the prompts. */
    question: text().notNull(),
    value: text().notNull(),
    c0: integer().notNull(),
    c1: integer().notNull(),
    c2: integer().notNull(),
    c3: integer().notNull(),
    c4: integer().notNull(),
    c5: integer().notNull(),
    c6: integer().notNull(),
    c7: integer().notNull(),
    c8: integer().notNull(),
    c9: integer().notNull(),
    c10: integer().notNull(),
  },
  (table) => [
    // A touchpoint before the days: one touchpoint over any time is one range, and so is each of several.
    primaryKey({
      name: 'cells_key',
      columns: [
        table.shard,
        table.dimension,
        table.scale,
        table.touchpoint,
        table.day,
        table.survey,
        table.version,
        table.question,
        table.value,
      ],
    }),
  ],
);

/** What the answers of an account to a question count in a month, added up: what clustered intervals are made of. */
export const accountSums = pgTable(
  'account_sums',
  {
    shard: text().notNull(),
    scale: text().notNull(),
    touchpoint: text().notNull(),
    /** Months since 1970-01. */
    month: integer().notNull(),
    survey: text().notNull(),
    version: integer().notNull(),
    question: text().notNull(),
    account: text().notNull(),
    n: bigint({ mode: 'number' }).notNull(),
    /** In thirds and ninths of a point, which are whole: what was added can be taken away to the last bit. */
    thirds: bigint({ mode: 'number' }).notNull(),
    ninths: bigint({ mode: 'number' }).notNull(),
  },
  (table) => [
    primaryKey({
      name: 'account_sums_key',
      columns: [
        table.shard,
        table.scale,
        table.touchpoint,
        table.month,
        table.survey,
        table.version,
        table.question,
        table.account,
      ],
    }),
  ],
);

/** The values that a segment keeps apart; any other counts as `(other)`. */
export const segmentValues = pgTable(
  'segment_values',
  {
    project: text().notNull(),
    segment: text().notNull(),
    value: text().notNull(),
  },
  (table) => [primaryKey({ columns: [table.project, table.segment, table.value] })],
);

/** Triggers and closed gates, as devices counted them. */
export const tallies = pgTable(
  'tallies',
  {
    project: text().notNull(),
    id: text().notNull(),
    day: text().notNull(),
    touchpoint: text().notNull(),
    triggered: bigint({ mode: 'number' }).notNull(),
    gates: text().notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.project, table.id] }),
    index('tallies_day').on(table.project, table.day),
  ],
);
