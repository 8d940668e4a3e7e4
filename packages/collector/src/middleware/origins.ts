import type { MiddlewareHandler } from 'hono';
import { ProblemError } from '../problem-error.ts';
import type { Key } from '../store/store.ts';
import { sharedWith } from './headers.ts';

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
  const { Vary, ...shared } = sharedWith(c.req.header('Origin'));
  for (const [name, value] of Object.entries(shared)) c.res.headers.set(name, value);
  if (Vary) c.res.headers.append('Vary', Vary);
};

/** Refuses a page that may not use a key. A key with origins of its own is bound to those. */
export type RefuseOrigin = (key: Pick<Key, 'origins'>, origin: string | undefined) => void;

/** The function throws ProblemError `origin_forbidden`. */
export function createRefuseOrigin(settings: OriginPolicy): RefuseOrigin {
  return ({ origins }, origin) => {
    const policy = origins ? new Set(origins) : settings;
    if (allowsOrigin(policy, origin)) return;
    const where = origins ? "the key's origins" : 'MILEPOST_ORIGINS';
    throw new ProblemError(
      'origin_forbidden',
      `pages of ${origin} may not use this collector; add the origin to ${where}`,
    );
  };
}
