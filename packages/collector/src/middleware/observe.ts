import type { MiddlewareHandler } from 'hono';
import { routePath } from 'hono/route';
import type { Logger } from 'pino';
import type { Metrics } from '../telemetry/metrics.ts';

/** A request that was answered. */
interface AnsweredRequest {
  method: string;
  /** The pattern of its route: a path may hold ids. */
  route: string;
  status: number;
  ms: number;
}

/** Counts an answered request, and logs it at `debug`. */
export type ObserveRequest = (request: AnsweredRequest) => void;

export function createObserve({ metrics, log }: { metrics: Metrics; log: Logger }): ObserveRequest {
  return (request) => {
    metrics.answered(request);
    log.debug(request, 'request');
  };
}

/** Observes every request that an application routes. */
export function observeRequests(observe: ObserveRequest): MiddlewareHandler {
  return async (c, next) => {
    const begun = performance.now();
    await next();
    const route = routePath(c, -1);
    observe({
      method: c.req.method,
      route: route === '/*' ? 'unmatched' : route,
      status: c.res.status,
      ms: Math.round(performance.now() - begun),
    });
  };
}
