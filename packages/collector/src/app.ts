import { Hono } from 'hono';
import type { Logger } from 'pino';
import type { Assets } from './assets.ts';
import { createIdentity } from './intake/identity.ts';
import type { Intake } from './intake/queue.ts';
import { createReceive, type Receive } from './intake/receive.ts';
import { createAdmit } from './middleware/admit.ts';
import { auditWrites } from './middleware/audit.ts';
import { type AddressOf, createAddressOf, createClientAddress } from './middleware/client-address.ts';
import { everyAnswer, usual } from './middleware/headers.ts';
import { createKeys } from './middleware/keys.ts';
import { allowedMethods } from './middleware/methods.ts';
import { createObserve, type ObserveRequest, observeRequests } from './middleware/observe.ts';
import { createRefuseOrigin, type OriginPolicy } from './middleware/origins.ts';
import { answerError, answerNotFound } from './middleware/problems.ts';
import { createRates } from './middleware/rate.ts';
import { createClientViews } from './program/client-views.ts';
import { createMemo } from './reading/counts/memo.ts';
import { sumsKept } from './reading/counts/reading-store.ts';
import { createResponseStreams } from './reading/responses/response-streams.ts';
import { accountRoutes } from './routes/accounts.ts';
import { claimRoutes } from './routes/claims.ts';
import { cohortRoutes } from './routes/cohorts.ts';
import { docsRoutes } from './routes/docs.ts';
import { exclusionRoutes } from './routes/exclusions.ts';
import { exportRoutes } from './routes/export.ts';
import { funnelRoutes } from './routes/funnel.ts';
import { healthRoutes } from './routes/health.ts';
import { hotspotRoutes } from './routes/hotspots.ts';
import { importRoutes } from './routes/import.ts';
import { loaderRoutes } from './routes/loader.ts';
import { metricsRoutes } from './routes/metrics.ts';
import { momentRoutes } from './routes/moments.ts';
import { openApiRoutes } from './routes/openapi.ts';
import { peopleRoutes } from './routes/people.ts';
import { programRoutes } from './routes/program.ts';
import { readyRoutes } from './routes/ready.ts';
import { rejectedRoutes } from './routes/rejected.ts';
import { responseListRoutes } from './routes/response-list.ts';
import { responseStreamRoutes } from './routes/response-stream.ts';
import { responseRoutes } from './routes/responses.ts';
import { schemaRoutes } from './routes/schema.ts';
import { scorecardRoutes } from './routes/scorecard.ts';
import { scoreRoutes } from './routes/scores.ts';
import { trendRoutes } from './routes/trends.ts';
import { versionRoutes } from './routes/versions.ts';
import type { Services } from './services.ts';
import type { Rate } from './store/rate.ts';
import type { Store } from './store/store.ts';
import type { Metrics } from './telemetry/metrics.ts';
import type { Readiness } from './telemetry/readiness.ts';

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
  /** What the host's server signs its people with; null when identity is not verified. */
  identitySecret: string | null;
  metrics: Metrics;
  /** What `/metrics` is asked with from another machine; null when only this machine may ask. */
  metricsToken: string | null;
  readiness: Readiness;
  log: Logger;
}

/** A collector without a socket; `createHttpServer` gives it one. */
export interface Collector {
  app: Hono;
  /** The way of the answers, which do not need the framework. */
  receive: Receive;
  addressOf: AddressOf;
  observe: ObserveRequest;
  /** Ends the streams that are open, which would go on for ever; none is opened for long from then on. */
  endStreams(): void;
}

/**
 * The collector as an HTTP application.
 *
 * @example
 * const response = await createCollector(parts).app.request('/healthz');
 */
export function createCollector(parts: CollectorParts): Collector {
  const rates = createRates(parts.rate, parts.store.countRequest);
  const addressOf = createAddressOf(parts.trustedProxies);
  const clientAddress = createClientAddress(addressOf);
  const keys = createKeys({ store: parts.store, rates, clientAddress });
  const admit = createAdmit({ keys, refuseOrigin: createRefuseOrigin(parts.origins), rates });
  const observe = createObserve(parts);
  const identity = createIdentity(parts.identitySecret, parts.clock);
  const receive = createReceive({ ...parts, admit, identity });
  const services: Services = {
    store: parts.store,
    intake: parts.intake,
    clock: parts.clock,
    newId: parts.newId,
    keys,
    admit,
    identity,
    clientAddress,
    viewOf: createClientViews(parts.store),
    memo: createMemo(sumsKept),
    metrics: parts.metrics,
    log: parts.log,
  };
  const streams = createResponseStreams(parts.store);
  const app: Hono = new Hono()
    .onError((error, c) => answerError(error, c, parts.log))
    .notFound((c) => answerNotFound(c, allowedMethods(app, c.req.path)))
    .use(observeRequests(observe))
    .use(async (c, next) => {
      await next();
      for (const [name, value] of Object.entries(everyAnswer)) c.res.headers.set(name, value);
      for (const [name, value] of Object.entries(usual))
        if (!c.res.headers.has(name)) c.res.headers.set(name, value);
    })
    .use('/v1/*', auditWrites(services))
    .route('/v1/program', programRoutes(services))
    .route('/v1/program/versions', versionRoutes(services))
    // Before the answers' own way, whose answers are shared with pages.
    .route('/v1/responses', responseListRoutes(services))
    .route('/v1/responses/stream', responseStreamRoutes(services, streams))
    .route('/v1/responses', responseRoutes(receive, services))
    .route('/v1/claims', claimRoutes(services))
    .route('/v1/moments', momentRoutes(services))
    .route('/v1/exclusions', exclusionRoutes(services))
    .route('/v1/people', peopleRoutes(services))
    .route('/v1/rejected', rejectedRoutes(services))
    .route('/v1/scores', scoreRoutes(services))
    .route('/v1/scorecard', scorecardRoutes(services))
    .route('/v1/hotspots', hotspotRoutes(services))
    .route('/v1/trends', trendRoutes(services))
    .route('/v1/cohorts', cohortRoutes(services))
    .route('/v1/funnel', funnelRoutes(services))
    .route('/v1/accounts', accountRoutes(services))
    .route('/v1/import', importRoutes(services))
    .route('/v1/export', exportRoutes(services))
    .route('/program.schema.json', schemaRoutes())
    .route('/openapi.json', openApiRoutes())
    .route('/docs', docsRoutes())
    .route('/healthz', healthRoutes())
    .route('/readyz', readyRoutes(parts.readiness))
    .route('/metrics', metricsRoutes(parts.metrics, { ...services, ...parts, token: parts.metricsToken }))
    .route('/', loaderRoutes(parts.assets));
  return { app, receive, addressOf, observe, endStreams: streams.stop };
}
