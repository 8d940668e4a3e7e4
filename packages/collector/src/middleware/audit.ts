import type { Context, MiddlewareHandler } from 'hono';
import { routePath } from 'hono/route';
import { keyDigits } from '../keys.ts';
import type { Services } from '../services.ts';

declare module 'hono' {
  interface ContextVariableMap {
    /** What the write of this request was done to. */
    auditTarget?: string;
  }
}

const writes = ['POST', 'PUT', 'PATCH', 'DELETE'];

/**
 * Keeps who wrote what with a secret key, refused writes too, but not those that came too often. It comes after the write, which stands when this fails:
 * then the log alone has it.
 */
export function auditWrites({ store, keys, clock, log }: Services): MiddlewareHandler {
  return async (c, next) => {
    const key = writes.includes(c.req.method) ? await keys.known(c.req.header('Authorization')) : null;
    await next();
    const route = routePath(c, -1);
    // What the rate refuses is not told: a flood of it would fill the log.
    if (!key || route.endsWith('*') || c.res.status === 429) return;
    const entry = {
      project: key.project,
      at: clock(),
      key: key.hash.slice(0, keyDigits),
      // By its pattern: the path of a person holds who it is.
      action: `${c.req.method} ${route}`,
      target: c.get('auditTarget') ?? null,
      status: c.res.status,
    };
    log.info(entry, 'a write by a secret key');
    try {
      await store.audit(entry);
    } catch (error) {
      log.error({ err: error, ...entry }, 'a write by a secret key could not be kept in the audit log');
    }
  };
}

/** Says what a write was done to, once it is found: what a caller writes into a path may be anything, a person's id too. */
export function tellTarget(c: Context, target: string): void {
  c.set('auditTarget', target);
}
