import { bigint, integer, pgTable, primaryKey } from 'drizzle-orm/pg-core';
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
    primaryKey({
      columns: [
        table.shard,
        table.dimension,
        table.scale,
        table.day,
        table.touchpoint,
        table.survey,
        table.version,
        table.question,
        table.value,
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
  (table) => [primaryKey({ columns: [table.project, table.id] })],
);
