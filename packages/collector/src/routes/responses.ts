import { limits } from '@milepost/protocol';
import { Hono } from 'hono';
import type { Receive } from '../intake/receive.ts';
import { readBody } from '../middleware/body.ts';
import { shareAnswers } from '../middleware/origins.ts';
import { send } from '../middleware/problems.ts';
import type { Services } from '../services.ts';

/** `POST /v1/responses` of whoever asks inside the process; what comes by a socket, `createHttpServer` receives. */
export function responseRoutes(receive: Receive, { clientAddress }: Pick<Services, 'clientAddress'>): Hono {
  return new Hono().use(shareAnswers).post('/', async (c) => {
    const body = readBody(c, limits.envelopeBytes);
    const origin = c.req.header('Origin');
    return send(c, await receive({ body, origin, address: clientAddress(c) }));
  });
}
