import type { AnswerMetric, ResponseState } from '@milepost/protocol';
import type { KnownProgram } from '../../program/known.ts';
import { askedBy } from '../query/asked.ts';
import { refuse } from '../query/refuse.ts';
import { createAnswerTest } from './scored-answers.ts';
import { isWithin } from './within.ts';

/** What responses are chosen by, days, people and words aside. */
export interface Selecting {
  touchpoint?: readonly string[] | undefined;
  stage?: readonly string[] | undefined;
  survey?: readonly string[] | undefined;
  question?: readonly string[] | undefined;
  channel?: readonly string[] | undefined;
  where?: readonly string[] | undefined;
  metric?: AnswerMetric | undefined;
  score?: { min: number; max: number } | undefined;
}

/** Which responses a query chooses. */
export interface Selection {
  /** Null for all. */
  touchpoints: readonly string[] | null;
  /** All but the touchpoint; null when there is nothing else to ask. */
  test: ((state: ResponseState) => boolean) | null;
}

/**
 * Lays out which responses a query chooses. What any revision of the program ever knew is known; segments are those of
 * the present one.
 *
 * @throws ProblemError `query_invalid` with every name that is not known
 */
export function selectionOf(query: Selecting, known: KnownProgram): Selection {
  const { touchpoint, stage, survey, question, channel, where } = query;
  const asked = askedBy({ by: [], touchpoint, stage, survey, question, channel, where }, known);
  const { test: hasAnswer, faults } = createAnswerTest(query, known);
  if (faults.length > 0) throw refuse(...faults);
  const { dimensions, touchpoints } = asked;
  const tests: ((state: ResponseState) => boolean)[] = [];
  if (survey) tests.push((state) => survey.includes(state.survey));
  if (dimensions.length > 0) tests.push((state) => isWithin(state, dimensions, known));
  if (hasAnswer) tests.push(hasAnswer);
  return {
    touchpoints: touchpoints && [...touchpoints],
    test: tests.length === 0 ? null : (state) => tests.every((test) => test(state)),
  };
}
