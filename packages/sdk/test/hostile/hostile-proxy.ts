import {
  createServer,
  type IncomingHttpHeaders,
  type IncomingMessage,
  request,
  type ServerResponse,
} from 'node:http';
import type { AddressInfo } from 'node:net';
import { buffer } from 'node:stream/consumers';
import { setTimeout as wait } from 'node:timers/promises';
import type { Fault, Route } from './fault-plan.ts';

/** The network between the pages of one person and the collector. */
export interface HostileProxy extends AsyncDisposable {
  url: string;
  /**
   * Kinds of faults with what they struck, such as `cut responses`, once for each time. Besides those of the plan:
   * `unreached` when the collector was away, `abandoned` when the page was.
   */
  struck: readonly string[];
  /** Lets everything pass that comes from here on. */
  heal(): void;
}

interface HostileProxyOptions {
  /** Address of the collector; another one after each restart. */
  collector: () => string;
  faultOf: (route: Route) => Fault;
}

interface Answer {
  status: number;
  headers: IncomingHttpHeaders;
  body: Buffer;
}

interface Exchange {
  request: IncomingMessage;
  response: ServerResponse;
  route: Route;
  /** Hands the request to the collector. Rejects when there is none. */
  forward(): Promise<Answer>;
}

export async function openHostileProxy({ collector, faultOf }: HostileProxyOptions): Promise<HostileProxy> {
  const struck: string[] = [];
  const busy = new Set<Promise<void>>();
  const overtaken = new Map<Route, () => void>();
  let healed = false;

  const strike = async (fault: Fault, { request, response, route, forward }: Exchange): Promise<void> => {
    switch (fault.kind) {
      case 'none':
        return answer(response, await forward());
      case 'dropped':
        return void response.destroy();
      case 'cut':
        await forward();
        return void response.destroy();
      case 'late': {
        await wait(fault.there);
        const late = await forward();
        await wait(fault.back);
        return answer(response, late);
      }
      case 'twice': {
        const [one] = await Promise.all([forward(), forward()]);
        return answer(response, one);
      }
      case 'overtaken': {
        await Promise.race([wait(fault.most), new Promise<void>((passed) => overtaken.set(route, passed))]);
        return answer(response, await forward());
      }
      case 'refused':
        return answer(response, {
          status: fault.status,
          headers: {
            ...(fault.shared && sharedWith(request)),
            ...(fault.retryAfter && { 'retry-after': `${fault.retryAfter}` }),
            'content-type': 'application/problem+json',
          },
          body: Buffer.from(JSON.stringify({ code: fault.status === 429 ? 'rate_limited' : 'overloaded' })),
        });
      case 'stranger':
        return answer(response, {
          status: fault.status,
          headers: { ...(fault.shared && sharedWith(request)), 'content-type': 'text/html' },
          body: Buffer.from('<!doctype html><title>Sign in to the network</title>'),
        });
      case 'torn': {
        const { status, headers, body } = await forward();
        response.writeHead(status, { ...headers, 'content-length': body.length });
        response.write(body.subarray(0, body.length / 2), () => response.destroy());
        return;
      }
      case 'hole':
        if (fault.reached) await forward();
    }
  };

  const handle = async (request: IncomingMessage, response: ServerResponse) => {
    const route = routeOf(request.url ?? '/');
    const fault: Fault = healed ? { kind: 'none' } : faultOf(route);
    if (fault.kind !== 'none') struck.push(`${fault.kind} ${route}`);
    try {
      const body = await buffer(request);
      await strike(fault, { request, response, route, forward: () => forward(collector(), request, body) });
      if (fault.kind !== 'overtaken') overtaken.get(route)?.();
    } catch {
      struck.push(`${request.complete ? 'unreached' : 'abandoned'} ${route}`);
      response.destroy();
    }
  };
  const server = createServer((request, response) => {
    const handled = handle(request, response).finally(() => busy.delete(handled));
    busy.add(handled);
  });
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    struck,
    heal: () => {
      healed = true;
    },
    [Symbol.asyncDispose]: async () => {
      // What is late arrives in the end, long after its page is gone.
      await Promise.all(busy);
      server.closeAllConnections();
      await new Promise((closed) => server.close(closed));
    },
  };
}

function routeOf(path: string): Route {
  if (path.startsWith('/v1/program')) return 'program';
  if (path.startsWith('/v1/claims')) return 'claims';
  return path.startsWith('/v1/') ? 'responses' : 'script';
}

const sharedWith = ({ headers: { origin } }: IncomingMessage): IncomingHttpHeaders => ({
  'access-control-allow-origin': origin ?? '*',
  'access-control-expose-headers': 'Retry-After',
});

/** Without what concerns the connection alone. */
const endToEnd = (headers: IncomingHttpHeaders): IncomingHttpHeaders =>
  Object.fromEntries(
    Object.entries(headers).filter(([name]) => !/^(connection|keep-alive|transfer-encoding)$/.test(name)),
  );

function forward(collector: string, { url, method, headers }: IncomingMessage, body: Buffer) {
  return new Promise<Answer>((resolve, reject) => {
    const onward = request(
      `${collector}${url}`,
      { method, headers: endToEnd(headers), agent: false },
      (reply) => {
        buffer(reply).then((body) => {
          resolve({ status: reply.statusCode ?? 0, headers: endToEnd(reply.headers), body });
        }, reject);
      },
    );
    onward.on('error', reject);
    onward.end(body);
  });
}

function answer(response: ServerResponse, { status, headers, body }: Answer): void {
  response.writeHead(status, { ...headers, ...(status !== 304 && { 'content-length': body.length }) });
  response.end(body);
}
