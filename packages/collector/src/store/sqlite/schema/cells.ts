import { index, integer, primaryKey, sqliteTable, text } from 'drizzle-orm/sqlite-core';

/**
 * Answers added up: one row per day, question, dimension and value, with a count per scale value. Its migration says
 * `WITHOUT ROWID`, which drizzle cannot express: the primary key is the table, and a score is one range of it.
 */
export const cells = sqliteTable(
  'cells',
  {
    project: text().notNull(),
    bucket: integer().notNull(),
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
        table.project,
        table.bucket,
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
export const segmentValues = sqliteTable(
  'segment_values',
  {
    project: text().notNull(),
    segment: text().notNull(),
    value: text().notNull(),
  },
  (table) => [primaryKey({ columns: [table.project, table.segment, table.value] })],
);

/** Triggers and closed gates, as devices counted them. */
export const tallies = sqliteTable(
  'tallies',
  {
    project: text().notNull(),
    id: text().notNull(),
    day: text().notNull(),
    touchpoint: text().notNull(),
    triggered: integer().notNull(),
    gates: text().notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.project, table.id] }),
    index('tallies_day').on(table.project, table.day),
  ],
);
