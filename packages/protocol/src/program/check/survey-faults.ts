import { answerables } from './answerable.ts';
import type { FactNames } from './declared-facts.ts';
import { type Finding, twice } from './finding.ts';
import { flowFaults } from './flow-faults.ts';
import type { DraftSurvey } from './parts.ts';
import { questionFaults } from './question-faults.ts';
import { recallFaults } from './recall-faults.ts';
import { translationFaults } from './translation-faults.ts';

/** Where a survey is, and what it may take from the rest of the program. */
interface Place {
  path: readonly PropertyKey[];
  /** The language of the program. */
  locale: string | null;
  facts: FactNames;
}

/** Everything that is wrong between the parts of one survey. */
export function surveyFaults(survey: DraftSurvey, { path, locale, facts }: Place): Finding[] {
  const { questions } = survey;
  const answers = answerables(questions);
  const at = [...path, 'questions'];
  const findings = [
    ...twice(questions, { path: at, what: 'question' }),
    ...flowFaults(questions, { path: at, answers }),
    ...questions.flatMap((question, position) => {
      if (question.type === null) return [];
      const place = { path: [...at, position], position, answers, facts };
      return [...questionFaults(question, place.path), ...recallFaults(question, place)];
    }),
    ...translationFaults(survey, { path: [...path, 'locales'], locale, answers, facts }),
  ];
  // What leads nowhere may be meant for a question whose id cannot be read.
  return questions.some(({ id }) => id === null) ? findings.filter(({ meant }) => !meant) : findings;
}
