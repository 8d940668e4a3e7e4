import { isIPv6 } from 'node:net';
import { RateLimiterMemory, RateLimiterRes } from 'rate-limiter-flexible';
import { ProblemError } from '../problem-error.ts';
import type { CountRequest, Rate } from '../store/rate.ts';

/** What is counted of the requests. Its functions throw ProblemError `rate_limited`. */
export interface Rates {
  address(address: string): Promise<void>;
  /** An address that has sent a key that nobody has. By itself, so that whoever shares the address is not kept out. */
  unknownKey(address: string): Promise<void>;
  /** By the digest of a key. */
  key(hash: string): Promise<void>;
}

/** A key is used by the pages of many people: this many times what an address may. */
const perKey = 100;

/** @param count - by default in the memory of this process */
export function createRates(rate: Rate | null, count: CountRequest = countInMemory()): Rates {
  if (!rate) return { address: async () => {}, unknownKey: async () => {}, key: async () => {} };
  const keyRate = { ...rate, requests: rate.requests * perKey };
  const limit = async (name: string, { rate, who }: { rate: Rate; who: string }) => {
    const waitMs = await count(name, rate);
    if (waitMs === null) return;
    throw new ProblemError(
      'rate_limited',
      `${who} may make ${rate.requests} requests in ${rate.seconds} s; send this one again later`,
      { retryAfter: Math.max(1, Math.ceil(waitMs / 1000)) },
    );
  };
  return {
    address: (address) => limit(`address ${networkOf(address)}`, { rate, who: 'an address' }),
    unknownKey: (address) =>
      limit(`unknown key ${networkOf(address)}`, { rate, who: 'an address with unknown keys' }),
    key: (hash) => limit(`key ${hash}`, { rate: keyRate, who: 'a key' }),
  };
}

function countInMemory(): CountRequest {
  const limiters = new Map<Rate, RateLimiterMemory>();
  return async (name, rate) => {
    let limiter = limiters.get(rate);
    if (!limiter) {
      limiter = new RateLimiterMemory({ points: rate.requests, duration: rate.seconds });
      limiters.set(rate, limiter);
    }
    try {
      await limiter.consume(name);
      return null;
    } catch (refusal) {
      if (refusal instanceof RateLimiterRes) return refusal.msBeforeNext;
      throw refusal;
    }
  };
}

/** One household or machine is given all the IPv6 addresses of a /64, so that is what is counted. */
export function networkOf(address: string): string {
  if (!isIPv6(address)) return address;
  const [head = '', tail] = address.replace(/%.*$/, '').split('::');
  const groups = (text: string | undefined) => (text ? text.split(':') : []);
  const [before, after] = [groups(head), groups(tail)];
  // A last part such as 192.0.2.1 stands for two groups.
  const length = [...before, ...after].reduce((sum, group) => sum + (group.includes('.') ? 2 : 1), 0);
  const zeros = tail === undefined ? 0 : 8 - length;
  const all = [...before, ...Array.from({ length: zeros }, () => '0'), ...after];
  return `${all
    .slice(0, 4)
    .map((group) => group.replace(/^0+(?=.)/, '').toLowerCase())
    .join(':')}::/64`;
}
