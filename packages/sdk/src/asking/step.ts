import { shuffled } from '@milepost/engine';
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
  /** The response's seed, for shuffled options. */
  seed: number;
  hashOf: (text: string) => number;
  last: boolean;
  /** Puts what is known already into a text. */
  tell: (text: string) => string;
}

/** What is drawn of a question as it is in the program. */
const drawn = /^(labels|look|other|atMost|placeholder|minLength|maxLength|link)$/;

/** A question, or a part of one, as it is drawn. */
export function stepOf(question: Question, { part, seed, hashOf, last, tell }: Setting): Step {
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
      options: (shuffle ? shuffled(options, { seed, question: id, hash: hashOf }) : options).map(
        ({ id, text }) => ({ id, text }),
      ),
    }),
    last,
  } as Step;
}

interface Shuffled {
  options?: readonly { id: string; text: string; pinned?: boolean }[];
  shuffle?: boolean;
}
