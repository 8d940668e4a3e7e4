import { isLowerBetter } from '@milepost/protocol/scale';

/** Between which values the score of a metric can be. */
export interface Ends {
  worst: number;
  best: number;
  /** After the decimal point. */
  digits: number;
  lowerIsBetter: boolean;
}

/** The ends of a score by how its interval is made: of a mean they are those of its scale. */
export function endsOf(method: string | null, scale: string | null): Ends {
  const lowerIsBetter = scale !== null && isLowerBetter({ id: scale });
  if (method === 'adjusted-wald-3t') return { worst: -100, best: 100, digits: 1, lowerIsBetter };
  const [, low, high] = (method === 't' && /^(-?\d+)\.\.(-?\d+)/.exec(scale ?? '')) || [];
  return low === undefined || high === undefined
    ? { worst: 0, best: 100, digits: 1, lowerIsBetter }
    : { worst: Number(low), best: Number(high), digits: 2, lowerIsBetter };
}
