import { MetricsError } from '../metrics-error.ts';

/** What became of prompts, each counted once. */
export interface FunnelCounts {
  readonly shown: number;
  /** With at least one answer. */
  readonly started: number;
  readonly completed: number;
  readonly dismissed: number;
}

/** Shares of the prompts that were shown, in 0..1; null when none was. */
export interface FunnelRates {
  readonly answerRate: number | null;
  readonly completionRate: number | null;
  readonly dismissRate: number | null;
}

/**
 * How many of the prompts that were shown were answered, completed and dismissed:
 *
 *     answerRate = started / shown    completionRate = completed / shown    dismissRate = dismissed / shown
 *
 * The base is always `shown`, so a report should say "of shown". It leaves out those whom no prompt reached.
 *
 * @throws MetricsError `argument_invalid` when a count is not a whole number from 0 up, or above `shown`, and when more
 * were completed and dismissed than shown.
 * @example
 * funnelRates({ shown: 200, started: 50, completed: 40, dismissed: 90 }).answerRate; // 0.25
 * funnelRates({ shown: 0, started: 0, completed: 0, dismissed: 0 }).answerRate; // null
 * funnelRates({ shown: 4, started: 5, completed: 0, dismissed: 0 }); // throws argument_invalid
 */
export function funnelRates({ shown, started, completed, dismissed }: FunnelCounts): FunnelRates {
  for (const [name, count] of Object.entries({ shown, started, completed, dismissed }))
    if (!Number.isSafeInteger(count) || count < 0 || count > shown)
      throw new MetricsError(
        'argument_invalid',
        `The counts of a funnel must be whole numbers from 0 to shown, but ${name} is ${count} and shown is ${shown}.`,
      );
  if (completed + dismissed > shown)
    throw new MetricsError(
      'argument_invalid',
      `A prompt is completed or dismissed, not both, but completed is ${completed}, dismissed ${dismissed} and shown ${shown}.`,
    );
  const rate = (count: number) => (shown === 0 ? null : count / shown);
  return { answerRate: rate(started), completionRate: rate(completed), dismissRate: rate(dismissed) };
}
