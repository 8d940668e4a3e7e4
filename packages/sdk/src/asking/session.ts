import { nextQuestion } from '@milepost/engine';
import type { AnswerValue, DismissReason, Question } from '@milepost/protocol';
import { textLength } from '@milepost/protocol/limits';
import type { Delivery, Step, SurveySession, Value } from '../api.ts';
import { type Order, partsOf, stepOf } from './step.ts';

/** What a session is about. */
export interface SessionOptions {
  /** In the person's language already. */
  questions: readonly Question[];
  order: Order;
  /** Puts what is known already into a text. */
  tell: (text: string, answers: Answers) => string;
  /** Whether a value is an answer to a step. Our own view gives no other. */
  accepts?: (step: Step, value: Value) => boolean;
}

type Answers = Readonly<Record<string, AnswerValue>>;

/** Who is told what happens in a session. */
export interface SessionEvents {
  /** Null withdraws. */
  answered(question: string, value: AnswerValue): void;
  /** Every question has been answered or skipped; a message may still be on. */
  completed(): void;
  dismissed(reason: DismissReason): void;
  /** The survey is over and nothing is drawn any more. */
  ended(): void;
}

/** A session as the view of ours and the sending know it. */
export interface OpenSession extends Omit<SurveySession, 'outcome'> {
  /** More than two questions: worth a sign of progress. */
  readonly long: boolean;
  /** Told from outside, how the latest answer fares. */
  deliver(delivery: Delivery): void;
}

/**
 * One showing of one survey: which step is on, and what was answered. It knows nothing of how it is drawn or sent. A
 * view draws `current` and calls `answer`, `advance`, `back` or `dismiss`.
 */
export function createSession(
  { questions, order, tell, accepts = () => true }: SessionOptions,
  events: SessionEvents,
): OpenSession {
  /** A question may be called like something that every object inherits. */
  const answers: Record<string, AnswerValue> = Object.create(null);
  const listeners = new Set<() => void>();
  const asked = questions.filter(({ type }) => type !== 'message');
  /** The way that led here. */
  const trail: [Question, number][] = [];
  let question = nextQuestion(questions, null, answers);
  let part = 0;
  let current: Step | null = null;
  let delivery: Delivery = 'idle';
  let complete = false;

  const changed = () => {
    for (const listener of Array.from(listeners))
      try {
        listener();
      } catch (fault) {
        // The host's own mistake belongs on the host's own console, and must not stop ours.
        reportError(fault);
      }
  };
  /** Whether nothing is left to answer: only messages lie between here and the end. */
  const answered = () => {
    let next = question;
    while (next?.type === 'message') next = nextQuestion(questions, next.id, answers);
    return next === null;
  };
  /** Draws the step that is on by now. */
  const turn = () => {
    const parts = question ? partsOf(question) : [];
    const [branch] = question?.next ?? [];
    const end = questions.at(-1) === question || (branch?.go === 'end' && !branch.when);
    current =
      question &&
      stepOf(question, {
        part: parts[part] ?? '',
        order,
        last: end && part === parts.length - 1,
        tell: (text) => tell(text, answers),
      });
  };
  const say = (name: string, value: AnswerValue) => {
    const before = answers[name] ?? null;
    answers[name] = value;
    if (value !== null || before !== null) events.answered(name, value);
  };
  const goOn = () => {
    if (!question) return;
    trail.push([question, part]);
    if (part + 1 < partsOf(question).length) part += 1;
    else {
      const next = nextQuestion(questions, question.id, answers);
      // Somebody went back, and this way passes by what was answered on the other.
      const passed = questions.slice(
        questions.indexOf(question) + 1,
        next ? questions.indexOf(next) : undefined,
      );
      for (const name of Object.keys(answers))
        if (passed.some(({ id }) => name === id || name.startsWith(`${id}.`))) say(name, null);
      // Whoever heard of that may have ended it.
      if (!current) return;
      part = 0;
      question = next;
    }
    const done = !complete && answered();
    complete ||= done;
    turn();
    // Whoever hears of the one may bring about the other.
    const over = !current;
    if (done) events.completed();
    if (over) events.ended();
    changed();
  };
  turn();
  return {
    get current() {
      return current;
    },
    get progress() {
      const here = question ? questions.indexOf(question) : questions.length;
      return asked.filter((one) => questions.indexOf(one) < here).length / (asked.length || 1);
    },
    get delivery() {
      return delivery;
    },
    long: questions.flatMap((one) => (one.type === 'message' ? [] : partsOf(one))).length > 2,
    answer: (value, other) => {
      const step = current;
      if (!step || !accepts(step, value)) return;
      // A list stays the host's own.
      say(step.id, Array.isArray(value) ? [...value] : value);
      if (step.other) {
        const words = [value].flat().includes('other') ? `${other ?? ''}`.trim().slice(0, textLength) : '';
        say(`${step.id}.other`, words || null);
      }
      goOn();
    },
    advance: () => {
      if (current?.type === 'message') goOn();
    },
    back: () => {
      const before = current && !complete && trail.pop();
      if (!before) return;
      [question, part] = before;
      turn();
      changed();
    },
    dismiss: (reason = 'closed') => {
      if (!current) return;
      question = current = null;
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
