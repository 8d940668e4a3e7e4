import type { ClientSurvey, Question } from '@milepost/protocol';

/** A survey's questions in one language. */
export interface Localised {
  locale: string;
  questions: Question[];
}

/**
 * The questions of a survey in the wanted language, else in a broader one (`de-AT`, `de`), else in the survey's own.
 * A text that a translation lacks stays in the survey's own language.
 */
export function localise(survey: ClientSurvey, wanted: string, own: string): Localised {
  const available = survey.locales ?? {};
  const parts = wanted.split('-');
  const chain = parts.map((_, index) => parts.slice(0, parts.length - index).join('-'));
  const locale = chain.find((tag) => tag === own || Object.hasOwn(available, tag)) ?? own;
  const words = available[locale] ?? {};
  return {
    locale,
    questions: survey.questions.map((question) => ({ ...question, ...words[question.id] }) as Question),
  };
}
