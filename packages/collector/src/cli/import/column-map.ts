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

const answers = z
  .record(z.string().regex(/^[A-Za-z][\w-]*(\.[a-z]+)?$/, 'must be the name of a question'), answer)
  .refine((all) => Object.keys(all).length > 0, 'must have at least one answer');
const where = z.record(column, cells.min(1)).default({});
const alike = { channel: channel.unwrap().default('import'), sample, locale };

const common = {
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
  where,
  /** The template of the instant when the person was asked: RFC 3339, with its zone. */
  shown: template,
  /** Likewise when the survey was handed in; given only to a response with at least one answer. */
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
};

/** A row is one response. */
const oneShape = z.strictObject({
  ...common,
  /** What is the same for every row. */
  constants: z.strictObject({ touchpoint, survey, version, ...alike }),
  /** By the question that each answers; `experience.needs` for a part of a cxi question. */
  answers,
});

/** A row is a questionnaire about several touchpoints: a response for each. */
const severalShape = z.strictObject({
  ...common,
  /** What is the same for every response. */
  constants: z.strictObject(alike).prefault({}),
  responses: z
    .array(
      z.strictObject({
        touchpoint,
        survey,
        version,
        /** Only rows whose cells are among these give this response. */
        where,
        answers,
      }),
    )
    .min(1, 'must have at least one response'),
});

/** One of the responses that a row gives. */
export interface MappedResponse {
  /** What its id hangs on beside the row; nothing where a row is one response. */
  key: readonly [] | readonly [readonly [touchpoint: string, survey: string]];
  constants: z.output<typeof oneShape>['constants'];
  where: z.output<typeof where>;
  answers: z.output<typeof answers>;
}

/** A checked column map, with its defaults filled in and its templates read. */
export type ColumnMap = Omit<z.output<typeof severalShape>, 'constants' | 'responses'> & {
  responses: MappedResponse[];
};
export type FieldReader = ColumnMap['facts'][string];
export type AnswerReader = MappedResponse['answers'][string];
export type ColumnMapCheck = { map: ColumnMap; faults: [] } | { map: null; faults: Fault[] };

/**
 * Checks a column map and reports every fault at once, each with its JSON Pointer.
 *
 * @example
 * checkColumnMap({ source: 'sfo-2017' }).faults[0]; // { path: '/id', message: 'is required' }
 */
export function checkColumnMap(document: unknown): ColumnMapCheck {
  const several = typeof document === 'object' && document !== null && 'responses' in document;
  return several ? checkSeveral(document) : checkOne(document);
}

function checkOne(document: unknown): ColumnMapCheck {
  const parsed = oneShape.safeParse(document, { error: wordsOf });
  if (!parsed.success) return { map: null, faults: faultsOf(parsed.error.issues) };
  const { constants, answers: read, ...map } = parsed.data;
  const faults = [...contradictions(map, constants.locale), ...contradictory(read, ['answers'])];
  if (faults.length > 0) return { map: null, faults };
  return { map: { ...map, responses: [{ key: [], constants, where: {}, answers: read }] }, faults: [] };
}

function checkSeveral(document: unknown): ColumnMapCheck {
  const parsed = severalShape.safeParse(document, { error: wordsOf });
  if (!parsed.success) return { map: null, faults: faultsOf(parsed.error.issues) };
  const { constants, responses, ...map } = parsed.data;
  const names = responses.map((one) => JSON.stringify([one.touchpoint, one.survey]));
  const faults = [
    ...contradictions(map, constants.locale),
    ...responses.flatMap((one, index) => contradictory(one.answers, ['responses', index, 'answers'])),
    ...names.flatMap((name, index) =>
      names.indexOf(name) < index
        ? [
            {
              path: pointer(['responses', index]),
              message: 'has the touchpoint and survey of another; make it one',
            },
          ]
        : [],
    ),
  ];
  if (faults.length > 0) return { map: null, faults };
  const mapped = responses.map(({ touchpoint: place, survey: asked, version: of, ...rest }) => ({
    ...rest,
    key: [[place, asked]] as const,
    constants: { ...constants, touchpoint: place, survey: asked, version: of },
  }));
  return { map: { ...map, responses: mapped }, faults: [] };
}

function wordsOf(issue: z.core.$ZodRawIssue): string {
  return issue.code === 'invalid_union' ? 'must be number, text, choice or choices' : plainWords(issue);
}

/** What no cell can be at once. */
function contradictions(map: Omit<ColumnMap, 'responses'>, locale: string | undefined): Fault[] {
  const faults = [
    ...contradictory(map.facts, ['facts']),
    ...contradictory(map.person?.traits ?? {}, ['person', 'traits']),
    ...contradictory(map.locale ? { locale: map.locale } : {}, []),
  ];
  if (map.locale && locale !== undefined)
    faults.push({ path: '/locale', message: 'is a constant too; remove one of the two' });
  return faults;
}

function contradictory(readers: Record<string, FieldReader | AnswerReader>, path: PropertyKey[]): Fault[] {
  return Object.entries(readers).flatMap(([name, read]) =>
    read.missing
      .filter((cell) => isValue(cell, read))
      .map((cell) => ({
        path: pointer([...path, name, 'missing']),
        message: `"${cell}" is a value too; it cannot be both`,
      })),
  );
}

function isValue(cell: string, read: FieldReader | AnswerReader): boolean {
  if (cell === '') return false;
  if ('values' in read && read.values) return Object.hasOwn(read.values, cell);
  return 'valid' in read && Number(cell) >= read.valid.low && Number(cell) <= read.valid.high;
}
