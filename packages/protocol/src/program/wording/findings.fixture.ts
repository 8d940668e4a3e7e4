import { programShape } from '../document.ts';
import { type WordingFinding, wordingOf } from './wording.ts';

/** The findings of a program of one survey, with their paths inside it. */
export function findingsOf(survey: object, { locale = 'en' } = {}): WordingFinding[] {
  const stages = [{ id: 'support', label: 'Support' }];
  const program = programShape.parse({ locale, stages, touchpoints: {}, surveys: { survey } });
  return wordingOf(program).map((finding) => ({
    ...finding,
    path: finding.path.replace('/surveys/survey', ''),
  }));
}

/** Every finding about one question, as its place in it and its rule: `/text leading`. */
export function rulesOf(question: object): string[] {
  return findingsOf({ questions: [{ id: 'asked', text: 'How was it?', ...question }] }).map(
    ({ path, rule }) => `${path.replace('/questions/0', '')} ${rule}`,
  );
}
