import { existsSync } from 'node:fs';
import type { AddressInfo } from 'node:net';
import { fileURLToPath } from 'node:url';
import { serve } from '@hono/node-server';
import { serveStatic } from '@hono/node-server/serve-static';
import { Hono } from 'hono';

export interface HelpdeskOptions {
  /** 0 takes a free one. */
  port: number;
  host: string;
  /** Where the browser reaches the collector, such as `http://127.0.0.1:4600`. */
  collector: string;
  /** The project's public key (`mp_pub_…`). */
  key: string;
}

const built = fileURLToPath(new URL('./dist', import.meta.url));

/**
 * Serves the built helpdesk under a strict content security policy.
 *
 * @throws Error with `code: 'EADDRINUSE'` when the port is taken, or a sentence that says the fix when it is not built.
 * @example
 * const desk = await serveHelpdesk({ port: 4700, host: '127.0.0.1', collector: 'http://127.0.0.1:4600', key });
 * await desk.close();
 */
export async function serveHelpdesk(
  options: HelpdeskOptions,
): Promise<{ url: string; close(): Promise<void> }> {
  if (!existsSync(`${built}/index.html`))
    throw new Error('The helpdesk is not built: run "vite build --config examples/helpdesk/vite.config.ts"');
  const { port, host } = options;
  const server = serve({ fetch: helpdesk(options).fetch, port, hostname: host });
  await new Promise<void>((resolve, reject) => {
    server.once('listening', resolve);
    server.once('error', reject);
  });
  const { port: bound } = server.address() as AddressInfo;
  return {
    url: `http://${host.includes(':') ? `[${host}]` : host}:${bound}`,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        if ('closeAllConnections' in server) server.closeAllConnections();
      }),
  };
}

function helpdesk({ collector, key }: HelpdeskOptions): Hono {
  const policy = [
    "default-src 'none'",
    "script-src 'self'",
    "style-src 'self'",
    "img-src 'self' data:",
    `connect-src 'self' ${new URL(collector).origin}`,
    "base-uri 'none'",
    "form-action 'none'",
    "frame-ancestors 'none'",
    "require-trusted-types-for 'script'",
  ].join('; ');
  const app = new Hono();
  app.use(async (c, next) => {
    await next();
    c.header('Content-Security-Policy', policy);
    c.header('X-Content-Type-Options', 'nosniff');
    c.header('Referrer-Policy', 'strict-origin-when-cross-origin');
    const hashed = c.res.ok && c.req.path.startsWith('/assets/');
    c.header('Cache-Control', hashed ? 'public, max-age=31536000, immutable' : 'no-store');
  });
  app.get('/milepost.json', (c) => c.json({ collector, key }));
  app.use(serveStatic({ root: built }));
  return app;
}
