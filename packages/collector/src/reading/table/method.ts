import { estimators, histogram, type Method } from '@milepost/metrics';
import { scaleOf } from '@milepost/protocol';
import type { QuestionIndex } from '../query/question-index.ts';
import type { TableQuery } from './table-query.ts';

/** How the intervals of a metric are made, told for an empty table too: as its questions say, or its usual scale. */
export function methodOf({ all }: QuestionIndex, { metric }: Pick<TableQuery, 'metric'>): Method[] {
  if (all.length > 0) return all.map(({ scale, top }) => methodOn(metric, { scale, top }));
  const scale = scaleOf({ type: metric });
  return scale ? [methodOn(metric, { scale, top: undefined })] : [];
}

function methodOn(
  metric: TableQuery['metric'],
  { scale, top }: Pick<QuestionIndex['all'][number], 'scale' | 'top'>,
): Method {
  const counts = Array.from({ length: scale.max - scale.min + 1 }, () => 0);
  return estimators[metric](histogram(scale, counts), top === undefined ? {} : { top }).method;
}
