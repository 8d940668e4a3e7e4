import { cxiComment, cxiItems } from '../../scale.ts';
import type { Question } from '../question.ts';

const most = 5;

/**
 * More questions to answer than a prompt may ask on its longest path. Source: Galesic and Bosnjak (2009), _Effects of
 * Questionnaire Length on Participation and Indicators of Response Quality in a Web Survey_, Public Opinion Quarterly
 * 73(2); people who were interrupted bear less than those of a web survey.
 */
export function tooMany(questions: readonly Question[]): string | null {
  const longest = longestPath(questions);
  return longest > most
    ? `has up to ${longest} questions to answer, and after ${most} people leave or answer carelessly: ask fewer, or branch`
    : null;
}

/** Jumps go forward only, so the longest way from a question on is known once that from each later one is. */
function longestPath(questions: readonly Question[]): number {
  const longestFrom = new Map([['end', 0]]);
  let following = 0;
  for (const question of questions.toReversed()) {
    const { id, next = [] } = question;
    const ways = next.map(({ go }) => longestFrom.get(go) ?? 0);
    if (next.every(({ when }) => when)) ways.push(following);
    following = answersOf(question) + Math.max(...ways);
    longestFrom.set(id, following);
  }
  return following;
}

function answersOf(question: Question): number {
  if (question.type === 'cxi') return cxiItems.length + (cxiComment in question ? 1 : 0);
  return question.type === 'message' ? 0 : 1;
}
