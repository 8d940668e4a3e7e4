import { readFileSync } from 'node:fs';
import type { AddressInfo } from 'node:net';
import { dirname, extname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { serve } from '@hono/node-server';
import { getConnInfo } from '@hono/node-server/conninfo';
import { Hono } from 'hono';
import { proxy } from 'hono/proxy';

export interface StrictOptions {
  /** 0 takes a free one. */
  port: number;
  /** Where this server reaches the collector, and the browser on the page that uses the npm package. */
  collector: string;
  key: string;
}

const pages = join(import.meta.dirname, 'pages');
const sdk = dirname(fileURLToPath(import.meta.resolve('@milepost/sdk')));
const types: Record<string, string> = {
  '.html': 'text/html; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
};

/**
 * Serves two pages under the strictest policy that still lets a page style itself and run scripts of its own: no nonce,
 * no inlined anything, no Trusted Types policy.
 */
export async function serveStrict(options: StrictOptions): Promise<{ url: string; close(): Promise<void> }> {
  const server = serve({ fetch: strict(options).fetch, port: options.port, hostname: '127.0.0.1' });
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

function strict({ collector, key }: StrictOptions): Hono {
  const policy = (connect: string) =>
    `default-src 'none'; script-src 'self'; style-src 'self'; connect-src ${connect}; require-trusted-types-for 'script'; trusted-types 'none'`;
  const send = (path: string, connect: string) => {
    const text = readFileSync(path, 'utf8').replaceAll('%KEY%', key).replaceAll('%COLLECTOR%', collector);
    return new Response(text, {
      headers: { 'Content-Type': types[extname(path)] ?? '', 'Content-Security-Policy': policy(connect) },
    });
  };
  const app = new Hono();
  // A path of the site's own, which no list of trackers knows: the collector answers behind it.
  app.all('/feedback/*', (c) => {
    const { pathname, search } = new URL(c.req.url);
    return proxy(`${collector}${pathname.slice('/feedback'.length)}${search}`, {
      raw: c.req.raw,
      // The address of the person, which the collector's limit goes by once it trusts this proxy.
      headers: {
        ...c.req.header(),
        'X-Forwarded-For': getConnInfo(c).remote.address,
        // The site's cookies are nobody else's.
        Cookie: undefined,
      },
    });
  });
  app.get('/', () => send(join(pages, 'index.html'), "'self'"));
  app.get('/npm.html', () => send(join(pages, 'npm.html'), new URL(collector).origin));
  app.get('/:name{(npm|report)\\.js|style\\.css}', (c) => send(join(pages, c.req.param('name')), "'none'"));
  app.get('/sdk/:name{[\\w-]+\\.js}', (c) => send(join(sdk, c.req.param('name')), "'none'"));
  app.onError((_, c) => c.text('The collector does not answer.', 502));
  return app;
}
