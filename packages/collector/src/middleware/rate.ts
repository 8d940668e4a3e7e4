import { RateLimiterMemory, RateLimiterRes } from 'rate-limiter-flexible';
import { ProblemError } from '../problem-error.ts';

/** How many requests an address may make in how many seconds. */
export interface Rate {
  requests: number;
  seconds: number;
}

/** Counts a request of an address. Throws ProblemError `rate_limited` when there were too many. */
export type CountRequest = (address: string) => Promise<void>;

export function createRate(rate: Rate | null): CountRequest {
  if (!rate) return async () => {};
  const limiter = new RateLimiterMemory({ points: rate.requests, duration: rate.seconds });
  return async (address) => {
    try {
      await limiter.consume(address);
    } catch (refusal) {
      if (!(refusal instanceof RateLimiterRes)) throw refusal;
      throw new ProblemError(
        'rate_limited',
        `an address may make ${rate.requests} requests in ${rate.seconds} s`,
        {
          retryAfter: Math.max(1, Math.ceil(refusal.msBeforeNext / 1000)),
        },
      );
    }
  };
}
