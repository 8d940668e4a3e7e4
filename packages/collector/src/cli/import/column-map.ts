import { type Fault, faultsOf, importLine, plainWords, pointer } from '@milepost/protocol';
import { z } from 'zod';
import { isEncoding } from './encoding.ts';
import { parseTemplate, type Template } from './template.ts';

const column = z.string().trim().min(1, 'must be the name of a column');
const cells = z.array(z.string().trim());
/** Cells that say "no answer", besides the blank cell, which always says so. */
const missing = cells.default([]);
const recode = <T extends z.ZodType>(to: T) => z.exactOptional(z.record(z.string().trim(), to));

const template = z.string().transform((text, context): Template => {
  const parts = parseTemplate(text);
  if (parts) return parts;
  context.addIssue('must be a text in which {COLUMN} or {COLUMN:2} stands for a cell');
  return z.NEVER;
});

/** `"BAREA"` is short for `{ "column": "BAREA" }`. */
const reader = z.preprocess(
  (input) => (typeof input === 'string' ? { column: input } : input),
  z.strictObject({
    column,
    missing,
    /** What each cell stands for. With it, a cell that is not listed is a fault, not a value of its own. */
    values: recode(z.string().min(1)),
  }),
);

const range = z
  .string()
  .regex(/^-?\d+\.\.-?\d+$/, 'must be two whole numbers such as 0..10')
  .transform((text) => {
    const [low, high] = text.split('..').map(Number) as [number, number];
    return { low, high };
  })
  .refine(({ low, high }) => low <= high, 'must be the lower number first, as in 0..10');

const answer = z.discriminatedUnion('type', [
  z.strictObject({
    type: z.literal('number'),
    column,
    /** The whole numbers that are answers, `0..10`. Required, since a file's 0 or 99 often means "none". */
    valid: range,
    missing,
    values: recode(z.int()),
  }),
  z.strictObject({ type: z.literal('text'), column, missing }),
  z.strictObject({ type: z.literal('choice'), column, missing, values: recode(z.string().min(1)) }),
  z.strictObject({
    type: z.literal('choices'),
    column,
    missing,
    /** What stands between two choices in one cell. */
    separator: z.string().min(1).default(';'),
    values: recode(z.string().min(1)),
  }),
]);

const fields = z.record(z.string().min(1).max(64), reader);
const { touchpoint, survey, version, channel, sample, locale } = importLine.shape;

/** How the columns of one kind of CSV file become responses. */
const shape = z.strictObject({
  /** Where the rows come from. Names the ids: the same source and row is the same response, for ever. */
  source: z.string().trim().min(1).max(100),
  /** A label of the WHATWG Encoding Standard. Strict: a byte that it does not know stops the import. */
  encoding: z
    .string()
    .refine(isEncoding, 'must be an encoding such as utf-8, windows-1252 or utf-16le')
    .default('utf-8'),
  delimiter: z
    .string()
    .regex(/^[^"\r\n]$/, 'must be one character, such as , or ; or \\t')
    .default(','),
  /** The columns that make a row unique in the file. */
  id: z.array(column).min(1, 'must name at least one column'),
  /** Only rows whose cells are among these are read; the others are counted as left out. */
  where: z.record(column, cells.min(1)).default({}),
  /** What is the same for every row. */
  constants: z.strictObject({
    touchpoint,
    survey,
    version,
    channel: channel.unwrap().default('import'),
    sample,
    locale,
  }),
  /** The template of the instant when the person was asked: RFC 3339, with its zone. */
  shown: template,
  /** Likewise when the survey was handed in; given only to a row with at least one answer. */
  completed: z.exactOptional(template),
  /** A column with the row's language, instead of the constant. */
  locale: z.exactOptional(reader),
  /** Without it, the answers are anonymous. */
  person: z.exactOptional(
    z.strictObject({
      id: z.exactOptional(template),
      account: z.exactOptional(template),
      role: z.exactOptional(template),
      traits: fields.default({}),
    }),
  ),
  facts: fields.default({}),
  /** By the question that each answers; `experience.needs` for a part of a cxi question. */
  answers: z
    .record(z.string().regex(/^[A-Za-z][\w-]*(\.[a-z]+)?$/, 'must be the name of a question'), answer)
    .refine((all) => Object.keys(all).length > 0, 'must have at least one answer'),
});

/** A checked column map, with its defaults filled in and its templates read. */
export type ColumnMap = z.output<typeof shape>;
export type FieldReader = ColumnMap['facts'][string];
export type AnswerReader = ColumnMap['answers'][string];
export type ColumnMapCheck = { map: ColumnMap; faults: [] } | { map: null; faults: Fault[] };

/**
 * Checks a column map and reports every fault at once, each with its JSON Pointer.
 *
 * @example
 * checkColumnMap({ source: 'sfo-2017' }).faults[0]; // { path: '/id', message: 'is required' }
 */
export function checkColumnMap(document: unknown): ColumnMapCheck {
  const parsed = shape.safeParse(document, { error: wordsOf });
  if (!parsed.success) return { map: null, faults: faultsOf(parsed.error.issues) };
  const faults = contradictions(parsed.data);
  return faults.length > 0 ? { map: null, faults } : { map: parsed.data, faults: [] };
}

function wordsOf(issue: z.core.$ZodRawIssue): string {
  return issue.code === 'invalid_union' ? 'must be number, text, choice or choices' : plainWords(issue);
}

type Readers = Record<string, FieldReader | AnswerReader>;

/** What no cell can be at once. */
function contradictions(map: ColumnMap): Fault[] {
  const groups: [PropertyKey[], Readers][] = [
    [['facts'], map.facts],
    [['person', 'traits'], map.person?.traits ?? {}],
    [['answers'], map.answers],
    [[], map.locale ? { locale: map.locale } : {}],
  ];
  const faults = groups.flatMap(([path, readers]) =>
    Object.entries(readers).flatMap(([name, read]) =>
      read.missing
        .filter((cell) => isValue(cell, read))
        .map((cell) => ({
          path: pointer([...path, name, 'missing']),
          message: `"${cell}" is a value too; it cannot be both`,
        })),
    ),
  );
  if (map.locale && map.constants.locale !== undefined)
    faults.push({ path: '/locale', message: 'is a constant too; remove one of the two' });
  return faults;
}

function isValue(cell: string, read: FieldReader | AnswerReader): boolean {
  if (cell === '') return false;
  if ('values' in read && read.values) return Object.hasOwn(read.values, cell);
  return 'valid' in read && Number(cell) >= read.valid.low && Number(cell) <= read.valid.high;
}
