import { MetricsError } from '../metrics-error.ts';

/** From the value that earns nothing to the value that earns the whole weight. */
export interface ScorecardRange {
  /** Above `best` where lower is better. */
  readonly worst: number;
  readonly best: number;
}

/** One number that counts in a scorecard. */
export interface ScorecardComponent extends ScorecardRange {
  /** Null when it is not known. */
  readonly actual: number | null;
  /** Its part of 100. Given for all components or for none; without it they count alike. */
  readonly weight?: number;
}

export interface WeightedComponent extends Required<ScorecardComponent> {
  /** What it adds to the score, in 0..weight; null when `actual` is. */
  readonly weighted: number | null;
}

export interface Scorecard<Name extends string> {
  /** In 0..100; null when a component is missing. */
  readonly score: number | null;
  readonly components: Readonly<Record<Name, WeightedComponent>>;
}

/**
 * A weighted balanced score of numbers of different kinds, in 0..100, with what each of them adds to it:
 *
 *     weighted = weight (actual - worst) / (best - worst),    the fraction clamped to 0..1
 *     score    = sum of weighted
 *
 * A component that is missing makes the score null: to share its weight among the others would change what the score
 * means without a word.
 *
 * Source: the formula of contact-centre scorecards, such as MetricNet's balanced score.
 *
 * @throws MetricsError `argument_invalid` when there is no component, when a number is not finite, when `worst` equals
 * `best`, when only some components have a weight, and when weights are not above 0 or do not add up to 100.
 * @example
 * const support = { actual: 75, worst: 50, best: 100, weight: 40 };
 * const minutesToReply = { actual: 30, worst: 60, best: 10, weight: 60 };
 * scorecard({ support, minutesToReply }).score; // 56
 * scorecard({ support, minutesToReply }).components.support.weighted; // 20
 * scorecard({ support, minutesToReply: { ...minutesToReply, actual: null } }).score; // null
 * scorecard({ support }); // throws argument_invalid
 */
export function scorecard<Name extends string>(
  components: Readonly<Record<Name, ScorecardComponent>>,
): Scorecard<Name> {
  const given: [string, ScorecardComponent][] = Object.entries(components);
  if (given.length === 0)
    throw new MetricsError('argument_invalid', 'A scorecard needs at least one component, but it has none.');
  checkWeights(given);
  const weighted = given.map(([name, component]): [string, WeightedComponent] => {
    const { actual, worst, best, weight = 100 / given.length } = component;
    const share = shareOf(name, component);
    return [name, { actual, worst, best, weight, weighted: share === null ? null : weight * share }];
  });
  let score: number | null = 0;
  for (const [, part] of weighted)
    score = score === null || part.weighted === null ? null : score + part.weighted;
  return {
    // Weights may add up to a speck more than 100.
    score: score === null ? null : Math.min(100, score),
    components: Object.fromEntries(weighted) as Record<Name, WeightedComponent>,
  };
}

/** Refuses weights of which some are missing or that do not add up. */
function checkWeights(components: readonly [string, ScorecardComponent][]): void {
  const weights = components.map(([, { weight }]) => weight);
  if (weights.every((weight) => weight === undefined)) return;
  // A weight that is missing or not above 0 makes the sum NaN, which is near nothing.
  const sum = weights.reduce<number>((all, weight = 0) => all + (weight > 0 ? weight : Number.NaN), 0);
  if (!(Math.abs(sum - 100) <= 1e-9))
    throw new MetricsError(
      'argument_invalid',
      'The weights of a scorecard must be given for all components or none, be above 0 and add up to 100, but they are ' +
        `${components.map(([name, { weight }]) => `${name} ${weight}`).join(', ')}.`,
    );
}

/** How much of the way from worst to best a component has come, in 0..1. */
function shareOf(name: string, { actual, worst, best }: ScorecardComponent): number | null {
  const way = Math.abs(best - worst);
  if (!(way > 0 && way < Number.POSITIVE_INFINITY))
    throw new MetricsError(
      'argument_invalid',
      `The worst and the best of ${name} must be two finite numbers, but they are ${worst} and ${best}.`,
    );
  if (actual === null) return null;
  if (!Number.isFinite(actual))
    throw new MetricsError(
      'argument_invalid',
      `The actual of ${name} must be finite or null, but it is ${actual}.`,
    );
  const within = Math.min(Math.max(actual, Math.min(worst, best)), Math.max(worst, best));
  return Math.abs(within - worst) / way;
}
