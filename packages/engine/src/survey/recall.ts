import type { Person, Question } from '@milepost/protocol';
import { own } from '../own.ts';
import type { Answers } from './answers.ts';

/** What a text may repeat. The questions are in the person's language, so that options are told in its words. */
export interface Known {
  answers: Answers;
  questions: readonly Question[];
  person: Person | null;
  facts?: Person['traits'] | undefined;
}

const markers = /\{\{(answer|trait|fact):([^|{}]+)\|([^{}]*)\}\}/g;

/** More of one answer, trait or fact than a text repeats. */
const tooLong = /^(.{100}).+/su;

/**
 * A text with what is known in the place of its markers: `{{answer:ID|else}}`, `{{trait:NAME|else}}` and
 * `{{fact:NAME|else}}`. What was recalled is not looked at again, whatever somebody typed.
 *
 * @example
 * recall('Why {{answer:score|that}}?', { answers: { score: 3 }, questions, person: null }); // 'Why 3?'
 */
export function recall(text: string, { answers, questions, person, facts }: Known): string {
  return text.replace(markers, (_, kind: string, name: string, otherwise: string) => {
    const value =
      kind === 'answer'
        ? answerIn(name, { answers, questions })
        : own((kind === 'trait' ? person?.traits : facts) ?? {}, name);
    const words = String(value ?? '').trim();
    return words.replace(tooLong, '$1…') || otherwise;
  });
}

/** An answer as the person knows it: chosen options by their words, `other` by what was written. */
function answerIn(name: string, { answers, questions }: Pick<Known, 'answers' | 'questions'>) {
  const value = own(answers, name) ?? null;
  const question = questions.find(({ id }) => id === name);
  if (!question || !('options' in question)) return value;
  const words = [value].flat().map((chosen) => {
    const option = question.options.find(({ id }) => id === chosen);
    return option?.text ?? (chosen === 'other' && own(answers, `${name}.other`));
  });
  return words.filter(Boolean).join(', ');
}
