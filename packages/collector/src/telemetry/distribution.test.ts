import fc from 'fast-check';
import { expect, test } from 'vitest';
import { createDistribution } from './distribution.ts';

test('a bucket counts what is at most its bound, and the last one everything', () => {
  const bounds = [1, 5, 10];
  fc.assert(
    fc.property(fc.array(fc.integer({ min: 0, max: 12 })), (values) => {
      const distribution = createDistribution(bounds);
      for (const value of values) distribution.add(value);
      const atMost = (bound: number) => values.filter((value) => value <= bound).length;
      expect(distribution.samples('x')).toEqual([
        ...bounds.map((bound) => ({
          metricName: 'x_bucket',
          labels: { le: String(bound) },
          value: atMost(bound),
        })),
        { metricName: 'x_bucket', labels: { le: '+Inf' }, value: values.length },
        { metricName: 'x_sum', value: values.reduce((sum, value) => sum + value, 0) },
        { metricName: 'x_count', value: values.length },
      ]);
    }),
  );
});
