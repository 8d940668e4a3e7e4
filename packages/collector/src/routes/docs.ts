import { randomBytes } from 'node:crypto';
import { Hono } from 'hono';
import { hasAlready } from '../middleware/etag.ts';
import { answerNotFound } from '../middleware/problems.ts';
import type { Reference } from '../openapi/reference.ts';

/** `GET /docs`: the OpenAPI document as a page, from this collector alone, and the files of that page. */
export function docsRoutes(): Hono {
  let read: Promise<Reference> | null = null;
  const reference = () => {
    read ??= import('../openapi/reference.ts').then(({ readReference }) => readReference());
    return read;
  };
  return new Hono()
    .get('/', async (c) => {
      const nonce = randomBytes(16).toString('base64');
      const { page } = await reference();
      c.header('Content-Security-Policy', policyOf(nonce));
      return c.html(page(nonce));
    })
    .get('/:name', async (c) => {
      const asset = (await reference()).files.get(c.req.param('name'));
      if (!asset) return answerNotFound(c);
      c.header('Cache-Control', 'public, max-age=31536000, immutable');
      c.header('ETag', asset.etag);
      c.header('Vary', 'Accept-Encoding');
      if (hasAlready(c, asset.etag)) return c.body(null, 304);
      c.header('Content-Type', 'text/javascript; charset=utf-8');
      if (!/\bgzip\b/.test(c.req.header('Accept-Encoding') ?? '')) return c.body(asset.body);
      c.header('Content-Encoding', 'gzip');
      return c.body(asset.gzipped);
    });
}

/** Scripts are files of this collector, styles have the nonce of this answer, and nobody else is talked to. */
function policyOf(nonce: string): string {
  return [
    "default-src 'none'",
    "script-src 'self'",
    `style-src 'nonce-${nonce}'`,
    "img-src 'self' data:",
    "connect-src 'self'",
    "base-uri 'none'",
    "form-action 'none'",
    "frame-ancestors 'none'",
  ].join('; ');
}
