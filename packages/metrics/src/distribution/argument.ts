import { MetricsError } from '../metrics-error.ts';

/** Below, quotients would be infinite. */
const smallest = 1e-300;
/** The work grows with the square root of a parameter; here it takes a few seconds. */
const largest = 1e15;

/** Refuses a probability that has no quantile. */
export function checkProbability(p: number): void {
  if (!(p > 0 && p < 1))
    throw new MetricsError('argument_invalid', `A quantile needs a p between 0 and 1, but p is ${p}.`);
}

/** Refuses a parameter that no distribution has. */
export function checkParameter(name: string, value: number): void {
  if (!(value >= smallest && value <= largest))
    throw new MetricsError(
      'argument_invalid',
      `A distribution needs ${name} above 0 and up to 1e15, but ${name} is ${value}.`,
    );
}
