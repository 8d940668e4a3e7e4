import { histogram } from '../histogram.ts';
import { clopperPearson } from '../interval/clopper-pearson.ts';
import type { Bounds } from '../interval/interval.ts';
import { tInterval } from '../interval/t-interval.ts';
import { wilson } from '../interval/wilson.ts';
import { momentsOf, variance } from '../moments.ts';
import { present } from '../present.fixture.ts';
import type { Facts } from './facts.fixture.ts';

export const facts: Facts = {
  'proportion.wilson': ({ x, n }) => ({ ci95: ends(wilson({ hits: x, n })) }),
  'proportion.clopper': ({ x, n }) => ({ ci95: ends(clopperPearson({ hits: x, n })) }),
  'proportion.ci': ({ x, n }) => ({
    wilson95: ends(wilson({ hits: x, n })),
    exact95: ends(clopperPearson({ hits: x, n })),
  }),
  'binom.test': ({ x, n }) => ({ ci95: ends(clopperPearson({ hits: x, n })) }),
  'mean.ci': ({ counts1to5 }) => {
    const moments = momentsOf(histogram({ id: '1..5', min: 1, max: 5 }, counts1to5), (value) => value);
    const { n, sum } = moments;
    const interval = tInterval(moments);
    return {
      mean: interval?.center,
      sd: Math.sqrt((variance(moments) * n) / (n - 1)),
      tCI95: interval && ends(interval),
      mean0to100: (100 * (sum / n - 1)) / 4,
    };
  },
};

function ends(bounds: Bounds | null): [number, number] {
  const { low, high } = present(bounds);
  return [low, high];
}
