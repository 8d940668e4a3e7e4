import { answerables } from './answerable.ts';
import { conditionFaults } from './condition-faults.ts';
import { type Finding, twice } from './finding.ts';
import { flowFaults } from './flow-faults.ts';
import type { DraftSurvey } from './parts.ts';
import { questionFaults } from './question-faults.ts';
import { recallFaults } from './recall-faults.ts';
import { translationFaults } from './translation-faults.ts';

/** Everything that is wrong between the parts of one survey; `path` leads to it. */
export function surveyFaults(survey: DraftSurvey, path: readonly PropertyKey[]): Finding[] {
  const { questions } = survey;
  const answers = answerables(questions);
  const at = [...path, 'questions'];
  const findings = [
    ...twice(questions, { path: at, what: 'question' }),
    ...flowFaults(questions, at),
    ...questions.flatMap((question, position) => {
      if (question.type === null) return [];
      const place = { path: [...at, position], position, answers };
      const { id, next = [] } = question;
      return [
        ...questionFaults(question, place.path),
        ...recallFaults(question, place),
        ...next.flatMap(({ when }, nth) =>
          when ? conditionFaults(when, { ...place, id, path: [...place.path, 'next', nth, 'when'] }) : [],
        ),
      ];
    }),
    ...translationFaults(survey, { path: [...path, 'locales'], answers }),
  ];
  // What leads nowhere may be meant for a question whose id cannot be read.
  return questions.some(({ id }) => id === null) ? findings.filter(({ meant }) => !meant) : findings;
}
