import type { Sample } from './exposition.ts';

/** How often values were at most so much, as a histogram of Prometheus counts them. */
export interface Distribution {
  add(value: number): void;
  samples(name: string): Sample[];
}

/** @param bounds - the upper bounds of the buckets, rising; one without a bound is added */
export function createDistribution(bounds: readonly number[]): Distribution {
  const counts = bounds.map(() => 0);
  let [sum, count] = [0, 0];
  return {
    add: (value) => {
      sum += value;
      count += 1;
      const bucket = bounds.findIndex((bound) => value <= bound);
      if (bucket >= 0) counts[bucket] = (counts[bucket] ?? 0) + 1;
    },
    samples: (name) => {
      let below = 0;
      const buckets = bounds.map((bound, index) => {
        below += counts[index] ?? 0;
        return { metricName: `${name}_bucket`, labels: { le: String(bound) }, value: below };
      });
      return [
        ...buckets,
        { metricName: `${name}_bucket`, labels: { le: '+Inf' }, value: count },
        { metricName: `${name}_sum`, value: sum },
        { metricName: `${name}_count`, value: count },
      ];
    },
  };
}
