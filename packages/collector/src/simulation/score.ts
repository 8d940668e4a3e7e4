import type { Method, Plan } from '@milepost/metrics';
import type { Program, Scale } from '@milepost/protocol';
import { scoredQuestion, scoreOf } from '../program/scored-question.ts';

/** The score of a touchpoint before anybody has answered. */
export interface PlannedScore {
  /** With answers half at one end and half at the other: nothing has a wider interval. */
  plan: Plan;
  /** The scale of a mean, which its margin is told of; null for a score in points of a hundred. */
  meanOf: Scale | null;
}

/**
 * What the score of a touchpoint is planned with; null when its survey has no question on a scale.
 *
 * @example
 * marginReached(400, plannedScore(program, 'ticket_closed').plan); // 4.88, of a share
 */
export function plannedScore(program: Program, touchpoint: string): PlannedScore | null {
  const survey = program.surveys[program.touchpoints[touchpoint]?.survey ?? ''];
  const scored = survey && scoredQuestion(survey);
  if (!scored) return null;
  const { min, max } = scored.scale;
  const nobody = Array.from({ length: max - min + 1 }, () => 0);
  return planned[scoreOf(scored, nobody).method](scored.scale);
}

const planned: Record<Method, (scale: Scale) => PlannedScore> = {
  'adjusted-wald-3t': () => ({ plan: { of: 'net' }, meanOf: null }),
  wilson: () => ({ plan: { of: 'share' }, meanOf: null }),
  t: (scale) => ({ plan: { of: 'mean', deviation: (scale.max - scale.min) / 2 }, meanOf: scale }),
};
