import { createHash, timingSafeEqual } from 'node:crypto';
import { isIPv4 } from 'node:net';
import { type Context, Hono } from 'hono';
import type { ClientAddress } from '../middleware/client-address.ts';
import { ProblemError } from '../problem-error.ts';
import type { Metrics } from '../telemetry/metrics.ts';

interface MetricsAccess {
  clientAddress: ClientAddress;
  trustedProxies: readonly string[];
  /** What another machine asks with; null when none may. */
  token: string | null;
}

/** `GET /metrics`: the counters as Prometheus reads them, for this machine or whoever has the token. */
export function metricsRoutes(
  metrics: Metrics,
  { clientAddress, trustedProxies, token }: MetricsAccess,
): Hono {
  // Behind a proxy of this machine everybody seems to be on it.
  const loopbackMayAsk = !trustedProxies.some(isLoopback);
  const mayAsk = (c: Context) =>
    (loopbackMayAsk && !wasForwarded(c) && isLoopback(clientAddress(c))) ||
    (token !== null && isSame(c.req.header('Authorization') ?? '', `Bearer ${token}`));
  return new Hono().get('/', async (c) => {
    if (!mayAsk(c))
      throw new ProblemError(
        'key_unknown',
        'the metrics are told to this machine, and to "Authorization: Bearer TOKEN" with the value of MILEPOST_METRICS_TOKEN',
      );
    const { type, text } = await metrics.exposition();
    return c.body(text, 200, { 'Content-Type': type });
  });
}

/** A proxy that is not known as one passed it on. */
function wasForwarded(c: Context): boolean {
  return ['X-Forwarded-For', 'Forwarded', 'X-Real-IP', 'Via'].some(
    (name) => c.req.header(name) !== undefined,
  );
}

function isLoopback(address: string): boolean {
  return address === '::1' || (isIPv4(address) && address.startsWith('127.'));
}

/** Compares digests, which are of one length and tell nothing by the time that it takes. */
function isSame(a: string, b: string): boolean {
  const digest = (text: string) => createHash('sha256').update(text).digest();
  return timingSafeEqual(digest(a), digest(b));
}
