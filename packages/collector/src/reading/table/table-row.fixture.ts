import { estimators, histogram, precision } from '@milepost/metrics';
import type { AnswerMetric } from '@milepost/protocol';
import { funnelOf } from '../counts/funnel.ts';
import type { TableRow } from './table.ts';

const scales = {
  nps: { id: '0..10', min: 0, max: 10 },
  csat: { id: '1..5', min: 1, max: 5 },
  effort: { id: '1..5:effort', min: 1, max: 5 },
};

interface Built extends Partial<Omit<TableRow, 'estimate'>> {
  metric?: AnswerMetric;
  scale?: keyof typeof scales;
  /** From the lowest value up. */
  counts: readonly number[];
  designEffect?: number | null;
}

/** A row of a table with so many answers of each value. */
export function buildRow({ metric = 'csat', scale = 'csat', counts, designEffect, ...row }: Built): TableRow {
  const estimate = estimators[metric](histogram(scales[scale], counts));
  return {
    period: 'all',
    group: {},
    estimate: { ...estimate, ...(designEffect !== undefined && { designEffect }) },
    precision: precision(estimate.n),
    suppressed: null,
    partial: false,
    funnel: funnelOf([], 0),
    ...row,
  };
}

/** So many of 100 % satisfied and so many of 0 %. */
export const satisfied = (hits: number, misses: number) => [misses, 0, 0, 0, hits];
