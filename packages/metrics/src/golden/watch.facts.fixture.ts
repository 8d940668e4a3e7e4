import { bernoulliCusum } from '../watch/bernoulli-cusum.ts';
import { cusum } from '../watch/cusum.ts';
import { ewma } from '../watch/ewma.ts';
import { cusumRunLength, ewmaRunLength } from '../watch/run-length.ts';
import type { Facts } from './facts.fixture.ts';

export const facts: Facts = {
  cusum: ({ x, target, k, h }) => {
    const { high, low, signals } = cusum(x, { target, k, h });
    return { sHi: high, sLo: low, firstSignalIndex0: signals[0]?.index };
  },
  'cusum.arl': ({ k }) => ({
    h4_inControl: cusumRunLength(0, { k, h: 4 }),
    h5_inControl: cusumRunLength(0, { k, h: 5 }),
    h4_shift1sigma: cusumRunLength(1, { k, h: 4 }),
    h5_shift1sigma: cusumRunLength(1, { k, h: 5 }),
  }),
  'cusum.bernoulli': ({ responded, p0, p1, h }) => {
    const outcomes = responded.map((answered: number) => answered === 1);
    const { sums, signals } = bernoulliCusum(outcomes, { p0, p1, h });
    return { S: sums, signalIndex0: signals[0]?.index };
  },
  ewma: ({ x, lambda, start, sigma, L }) => {
    const { smoothed, low, high } = ewma(x, { target: start, sigma, lambda, L });
    return { ewma: smoothed, UCLsteady: high.at(-1), LCLsteady: low.at(-1) };
  },
  'ewma.arl': () => ({
    'lambda0.2_L2.962': ewmaRunLength(0, { lambda: 0.2, L: 2.962 }),
    'lambda0.1_L2.814': ewmaRunLength(0, { lambda: 0.1, L: 2.814 }),
  }),
};
