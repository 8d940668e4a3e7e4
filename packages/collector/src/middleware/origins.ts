import type { MiddlewareHandler } from 'hono';
import { ProblemError } from '../problem-error.ts';

/** Which origins may use a public key: any, the pages of this machine, or those named. */
export type OriginPolicy = '*' | 'loopback' | ReadonlySet<string>;

/** Whether a page of this origin may talk to the collector. A request without an origin is a server's. */
function allowsOrigin(policy: OriginPolicy, origin: string | undefined): boolean {
  if (origin === undefined || policy === '*') return true;
  if (policy === 'loopback') return isLoopback(origin);
  return policy.has(origin);
}

function isLoopback(origin: string): boolean {
  if (!URL.canParse(origin)) return false;
  const { protocol, hostname } = new URL(origin);
  return /^https?:$/.test(protocol) && ['localhost', '127.0.0.1', '[::1]'].includes(hostname);
}

/**
 * Every answer of a public route, errors included, can be read by the page that asked: a page that is refused should
 * see why. The refusal itself is `refuseOrigin`, since it comes after the key.
 */
export const shareAnswers: MiddlewareHandler = async (c, next) => {
  await next();
  c.res.headers.set('Access-Control-Allow-Origin', c.req.header('Origin') ?? '*');
  c.res.headers.append('Vary', 'Origin');
  c.res.headers.set('Access-Control-Expose-Headers', 'Retry-After');
};

/** @throws ProblemError `origin_forbidden` */
export function refuseOrigin(policy: OriginPolicy, origin: string | undefined): void {
  if (!allowsOrigin(policy, origin))
    throw new ProblemError(
      'origin_forbidden',
      `pages of ${origin} may not use this collector; add the origin to MILEPOST_ORIGINS`,
    );
}
