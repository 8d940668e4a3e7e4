import type { z } from 'zod';
import { limits } from '../../limits.ts';
import { type Program, programShape, type Survey, surveyShape } from '../document.ts';
import { name, type Question, question } from '../question.ts';
import { type TouchpointSpec, touchpointShape } from '../touchpoint.ts';

/** A question, or one whose shape is wrong; a null id cannot be read. */
export type Draft = Question | { type: null; id: string | null };

/** A survey in which some questions may be wrong. */
export interface DraftSurvey {
  questions: readonly Draft[];
  locales?: Survey['locales'] | undefined;
}

/**
 * What of a program refers to other parts of it, or is referred to. What is null is too broken to be held against
 * anything, and what refers to it is not blamed. A whole program is one in which nothing is.
 */
export interface Parts {
  /** The language of the program. */
  locale: string | null;
  stages: readonly { id: string | null }[] | null;
  touchpoints: Readonly<Record<string, TouchpointSpec | null>>;
  surveys: Readonly<Record<string, DraftSurvey | null>> | null;
  segments: readonly (string | null)[];
  governor: Program['governor'] | null;
  precision: Program['precision'] | null;
}

/** The parts of any document whose shape is right, so that a fault of one part does not hide those of another. */
export function soundParts(document: unknown): Parts {
  const { locale, stages, touchpoints, surveys, segments, governor, precision } = members(document);
  const { shape } = programShape;
  return {
    locale: sound(shape.locale, locale),
    stages: few(stages, limits.stagesPerProgram) ? stages.map(idOf) : null,
    touchpoints:
      mapFew(touchpoints, limits.touchpointsPerProgram, (one) => sound(touchpointShape, one)) ?? {},
    surveys: mapFew(surveys, limits.surveysPerProgram, draftSurvey),
    segments: Array.isArray(segments) ? segments.map((one) => (typeof one === 'string' ? one : null)) : [],
    governor: sound(shape.governor, governor),
    precision: sound(shape.precision, precision),
  };
}

function draftSurvey(value: unknown): DraftSurvey | null {
  const { questions, locales } = members(value);
  if (!few(questions, limits.questionsPerSurvey)) return null;
  return {
    questions: questions.map((one) => sound(question, one) ?? { ...idOf(one), type: null }),
    locales: sound(surveyShape.shape.locales, locales) ?? undefined,
  };
}

function sound<T extends z.ZodType>(shape: T, value: unknown): z.output<T> | null {
  return shape.safeParse(value).data ?? null;
}

function idOf(value: unknown): { id: string | null } {
  const { id } = members(value);
  return { id: sound(name, id) };
}

/** A list that is neither empty nor too long; nothing can be blamed for naming what is not in one that is. */
function few(value: unknown, most: number): value is unknown[] {
  return Array.isArray(value) && value.length > 0 && value.length <= most;
}

function mapFew<T>(value: unknown, most: number, map: (member: unknown) => T): Record<string, T> | null {
  const entries = Object.entries(members(value));
  if (!isRecord(value) || entries.length > most) return null;
  return Object.fromEntries(entries.map(([key, member]) => [key, map(member)]));
}

function members(value: unknown): Record<string, unknown> {
  return isRecord(value) ? value : {};
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
