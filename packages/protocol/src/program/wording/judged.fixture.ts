import type { Question, QuestionType } from '../question.ts';
import type { WordingRule } from './wording.ts';

/** One question, and the rules that a careful reader would hold against it. */
export interface Judged {
  type: QuestionType;
  text: string;
  rules: WordingRule[];
  labels?: { low: string; high: string };
}

type Line = [text: string, rule?: WordingRule | WordingRule[], ends?: string];

/** Lines of one type; ends are written `low / high`. */
export function judged(type: QuestionType, lines: Line[]): Judged[] {
  return lines.map(([text, rules = [], ends]) => {
    const [low = '', high = ''] = ends?.split(' / ') ?? [];
    return { type, text, rules: [rules].flat(), ...(ends && { labels: { low, high } }) };
  });
}

const scales: QuestionType[] = ['nps', 'csat', 'ces', 'rating', 'thumbs'];

/** The question as a survey has it. */
export function asQuestion({ type, text, labels }: Judged): Question {
  const options = [
    { id: 'yes', text: 'Yes' },
    { id: 'no', text: 'No' },
  ];
  return {
    id: 'asked',
    type,
    text,
    ...(scales.includes(type) && { labels: labels ?? { low: 'Low', high: 'High' } }),
    ...((type === 'choice' || type === 'choices') && { options }),
  } as Question;
}
