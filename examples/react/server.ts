import { readFileSync } from 'node:fs';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { serve } from '@hono/node-server';
import { serveStatic } from '@hono/node-server/serve-static';
import { Hono } from 'hono';
import type { Connection } from './src/cx.ts';

export interface ExampleOptions extends Connection {
  /** 0 takes a free one. */
  port: number;
  react: 18 | 19;
}

/**
 * Serves the built app, rendered on the server, under a strict content security policy.
 *
 * @throws Error when it is not built, or the port is taken.
 * @example
 * const app = await serveExample({ port: 4701, react: 19, collector: 'http://127.0.0.1:4600', key });
 * await app.close();
 */
export async function serveExample(
  options: ExampleOptions,
): Promise<{ url: string; close(): Promise<void> }> {
  const app = await example(options);
  const server = serve({ fetch: app.fetch, port: options.port, hostname: '127.0.0.1' });
  await new Promise<void>((listening, failed) => {
    server.once('listening', listening);
    server.once('error', failed);
  });
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    close: () =>
      new Promise((closed) => {
        server.close(() => closed());
        if ('closeAllConnections' in server) server.closeAllConnections();
      }),
  };
}

async function example({ react, collector, key }: ExampleOptions): Promise<Hono> {
  const built = join(import.meta.dirname, 'dist', `${react}`);
  const template = readFileSync(join(built, 'page/index.html'), 'utf8');
  const { render } = (await import(join(built, 'server/render.js'))) as typeof import('./src/render.tsx');
  const policy = [
    "default-src 'none'",
    "script-src 'self'",
    "style-src 'self'",
    "img-src 'self'",
    `connect-src ${new URL(collector).origin}`,
    "base-uri 'none'",
    "form-action 'none'",
    "frame-ancestors 'none'",
    "require-trusted-types-for 'script'",
    "trusted-types 'none'",
  ].join('; ');
  const app = new Hono();
  app.use(async (c, next) => {
    await next();
    c.header('Content-Security-Policy', policy);
    c.header('X-Content-Type-Options', 'nosniff');
    const hashed = c.res.ok && c.req.path.startsWith('/assets/');
    c.header('Cache-Control', hashed ? 'public, max-age=31536000, immutable' : 'no-store');
  });
  app.get('/assets/*', serveStatic({ root: join(built, 'page') }));
  // Whatever else is asked for is a view of the app, which says itself when there is no such page.
  app.get('*', (c) => {
    const parts: Record<string, string> = {
      '%COLLECTOR%': collector,
      '%KEY%': key,
      '<!--app-->': render(c.req.path, { collector, key }),
    };
    return c.html(template.replace(/%COLLECTOR%|%KEY%|<!--app-->/g, (part) => parts[part] ?? ''));
  });
  return app;
}
