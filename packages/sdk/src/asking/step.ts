import type { Question } from '@milepost/protocol';
import type { Step } from '../api.ts';
import { rangeOf } from './range.ts';

/** The parts that a question is asked in, one after the other; most have one, without a name. */
export function partsOf(question: Question): readonly Part[] {
  if (question.type !== 'cxi') return [''];
  return ['needs', 'ease', 'enjoyment', ...(question.comment ? (['comment'] as const) : [])];
}

export type Part = '' | 'needs' | 'ease' | 'enjoyment' | 'comment';

interface Setting {
  part: Part;
  /** Puts options into the order of this response. */
  order: Order;
  last: boolean;
  /** Puts what is known already into a text. */
  tell: (text: string) => string;
}

/** What is drawn of a question as it is in the program. */
const drawn = /^(labels|look|other|atMost|placeholder|minLength|maxLength|link)$/;

/** A question, or a part of one, as it is drawn. */
export function stepOf(question: Question, { part, order, last, tell }: Setting): Step {
  const { id, text, type, optional = false } = question;
  const comment = part === 'comment';
  const [min, max] = comment ? [] : rangeOf(question);
  const { options, shuffle } = question as Shuffled;
  return {
    ...Object.fromEntries(Object.entries(question).filter(([name]) => !comment && drawn.test(name))),
    id: part ? `${id}.${part}` : id,
    type: comment ? 'text' : type,
    text: tell(part && question.type === 'cxi' ? (question[part] ?? '') : text),
    ...(part && { lead: tell(text) }),
    optional: optional || comment,
    ...(max && { min, max }),
    ...(options && {
      options: (shuffle ? order(options, id) : options).map(({ id, text }) => ({ id, text })),
    }),
    last,
  } as Step;
}

interface Option {
  id: string;
  text: string;
  pinned?: boolean;
}

/** The options of a question, in the order of one response. */
export type Order = (options: readonly Option[], question: string) => readonly Option[];

interface Shuffled {
  options?: readonly Option[];
  shuffle?: boolean;
}
