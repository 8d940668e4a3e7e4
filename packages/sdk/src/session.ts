import { nextQuestion } from '@milepost/engine';
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

/** Who is told what happens in a session. */
export interface SessionEvents {
  answered(question: string, value: AnswerValue): void;
  /** Every question has been answered or skipped; a message may still be on. */
  completed(): void;
  dismissed(reason: DismissReason): void;
  /** The survey is over and nothing is drawn any more. */
  ended(): void;
}

/** A session that something outside can tell how the latest answer fares. */
export interface OpenSession extends SurveySession {
  deliver(delivery: Delivery): void;
}

/** A session over questions that are in the person's language already. */
export function createSession(questions: readonly Question[], events: SessionEvents): OpenSession {
  const answers: Record<string, AnswerValue> = {};
  const listeners = new Set<() => void>();
  let current = nextQuestion(questions, null, answers);
  let delivery: Delivery = 'idle';
  let complete = false;

  const changed = () => {
    for (const listener of listeners) listener();
  };
  /** Whether nothing is left to answer: only messages lie between here and the end. */
  const answered = () => {
    let question = current;
    while (question?.type === 'message') question = nextQuestion(questions, question.id, answers);
    return question === null;
  };
  const goOn = () => {
    current = current && nextQuestion(questions, current.id, answers);
    if (!complete && answered()) {
      complete = true;
      events.completed();
    }
    if (!current) events.ended();
    changed();
  };

  return {
    questions,
    get current() {
      return current;
    },
    get delivery() {
      return delivery;
    },
    answer: (value) => {
      if (!current || current.type === 'message') return;
      answers[current.id] = value;
      if (value !== null) events.answered(current.id, value);
      goOn();
    },
    advance: () => {
      if (current?.type === 'message') goOn();
    },
    dismiss: (reason) => {
      if (!current) return;
      current = null;
      if (!complete) events.dismissed(reason);
      events.ended();
      changed();
    },
    subscribe: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    deliver: (next) => {
      delivery = next;
      changed();
    },
  };
}
