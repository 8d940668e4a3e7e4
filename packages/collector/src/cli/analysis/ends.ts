/** Between which values the score of a metric can be. */
export interface Ends {
  worst: number;
  best: number;
  /** After the decimal point. */
  digits: number;
}

const nets = ['nps', 'cxi'];

/** The ends of a metric's score; of a rating, which is a mean, those of its scale. */
export function endsOf(metric: string, scale: string | null): Ends {
  if (nets.includes(metric)) return { worst: -100, best: 100, digits: 1 };
  const [, low, high] = (metric === 'rating' && /^(-?\d+)\.\.(-?\d+)/.exec(scale ?? '')) || [];
  return low === undefined || high === undefined
    ? { worst: 0, best: 100, digits: 1 }
    : { worst: Number(low), best: Number(high), digits: 2 };
}
