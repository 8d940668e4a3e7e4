import type pg from 'pg';
import { RateLimiterMemory, RateLimiterPostgres, RateLimiterRes } from 'rate-limiter-flexible';
import type { CountRequest, Rate } from '../rate.ts';

/**
 * Counts requests for all collectors on one database. Whoever asks too often is known to be by this process alone until
 * the time is over; while the database is away each process counts its own.
 */
export function createCountRequest(pool: pg.Pool): CountRequest {
  const limiters = new Map<Rate, RateLimiterPostgres>();
  return async (name, rate) => {
    const limiter = limiters.get(rate) ?? createLimiter(pool, rate);
    limiters.set(rate, limiter);
    try {
      await limiter.consume(name);
      return null;
    } catch (refusal) {
      if (refusal instanceof RateLimiterRes) return refusal.msBeforeNext;
      throw refusal;
    }
  };
}

function createLimiter(pool: pg.Pool, { requests, seconds }: Rate): RateLimiterPostgres {
  const memory = new RateLimiterMemory({ points: requests, duration: seconds });
  return new RateLimiterPostgres({
    storeClient: pool,
    storeType: 'pool',
    tableName: 'rates',
    tableCreated: true,
    keyPrefix: '',
    points: requests,
    duration: seconds,
    inMemoryBlockOnConsumed: requests + 1,
    insuranceLimiter: memory,
  });
}
