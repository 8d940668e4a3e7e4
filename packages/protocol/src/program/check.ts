import { faultsOf, missingOrMistyped } from '../faults.ts';
import { type Fault, pointer } from '../problem.ts';
import { type Program, programShape, type Survey } from './document.ts';

export type ProgramCheck = { program: Program; faults: [] } | { program: null; faults: Fault[] };

/**
 * Checks a whole program document and reports every fault at once, each with its JSON Pointer.
 *
 * @example
 * checkProgram({ stages: [], touchpoints: {}, surveys: {} }).faults[0]?.path; // '/stages'
 */
export function checkProgram(document: unknown): ProgramCheck {
  const parsed = programShape.safeParse(document, { error: missingOrMistyped });
  if (!parsed.success) return { program: null, faults: faultsOf(parsed.error.issues) };
  const faults = [...referenceFaults(parsed.data), ...surveyFaults(parsed.data)];
  return faults.length > 0 ? { program: null, faults } : { program: parsed.data, faults: [] };
}

function referenceFaults(program: Program): Fault[] {
  const faults: Fault[] = [];
  const stages = new Set<string>();
  for (const [index, stage] of program.stages.entries()) {
    if (stages.has(stage.id))
      faults.push({ path: pointer(['stages', index, 'id']), message: `stage "${stage.id}" is there twice` });
    stages.add(stage.id);
  }
  for (const [id, touchpoint] of Object.entries(program.touchpoints)) {
    const at = (field: string) => pointer(['touchpoints', id, field]);
    if (!stages.has(touchpoint.stage))
      faults.push({ path: at('stage'), message: `there is no stage "${touchpoint.stage}"` });
    if (!Object.hasOwn(program.surveys, touchpoint.survey))
      faults.push({ path: at('survey'), message: `there is no survey "${touchpoint.survey}"` });
  }
  for (const [index, segment] of program.segments.entries())
    if (program.segments.indexOf(segment) !== index)
      faults.push({ path: pointer(['segments', index]), message: `segment "${segment}" is there twice` });
  if (program.precision.lowBelow < program.precision.countsOnlyBelow)
    faults.push({ path: '/precision/lowBelow', message: 'must not be smaller than countsOnlyBelow' });
  return faults;
}

function surveyFaults(program: Program): Fault[] {
  return Object.entries(program.surveys).flatMap(([id, survey]) => [
    ...flowFaults(survey, ['surveys', id, 'questions']),
    ...localeFaults(survey, ['surveys', id, 'locales']),
  ]);
}

/** Jumps go forward only, so a survey cannot loop; what no jump and no step reaches is a fault too. */
function flowFaults(survey: Survey, path: PropertyKey[]): Fault[] {
  const faults: Fault[] = [];
  const position = new Map<string, number>();
  for (const [index, question] of survey.questions.entries()) {
    if (position.has(question.id))
      faults.push({
        path: pointer([...path, index, 'id']),
        message: `question "${question.id}" is there twice`,
      });
    else position.set(question.id, index);
  }
  const reached = new Set([0]);
  for (const [index, question] of survey.questions.entries()) {
    if (!reached.has(index))
      faults.push({ path: pointer([...path, index]), message: `question "${question.id}" is never reached` });
    let falls = true;
    for (const [nth, branch] of (question.next ?? []).entries()) {
      const at = pointer([...path, index, 'next', nth, 'go']);
      const target = branch.go === 'end' ? Number.POSITIVE_INFINITY : position.get(branch.go);
      if (target === undefined)
        faults.push({ path: at, message: `there is no question "${branch.go}" in this survey` });
      else if (target <= index)
        faults.push({ path: at, message: `"${branch.go}" is not a later question; jumps go forward only` });
      else if (falls) reached.add(target);
      if (!branch.when) falls = false;
    }
    if (falls) reached.add(index + 1);
    if (question.type === 'rating' && question.top !== undefined && question.top > (question.points ?? 5))
      faults.push({ path: pointer([...path, index, 'top']), message: 'must not be greater than points' });
  }
  return faults;
}

function localeFaults(survey: Survey, path: PropertyKey[]): Fault[] {
  const known = new Set(survey.questions.map((question) => question.id));
  return Object.entries(survey.locales ?? {}).flatMap(([locale, words]) =>
    Object.keys(words)
      .filter((id) => !known.has(id))
      .map((id) => ({ path: pointer([...path, locale, id]), message: `there is no question "${id}"` })),
  );
}
