import { type Histogram, histogram, hotspots, mergeHistograms, nps } from '@milepost/metrics';
import type { Entry } from './race.ts';

const segments = 1_000;
const scale = { id: '0..10', min: 0, max: 10 };
const values = 11;

/** One histogram per segment, of about so many answers; the same on every run. */
function histograms(answers: number): Histogram[] {
  return Array.from({ length: segments }, (_, segment) =>
    histogram(
      scale,
      Array.from({ length: values }, (_, value) =>
        Math.round((answers * (1 + ((segment * 31 + value * value * 17) % 97))) / 540),
      ),
    ),
  );
}

/**
 * Estimate, merge and hot spots over 1,000 segments, beside the sum of their 11,000 counts in a typed array: the least
 * that anybody can do who reads them all.
 */
export function metricsEntries(): Entry[] {
  const some = histograms(100);
  const many = histograms(1_000_000);
  const counts = Float64Array.from(some.flatMap((of) => of.counts));
  const estimated = some.map((of, id) => ({ id: String(id), estimate: nps(of) }));
  return [
    {
      name: 'sum of 11,000 counts in a Float64Array',
      run: () => {
        let sum = 0;
        for (let index = 0; index < counts.length; index++) sum += counts[index] ?? 0;
        return sum;
      },
    },
    { name: 'nps of 1,000 segments, 100 answers each', run: () => some.map((of) => nps(of)) },
    { name: 'nps of 1,000 segments, 1,000,000 answers each', run: () => many.map((of) => nps(of)) },
    { name: 'merge of 1,000 segments into one', run: () => some.reduce(mergeHistograms) },
    { name: 'hotspots over 1,000 segments', run: () => hotspots(estimated) },
  ];
}
