import { type Estimate, estimators, histogram, type Metric } from '@milepost/metrics';
import { type Question, type Scale, type Survey, scaleOf } from '@milepost/protocol';

/** A question whose answers make a score, and the scale that they lie on. */
export interface ScoredQuestion {
  question: Extract<Question, { type: Metric }>;
  scale: Scale;
}

/**
 * The question that the target of a touchpoint looks at: the first of its survey that is answered on a scale. Null for
 * a survey without one.
 */
export function scoredQuestion({ questions }: Survey): ScoredQuestion | null {
  for (const question of questions) {
    const scale = scaleOf(question);
    if (scale && isScored(question)) return { question, scale };
  }
  return null;
}

/** The score of so many answers of each value, from the lowest value up. */
export function scoreOf({ question, scale }: ScoredQuestion, counts: readonly number[]): Estimate {
  const top = 'top' in question ? { top: question.top } : {};
  return estimators[question.type](histogram(scale, counts), top);
}

function isScored(question: Question): question is ScoredQuestion['question'] {
  return Object.hasOwn(estimators, question.type);
}
