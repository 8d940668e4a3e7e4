import { type Estimate, estimators, histogram } from '@milepost/metrics';
import { slotOf } from '../../intake/cells.ts';
import type { RowSum } from './row-sums.ts';

/** The estimate of a row, its answers taken for independent. */
export function rowEstimate(
  { question: { metric, scale, top }, counts }: Pick<RowSum, 'question' | 'counts'>,
  confidence: number,
): Estimate {
  const first = slotOf(scale, scale.min);
  const onScale = counts.slice(first, first + scale.max - scale.min + 1);
  return estimators[metric](histogram(scale, onScale), { confidence, ...(top !== undefined && { top }) });
}
