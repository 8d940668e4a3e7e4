import { scaleOf } from '../../scale.ts';
import type { Condition } from '../condition.ts';
import type { Question } from '../question.ts';

/** Some answer whose value is not looked into: words, several options, or several parts. */
export const something = Symbol('something');

/** What may come of a question: a value of its scale, an option, an answer of another kind, or null for none. */
export type Outcome = number | string | typeof something | null;

/** Everything that may come of a question, by its type and by whether it may be skipped. */
export function outcomesOf(question: Question): Outcome[] {
  if (question.type === 'message') return [null];
  return question.optional ? [...answersTo(question), null] : answersTo(question);
}

function answersTo(question: Question): Outcome[] {
  if (question.type === 'choice') {
    const options = question.options.map(({ id }) => id);
    return question.other === undefined ? options : [...options, 'other'];
  }
  const scale = question.type === 'cxi' ? null : scaleOf(question);
  if (!scale) return [something];
  return Array.from({ length: scale.max - scale.min + 1 }, (_, step) => scale.min + step);
}

/** Whether an outcome of the question `id` passes a condition; `perhaps` when that depends on other answers too. */
export function verdictOn(
  outcome: Outcome,
  { when, id }: { when: Condition | undefined; id: string },
): 'yes' | 'perhaps' | 'no' {
  if (!when) return 'yes';
  const { question = id, min, max, in: wanted, answered, all, any } = when;
  if (question !== id) return 'perhaps';
  if (answered !== undefined && answered !== (outcome !== null)) return 'no';
  const looksIntoIt = (min ?? max ?? wanted) !== undefined;
  if (looksIntoIt && outcome !== something) {
    if (min !== undefined && !(typeof outcome === 'number' && outcome >= min)) return 'no';
    if (max !== undefined && !(typeof outcome === 'number' && outcome <= max)) return 'no';
    if (wanted && (outcome === null || !wanted.includes(outcome))) return 'no';
  }
  return all || any || (looksIntoIt && outcome === something) ? 'perhaps' : 'yes';
}
