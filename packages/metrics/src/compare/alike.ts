import type { Estimate } from '../estimate.ts';
import { MetricsError } from '../metrics-error.ts';

/** Refuses to compare what was not measured alike, and names both. */
export function checkAlike(a: Estimate, b: Estimate): void {
  if (a.metric !== b.metric || a.scale !== b.scale || a.method !== b.method || a.top !== b.top)
    throw new MetricsError(
      'scale_mixed',
      `Only estimates of one metric, scale and method can be compared, but these are ${described(a)} and ` +
        `${described(b)}.`,
    );
}

function described({ metric, scale, method, top }: Estimate): string {
  return `${metric} on scale "${scale}" (${method}${top === undefined ? '' : ` from ${top}`})`;
}
