import { faultsOf } from '../../faults.ts';
import { limits } from '../../limits.ts';
import { plainWords } from '../../plain-words.ts';
import type { Fault } from '../../problem.ts';
import { type Program, programShape } from '../document.ts';
import { declaredFacts, factsOfSurvey } from './declared-facts.ts';
import { type Finding, repeatedAt, told, twice, unknown } from './finding.ts';
import { type Parts, soundParts } from './parts.ts';
import { surveyFaults } from './survey-faults.ts';
import { touchpointFaults } from './touchpoint-faults.ts';

export type ProgramCheck = { program: Program; faults: [] } | { program: null; faults: Fault[] };

/**
 * Checks a whole program document and reports every fault at once, each with its JSON Pointer: those of the shape, and
 * those of what refers to what in the parts whose shape is right. Of more than a hundred faults it tells a hundred, and
 * last, at the path of the document, how many more there are.
 *
 * @example
 * checkProgram({ stages: [], touchpoints: {}, surveys: {} }).faults[0]?.path; // '/stages'
 */
export function checkProgram(document: unknown): ProgramCheck {
  const parsed = programShape.safeParse(document, { error: plainWords });
  const shape = parsed.success ? [] : faultsOf(parsed.error.issues);
  const findings = partFaults(parsed.success ? parsed.data : soundParts(document));
  const count = shape.length + findings.length;
  if (parsed.success && count === 0) return { program: parsed.data, faults: [] };
  const most = limits.faultsPerProgram;
  const faults = [...shape.slice(0, most), ...findings.slice(0, Math.max(0, most - shape.length)).map(told)];
  if (count > most)
    faults.push({ path: '', message: `has ${count - most} more faults; correct these first` });
  return { program: null, faults };
}

function partFaults(parts: Parts): Finding[] {
  const { locale, stages, touchpoints, surveys, governor, precision } = parts;
  const { budget } = governor ?? {};
  return [
    ...twice(stages ?? [], { path: ['stages'], what: 'stage' }),
    ...Object.entries(touchpoints).flatMap(([id, touchpoint]) =>
      touchpoint ? touchpointFaults(touchpoint, { path: ['touchpoints', id], parts }) : [],
    ),
    ...Object.entries(surveys ?? {}).flatMap(([id, survey]) =>
      survey
        ? surveyFaults(survey, { path: ['surveys', id], locale, facts: factsOfSurvey(id, touchpoints) })
        : [],
    ),
    ...segmentFaults(parts),
    ...(budget && budget.reserve >= budget.prompts
      ? [{ path: ['governor', 'budget', 'reserve'], message: 'must be smaller than prompts' }]
      : []),
    ...(precision && precision.lowBelow < precision.countsOnlyBelow
      ? [{ path: ['precision', 'lowBelow'], message: 'must not be smaller than countsOnlyBelow' }]
      : []),
  ];
}

function segmentFaults({ segments, touchpoints }: Parts): Finding[] {
  const facts = declaredFacts(Object.values(touchpoints));
  return [
    ...repeatedAt(segments).map((index) => ({
      path: ['segments', index],
      message: `segment "${segments[index]}" is there twice; remove one`,
    })),
    ...segments.flatMap((segment, index) => {
      const name = segment?.startsWith('fact:') ? segment.slice('fact:'.length) : '';
      return name === '' || !facts || facts.includes(name)
        ? []
        : [unknown({ path: ['segments', index], what: 'fact', name, among: facts })];
    }),
  ];
}
