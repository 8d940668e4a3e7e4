import { betaBinomialCdf } from '../distribution/beta-binomial.ts';
import { MetricsError } from '../metrics-error.ts';

/** Prompts that people saw, and how many of them they answered. */
export interface Prompts {
  readonly answered: number;
  readonly shown: number;
}

export interface Silence {
  /** How often so few answers come by chance, in 0..1. Null when nothing was shown lately, like `power`. */
  readonly p: number | null;
  /** The p of no answer at all: where even this is not small, silence cannot be told from chance. */
  readonly power: number | null;
}

/**
 * Whether fewer of the latest prompts were answered than of the earlier ones. With x0 of n0 answered earlier and x1 of n1
 * lately, and a rate of which nothing was known before:
 *
 *     p     = P(X <= x1),   X ~ BetaBinomial(n1; x0 + 1/2, n0 - x0 + 1/2)
 *     power = P(X <= 0)
 *
 * One-sided, and it takes into account that the earlier rate is itself known from n0 prompts only. Prompts that were
 * never shown, to people throttled or not eligible, are not among them.
 *
 * Source: J. G. Skellam (1948), A Probability Distribution Derived from the Binomial Distribution, Journal of the Royal
 * Statistical Society B 10(2), 257-261; the 1/2 from H. Jeffreys (1946), An Invariant Form for the Prior Probability in
 * Estimation Problems, Proceedings of the Royal Society A 186, 453-461.
 *
 * @throws MetricsError `argument_invalid` unless both are whole numbers with `0 <= answered <= shown`.
 * @example
 * const { p, power } = silence({ answered: 30, shown: 50 }, { answered: 1, shown: 10 });
 * [roundHalfAway(p, 6), roundHalfAway(power, 6)]; // [0.003697, 0.000326]
 * silence({ answered: 30, shown: 50 }, { answered: 0, shown: 0 }); // { p: null, power: null }
 * silence({ answered: 30, shown: 50 }, { answered: 2, shown: 1 }); // throws argument_invalid
 */
export function silence(earlier: Prompts, latest: Prompts): Silence {
  for (const { answered, shown } of [earlier, latest])
    if (
      !(Number.isSafeInteger(answered) && Number.isSafeInteger(shown) && answered >= 0 && answered <= shown)
    )
      throw new MetricsError(
        'argument_invalid',
        'Prompts need whole numbers with 0 <= answered <= shown, but earlier ' +
          `${earlier.answered} of ${earlier.shown} were answered, and lately ${latest.answered} of ${latest.shown}.`,
      );
  if (latest.shown === 0) return { p: null, power: null };
  const chances = {
    n: latest.shown,
    a: earlier.answered + 0.5,
    b: earlier.shown - earlier.answered + 0.5,
  };
  return { p: betaBinomialCdf(latest.answered, chances), power: betaBinomialCdf(0, chances) };
}
