import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { getRequestListener } from '@hono/node-server';
import { limits } from '@milepost/protocol';
import type { Collector } from './app.ts';
import { readBytes } from './middleware/body.ts';
import { everyAnswer, sharedWith, usual } from './middleware/headers.ts';

/** Where answers are sent to. */
const hotPath = '/v1/responses';

/**
 * A server of a collector. Answers are received without the framework, which would take longer for one than storing it
 * does; it serves everything else.
 */
export function createHttpServer({ app, receive, addressOf, observe, endStreams }: Collector): HttpServer {
  let stopping = false;
  const serveRest = getRequestListener(async (request, env) => {
    const response = await app.fetch(request, env);
    // A connection that goes on asking would keep us from stopping.
    if (stopping) response.headers.set('Connection', 'close');
    return response;
  });

  const serveReceive = async (incoming: IncomingMessage, outgoing: ServerResponse) => {
    const begun = performance.now();
    const { origin, 'content-length': announced } = incoming.headers;
    const { status, headers, body } = await receive({
      body: readBytes(incoming, { limit: limits.envelopeBytes, announced }),
      origin,
      address: addressOf(incoming),
    });
    outgoing.writeHead(status, {
      ...headers,
      'Content-Length': Buffer.byteLength(body),
      ...usual,
      ...sharedWith(origin),
      ...everyAnswer,
      ...(stopping && { Connection: 'close' }),
    });
    outgoing.end(body);
    observe({ method: 'POST', route: hotPath, status, ms: Math.round(performance.now() - begun) });
  };

  const server = createServer(serverOptions, (incoming, outgoing) => {
    const isHot = incoming.method === 'POST' && incoming.url === hotPath;
    void (isHot ? serveReceive : serveRest)(incoming, outgoing);
  });
  server.maxConnections = maxConnections;
  return {
    server,
    stop: () =>
      new Promise((closed) => {
        stopping = true;
        endStreams();
        const impatience = setTimeout(() => server.closeAllConnections(), graceMs);
        server.close(() => {
          clearTimeout(impatience);
          closed();
        });
      }),
  };
}

interface HttpServer {
  server: Server;
  /** Takes no more connections; resolves when those that there are have ended, or were closed after a while. */
  stop(): Promise<void>;
}

/** How long open requests may take to end before their connections are closed. */
const graceMs = 5_000;

/** More would not be served any faster; they take about 20 kB each. */
const maxConnections = 16_384;

const serverOptions = {
  /** For a connection to tell a whole head. */
  headersTimeout: 15_000,
  /** An import may take as long as it has something to say; any other body has its own deadline. */
  requestTimeout: 0,
  /** Longer than proxies keep an idle one (nginx and load balancers 60 s, Go 90 s, Caddy 120 s), so that they close it. */
  keepAliveTimeout: 125_000,
  connectionsCheckingInterval: 5_000,
  maxHeaderSize: 16 * 1024,
};
