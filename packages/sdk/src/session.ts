import type { AnswerValue, DismissReason, Question } from '@milepost/protocol';

/** What became of the latest answer: nothing sent yet, on its way, stored by the collector, or kept on the device. */
export type Delivery = 'idle' | 'sending' | 'sent' | 'kept';

/**
 * One showing of one survey: which question is on, and what was answered. It knows nothing of how it is drawn or sent;
 * a view draws `current` and calls `answer`, `advance` or `dismiss`.
 */
export interface SurveySession {
  readonly questions: readonly Question[];
  /** The question to draw, or null when the survey is over and the view should go. */
  readonly current: Question | null;
  readonly delivery: Delivery;
  /** Answers the current question (null skips an optional one) and goes on. */
  answer(value: AnswerValue): void;
  /** Goes on from a message, which takes no answer. */
  advance(): void;
  /** Ends the survey before its end. After the last question this only closes. */
  dismiss(reason: DismissReason): void;
  /** Calls back whenever `current` or `delivery` changes. Returns the stop. */
  subscribe(listener: () => void): () => void;
}
