import type { z } from 'zod';
import { faultsOf, missingOrMistyped } from '../faults.ts';
import { type Fault, pointer } from '../problem.ts';
import {
  type Program,
  programShape,
  type Survey,
  surveyShape,
  type TouchpointSpec,
  touchpointShape,
} from './document.ts';
import { repeatedAt, surveyFaults, twice } from './survey-faults.ts';

export type ProgramCheck = { program: Program; faults: [] } | { program: null; faults: Fault[] };

/**
 * Checks a whole program document and reports every fault at once, each with its JSON Pointer: those of the shape, and
 * those of what refers to what in the parts whose shape is right.
 *
 * @example
 * checkProgram({ stages: [], touchpoints: {}, surveys: {} }).faults[0]?.path; // '/stages'
 */
export function checkProgram(document: unknown): ProgramCheck {
  const parsed = programShape.safeParse(document, { error: missingOrMistyped });
  const shape = parsed.success ? [] : faultsOf(parsed.error.issues);
  const faults = [
    ...shape,
    ...hiddenFaults(document),
    ...referenceFaults(parsed.success ? parsed.data : soundParts(document)),
  ];
  return parsed.success && faults.length === 0
    ? { program: parsed.data, faults: [] }
    : { program: null, faults };
}

/** A record leaves a member of this name out without a word, and its touchpoint would be gone. */
function hiddenFaults(document: unknown): Fault[] {
  return ['touchpoints', 'surveys']
    .filter((part) => Object.hasOwn(members(members(document)[part]), '__proto__'))
    .map((part) => ({
      path: pointer([part, '__proto__']),
      message: 'must be a name: this one is not allowed',
    }));
}

/** What of a program refers to other parts of it, or is referred to. A null part is too broken to be held against. */
interface Parts {
  stages: { id: string | null }[] | null;
  touchpoints: Record<string, TouchpointSpec>;
  /** With the names of all surveys, broken ones too, so that those are not reported as missing. */
  surveyNames: readonly string[] | null;
  surveys: Record<string, Survey>;
  segments: readonly (string | null)[];
  precision: Program['precision'] | null;
}

function soundParts(document: unknown): Parts {
  const { stages, touchpoints, surveys, segments, precision } = members(document);
  return {
    // Without any, the touchpoints cannot be blamed for naming one.
    stages: Array.isArray(stages) && stages.length > 0 ? stages.map(idOf) : null,
    touchpoints: soundMembers(touchpoints, touchpointShape),
    surveyNames: isRecord(surveys) ? Object.keys(surveys) : null,
    surveys: soundMembers(surveys, surveyShape),
    segments: Array.isArray(segments) ? segments.map((name) => (typeof name === 'string' ? name : null)) : [],
    precision: programShape.shape.precision.safeParse(precision).data ?? null,
  };
}

function idOf(value: unknown): { id: string | null } {
  const { id } = members(value);
  return { id: typeof id === 'string' ? id : null };
}

function soundMembers<T extends z.ZodType>(value: unknown, shape: T): Record<string, z.output<T>> {
  const sound = Object.entries(members(value)).flatMap(([name, member]) => {
    const parsed = shape.safeParse(member);
    return parsed.success ? [[name, parsed.data] as const] : [];
  });
  return Object.fromEntries(sound);
}

function members(value: unknown): Record<string, unknown> {
  return isRecord(value) ? value : {};
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function referenceFaults(program: Program | Parts): Fault[] {
  const { stages, touchpoints, surveys, segments, precision } = program;
  const surveyNames = 'surveyNames' in program ? program.surveyNames : Object.keys(surveys);
  const stageNames = stages?.map(({ id }) => id);
  const faults = stages ? twice(stages, ['stages'], 'stage') : [];
  for (const [id, { stage, survey }] of Object.entries(touchpoints)) {
    const at = (field: string) => pointer(['touchpoints', id, field]);
    if (stageNames && !stageNames.includes(stage))
      faults.push({ path: at('stage'), message: `there is no stage "${stage}"` });
    if (surveyNames && !surveyNames.includes(survey))
      faults.push({ path: at('survey'), message: `there is no survey "${survey}"` });
  }
  for (const [id, survey] of Object.entries(surveys)) faults.push(...surveyFaults(survey, ['surveys', id]));
  for (const index of repeatedAt(segments))
    faults.push({
      path: pointer(['segments', index]),
      message: `segment "${segments[index]}" is there twice`,
    });
  if (precision && precision.lowBelow < precision.countsOnlyBelow)
    faults.push({ path: '/precision/lowBelow', message: 'must not be smaller than countsOnlyBelow' });
  return faults;
}
