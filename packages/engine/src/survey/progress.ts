import type { Question } from '@milepost/protocol';
import type { Answers } from './answers.ts';
import { path } from './path.ts';

/**
 * How much of a survey lies behind when `current` is on, from 0 at the first question to 1 when only messages are left
 * or, with null, when it is over. What lies ahead is counted by the longest branch, so that going on never goes back.
 *
 * @example
 * progress(questions, 'why', { satisfaction: 2 }); // 0.5
 */
export function progress(questions: readonly Question[], current: string | null, answers: Answers): number {
  if (current === null) return 1;
  const taken = path(questions, answers);
  const place = taken.findIndex(({ id }) => id === current);
  const done = taken.slice(0, Math.max(0, place)).filter(asks).length;
  const ahead = mostFrom(questions, current);
  return ahead ? done / (done + ahead) : 1;
}

function asks({ type }: Question): boolean {
  return type !== 'message';
}

/** How many questions may still be asked at most, the one of this id included. */
function mostFrom(questions: readonly Question[], current: string): number {
  const most = new Map<string, number>();
  questions.reduceRight((following, question) => {
    const { id, next = [] } = question;
    const branches = next.map(({ go }) => most.get(go) ?? 0);
    if (next.every(({ when }) => when)) branches.push(following);
    const count = Math.max(...branches) + (asks(question) ? 1 : 0);
    most.set(id, count);
    return count;
  }, 0);
  return most.get(current) ?? 0;
}
