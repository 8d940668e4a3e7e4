import { type Context, Hono, type MiddlewareHandler } from 'hono';
import type { Asset, Assets } from '../assets.ts';
import { hasAlready } from '../middleware/etag.ts';
import { sharedWith } from '../middleware/headers.ts';
import { answerNotFound } from '../middleware/problems.ts';

/** `GET /cx.js` and the files that it imports: public, for any page, without a key. */
export function loaderRoutes(assets: Assets): Hono {
  const app = new Hono();
  for (const path of ['/cx.js', '/cx/*']) app.use(path, shareWithAll);
  app.get('/cx.js', (c) =>
    serve(c, assets.get('cx.js'), 'public, max-age=300, stale-while-revalidate=86400'),
  );
  // The name of every other file holds the hash of its content.
  app.get('/cx/:name', (c) =>
    serve(c, assets.get(`cx/${c.req.param('name')}`), 'public, max-age=31536000, immutable'),
  );
  return app;
}

/** The files hold nothing of anybody's, so any page may read them. */
const shareWithAll: MiddlewareHandler = async (c, next) => {
  await next();
  const { Vary, ...shared } = sharedWith(undefined);
  for (const [name, value] of Object.entries(shared)) c.res.headers.set(name, value);
  if (Vary) c.res.headers.append('Vary', Vary);
};

function serve(c: Context, asset: Asset | undefined, caching: string): Response {
  if (!asset) return answerNotFound(c);
  c.header('Cache-Control', caching);
  c.header('ETag', asset.etag);
  c.header('Vary', 'Accept-Encoding');
  if (hasAlready(c, asset.etag)) return c.body(null, 304);
  c.header('Content-Type', 'text/javascript; charset=utf-8');
  if (!/\bgzip\b/.test(c.req.header('Accept-Encoding') ?? '')) return c.body(asset.body);
  c.header('Content-Encoding', 'gzip');
  return c.body(asset.gzipped);
}
