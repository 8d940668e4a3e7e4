import type { Plan } from '@milepost/metrics';
import { type Program, type Question, type Scale, scaleOf } from '@milepost/protocol';

/**
 * What the score of a touchpoint is planned with, before anybody has answered: its survey's first question on a scale,
 * and answers half at one end and half at the other, the widest interval that there is. Null without such a question.
 *
 * @example
 * marginReached(400, scorePlan(program, 'ticket_closed')); // 4.88, of a share
 */
export function scorePlan(program: Program, touchpoint: string): Plan | null {
  const survey = program.touchpoints[touchpoint]?.survey ?? '';
  for (const question of program.surveys[survey]?.questions ?? []) {
    const scale = scaleOf(question);
    if (scale) return planOf(question, scale);
  }
  return null;
}

function planOf(question: Question, { min, max }: Scale): Plan {
  if (question.type === 'nps' || question.type === 'cxi') return { of: 'net' };
  const isMean =
    question.type === 'rating'
      ? question.top === undefined
      : question.type === 'ces' && question.edition === 1;
  return isMean ? { of: 'mean', deviation: (max - min) / 2 } : { of: 'share' };
}
