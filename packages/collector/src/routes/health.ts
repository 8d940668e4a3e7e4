import { Hono } from 'hono';

/** `GET /healthz`: the process runs and answers. */
export function healthRoutes(): Hono {
  return new Hono().get('/', (c) => c.json({ status: 'ok' }));
}
