import { z } from 'zod';
import { durationPattern } from '../duration.ts';
import { limits } from '../limits.ts';
import { fixedBreakdowns } from '../score-query.ts';
import { name, question, translation } from './question.ts';

const label = z.string().trim().min(1, 'must not be empty').max(120, 'must have at most 120 characters');
const duration = z.string().regex(durationPattern, 'must be a duration such as 30s, 15m, 12h or 7d');
const share = z.number().min(0, 'must be 0 to 1').max(1, 'must be 0 to 1');
const scalar = z.union([z.string(), z.number(), z.boolean()]);
const per = z.enum(['day', 'week', 'month', 'quarter', 'year']);

const locale = z.string().refine(isLocale, 'must be a BCP 47 language tag such as en, de or pt-BR');

function isLocale(tag: string): boolean {
  try {
    return new Intl.Locale(tag).toString() === tag;
  } catch {
    return false;
  }
}

const timezone = z.string().refine(isZone, 'must be an IANA time zone such as UTC or Europe/London');

function isZone(zone: string): boolean {
  try {
    Intl.DateTimeFormat('en', { timeZone: zone });
    return true;
  } catch {
    return false;
  }
}

const ask = z
  .strictObject({
    sample: share.default(1),
    delay: duration.default('1s'),
    repeatAfter: duration.default('90d'),
    priority: z.int().min(0).max(10).default(5),
    audience: z.exactOptional(z.record(name, z.array(scalar).min(1))),
    quota: z.exactOptional(z.strictObject({ per, answers: z.int().min(1) })),
    target: z.exactOptional(z.strictObject({ per, margin: z.number().gt(0).max(100) })),
  })
  .prefault({});

/** One touchpoint, by itself. */
export const touchpointShape = z.strictObject({
  label,
  stage: name,
  pattern: z.enum(['past', 'present', 'potential']),
  survey: name,
  ask,
});

/** One survey, by itself. */
export const surveyShape = z.strictObject({
  questions: z.array(question).min(1).max(limits.questionsPerSurvey),
  locales: z.exactOptional(z.record(locale, z.record(name, translation))),
});

/** A declared way to split scores: a trait of the person (`plan`) or a fact of the response (`fact:queue`). */
const segment = z
  .string()
  .regex(
    /^(fact:)?[A-Za-z][A-Za-z0-9_-]{0,63}$/,
    'must be the name of a trait, or fact: and the name of a fact',
  )
  .refine((text) => text !== 'account', 'an account cannot be a segment; use unit=account instead')
  .refine(
    (text) => !(fixedBreakdowns as readonly string[]).includes(text),
    'is a breakdown of its own already; choose another trait name',
  );

/** The shape of a program document; what names refer to is checked by `checkProgram`. */
export const programShape = z.strictObject({
  $schema: z.exactOptional(z.string()),
  /** The language that the surveys are written in. */
  locale: locale.default('en'),
  stages: z.array(z.strictObject({ id: name, label })).min(1),
  touchpoints: z.record(name, touchpointShape),
  surveys: z.record(name, surveyShape),
  governor: z
    .strictObject({
      quietPeriod: duration.default('7d'),
      perSession: z.int().min(1).default(1),
      afterDismissal: duration.default('28d'),
      perAccount: z.exactOptional(z.strictObject({ per, share })),
    })
    .prefault({}),
  segments: z.array(segment).max(20).default([]),
  timezone: timezone.default('UTC'),
  privacy: z
    .strictObject({ k: z.int().min(3, 'must be at least 3').default(5), retain: z.exactOptional(duration) })
    .prefault({}),
  precision: z
    .strictObject({
      countsOnlyBelow: z.int().min(1).default(10),
      lowBelow: z.int().min(1).default(30),
    })
    .prefault({}),
  cells: z.strictObject({ buckets: z.int().min(1).max(1024).default(1) }).prefault({}),
});

/** A checked program with its defaults filled in. */
export type Program = z.output<typeof programShape>;
/** A program as a person writes it. */
export type ProgramInput = z.input<typeof programShape>;
export type Survey = Program['surveys'][string];
export type TouchpointSpec = Program['touchpoints'][string];
