import { type Fault, pointer } from '../problem.ts';
import type { Survey } from './document.ts';
import type { Question } from './question.ts';

/** Everything that is wrong inside one survey whose shape is right; `path` leads to it. */
export function surveyFaults(survey: Survey, path: readonly PropertyKey[]): Fault[] {
  const questions = [...path, 'questions'];
  return [
    ...twice(survey.questions, questions, 'question'),
    ...flowFaults(survey.questions, questions),
    ...survey.questions.flatMap((question, index) => questionFaults(question, [...questions, index])),
    ...localeFaults(survey, [...path, 'locales']),
  ];
}

/** The places of names that stand at an earlier place too; a null is no name. */
export function repeatedAt(names: readonly (string | null)[]): number[] {
  const seen = new Set<string>();
  return names.flatMap((name, index) => {
    if (name === null) return [];
    if (seen.has(name)) return [index];
    seen.add(name);
    return [];
  });
}

/** Those whose id another one before them has. */
export function twice(
  all: readonly { id: string | null }[],
  path: readonly PropertyKey[],
  what: string,
): Fault[] {
  return repeatedAt(all.map(({ id }) => id)).map((index) => ({
    path: pointer([...path, index, 'id']),
    message: `${what} "${all[index]?.id}" is there twice`,
  }));
}

/** Jumps go forward only, so a survey cannot loop; what nothing that is reached leads to is a fault too. */
function flowFaults(questions: readonly Question[], path: readonly PropertyKey[]): Fault[] {
  const faults: Fault[] = [];
  const positions = new Map(questions.map(({ id }, index) => [id, index]).reverse() as [string, number][]);
  const reached = new Set([0]);
  for (const [index, { id, next = [] }] of questions.entries()) {
    if (!reached.has(index))
      faults.push({ path: pointer([...path, index]), message: `question "${id}" is never reached` });
    // Behind a branch without a condition nothing is taken any more, neither a branch nor the next question.
    let open = reached.has(index);
    for (const [nth, { when, go }] of next.entries()) {
      const at = pointer([...path, index, 'next', nth, 'go']);
      const target = go === 'end' ? questions.length : positions.get(go);
      if (target === undefined)
        faults.push({ path: at, message: `there is no question "${go}" in this survey` });
      else if (target <= index)
        faults.push({ path: at, message: `"${go}" is not a later question; jumps go forward only` });
      else if (open) reached.add(target);
      open &&= when !== undefined;
    }
    if (open) reached.add(index + 1);
  }
  return faults;
}

function questionFaults(question: Question, path: readonly PropertyKey[]): Fault[] {
  if (question.type === 'choice' || question.type === 'choices')
    return twice(question.options, [...path, 'options'], 'option');
  if (question.type === 'rating' && (question.top ?? 0) > (question.points ?? 5))
    return [{ path: pointer([...path, 'top']), message: 'must not be greater than points' }];
  return [];
}

function localeFaults(survey: Survey, path: readonly PropertyKey[]): Fault[] {
  const known = new Set(survey.questions.map(({ id }) => id));
  return Object.entries(survey.locales ?? {}).flatMap(([locale, words]) =>
    Object.keys(words)
      .filter((id) => !known.has(id))
      .map((id) => ({ path: pointer([...path, locale, id]), message: `there is no question "${id}"` })),
  );
}
