import { adjustedWaldOf } from '../interval/adjusted-wald.ts';
import { wilsonOf } from '../interval/wilson.ts';
import { type Population, populations } from '../populations.fixture.ts';

const z = 1.959963984540054;

/** Answers that must be there before a margin counts: the default of `countsOnlyBelow`. */
const atLeast = 10;

/** What comes of asking until the interval is within a margin. */
interface Stopped {
  /** How often the interval holds the true score then, in percent. */
  coverage: number;
  /** How many answers it takes on average. */
  answers: number;
  /** The score then on average, less the true one, in points. */
  bias: number;
}

type Interval = { low: number; high: number };

/**
 * Asks one after another until the interval is within a margin, exactly: all samples that can occur are followed, each
 * with its probability. A sample is its detractors and its promoters.
 */
function stoppedAt(
  margin: number,
  population: Population,
  intervalOf: (n: number, detractors: number, promoters: number) => Interval,
): Stopped {
  const { detractors: d, passives: m, promoters: p } = population;
  const truth = p - d;
  const stopped = { coverage: 0, answers: 0, bias: 0 };
  // probabilities[detractors][promoters] of the samples of n answers that are still asking.
  let asking: Float64Array[] = [Float64Array.of(1)];
  for (let n = 0, left = 1; left > 1e-12; n++) {
    const next = Array.from({ length: n + 2 }, (_, low) => new Float64Array(n + 2 - low));
    left = 0;
    for (const [low, row] of asking.entries())
      for (const [high, probability] of row.entries()) {
        if (probability < 1e-18) continue;
        const interval = intervalOf(n, low, high);
        if (n >= atLeast && (interval.high - interval.low) / 2 <= margin / 100) {
          if (interval.low <= truth && truth <= interval.high) stopped.coverage += 100 * probability;
          stopped.answers += probability * n;
          stopped.bias += 100 * probability * ((high - low) / n - truth);
          continue;
        }
        left += probability;
        add(next, [low + 1, high], probability * d);
        add(next, [low, high + 1], probability * p);
        add(next, [low, high], probability * m);
      }
    asking = next;
  }
  return stopped;
}

function add(rows: readonly Float64Array[], [low, high]: [number, number], probability: number): void {
  const row = rows[low];
  if (row && probability > 0) row[high] = (row[high] ?? 0) + probability;
}

/** A net score that is asked for until it is within 10 points, by population. */
export const netStopped = Object.entries(populations).map(([name, population]) => ({
  name,
  ...stoppedAt(10, population, (n, low, high) =>
    adjustedWaldOf({ n, sum: high - low, sumOfSquares: high + low }, z),
  ),
}));

/** A share that is asked for until it is within 5 points, by the true share. */
export const shareStopped = [0.5, 0.8, 0.9, 0.95].map((share) => ({
  name: `share of ${100 * share} %`,
  ...stoppedAt(5, { detractors: 0, passives: 1 - share, promoters: share }, (n, _, hits) =>
    wilsonOf({ hits, n: Math.max(1, n) }, z),
  ),
}));
