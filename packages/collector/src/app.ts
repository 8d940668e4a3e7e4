import { Hono } from 'hono';
import type { Logger } from 'pino';
import type { Assets } from './assets.ts';
import type { Intake } from './intake/queue.ts';
import { createClientAddress } from './middleware/client-address.ts';
import { createKeys } from './middleware/keys.ts';
import type { OriginPolicy } from './middleware/origins.ts';
import { answerError, answerNotFound } from './middleware/problems.ts';
import { createRate, type Rate } from './middleware/rate.ts';
import { createClientViews } from './program/client-views.ts';
import { claimRoutes } from './routes/claims.ts';
import { healthRoutes } from './routes/health.ts';
import { importRoutes } from './routes/import.ts';
import { loaderRoutes } from './routes/loader.ts';
import { momentRoutes } from './routes/moments.ts';
import { programRoutes } from './routes/program.ts';
import { responseRoutes } from './routes/responses.ts';
import { schemaRoutes } from './routes/schema.ts';
import { scoreRoutes } from './routes/scores.ts';
import { versionRoutes } from './routes/versions.ts';
import type { Services } from './services.ts';
import type { Store } from './store/store.ts';

/** What a collector is made of. Nothing in here is read from the environment. */
export interface CollectorParts {
  store: Store;
  intake: Intake;
  assets: Assets;
  /** Milliseconds since the epoch. */
  clock: () => number;
  /** A new random UUID. */
  newId: () => string;
  origins: OriginPolicy;
  rate: Rate | null;
  trustedProxies: readonly string[];
  log: Logger;
}

/**
 * The collector as an HTTP application, without a socket.
 *
 * @example
 * const response = await createCollector(parts).request('/healthz');
 */
export function createCollector(parts: CollectorParts): Hono {
  const services: Services = {
    store: parts.store,
    intake: parts.intake,
    clock: parts.clock,
    newId: parts.newId,
    keys: createKeys(parts.store),
    origins: parts.origins,
    countRequest: createRate(parts.rate),
    clientAddress: createClientAddress(parts.trustedProxies),
    viewOf: createClientViews(parts.store),
  };
  return new Hono()
    .onError((error, c) => answerError(error, c, parts.log))
    .notFound(answerNotFound)
    .use(async (c, next) => {
      await next();
      c.res.headers.set('X-Content-Type-Options', 'nosniff');
      // Nothing is kept by a cache unless its route says so.
      if (!c.res.headers.has('Cache-Control')) c.res.headers.set('Cache-Control', 'no-store');
    })
    .route('/v1/program', programRoutes(services))
    .route('/v1/program/versions', versionRoutes(services))
    .route('/v1/responses', responseRoutes(services))
    .route('/v1/claims', claimRoutes(services))
    .route('/v1/moments', momentRoutes(services))
    .route('/v1/scores', scoreRoutes(services))
    .route('/v1/import', importRoutes(services))
    .route('/program.schema.json', schemaRoutes())
    .route('/healthz', healthRoutes())
    .route('/', loaderRoutes(parts.assets));
}
