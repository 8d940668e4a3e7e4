import type { AnswerValue, DismissReason, Question } from '@milepost/protocol';
import type { Words } from '../locales/words.ts';

/** What a question is given for its turn: what to draw, and what a person can do about it. */
export interface Turn<Q extends Question = Question> {
  question: Q;
  words: Words;
  rtl: boolean;
  /** Nothing comes after it. */
  last: boolean;
  /** Answers by a tap on an option, which stays on show for a moment. */
  choose(value: number, option: Element): void;
  /** Answers; null skips. */
  answer(value: AnswerValue): void;
  advance(): void;
  dismiss(reason: DismissReason): void;
}
