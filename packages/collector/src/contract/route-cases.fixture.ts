import { randomUUID } from 'node:crypto';
import { buildEnvelope, buildProgram, type CollectorClient, type Reply } from '@milepost/testkit';
import type { Scope } from '../keys.ts';

/** What a request is about. */
export interface Ids {
  person: string;
  response: string;
  moment: string;
  exclusion: string;
}

/** A route, and a request of it that is in order. */
export interface RouteCase {
  /** `secret`: asked with a secret key; `public`: with a public one; `open`: without. */
  access: 'secret' | 'public' | 'open';
  /** What a secret key must be allowed; null when any may ask. */
  scope?: Scope | null;
  send(client: CollectorClient, ids: Ids): Promise<Reply<object>>;
}

const everybody: Ids = {
  person: 'nobody',
  response: randomUUID(),
  moment: randomUUID(),
  exclusion: randomUUID(),
};

export const noIds = everybody;

const bearer = ({ secretKey }: CollectorClient) => ({ Authorization: `Bearer ${secretKey}` });

function secret(
  scope: Scope | null,
  method: string,
  request: (ids: Ids) => { path: string; body?: object | string; type?: string },
): RouteCase {
  return {
    access: 'secret',
    scope,
    send: (client, ids) => {
      const { path, body, type = 'application/json' } = request(ids);
      return client.request(path, {
        method,
        headers: { ...bearer(client), 'Content-Type': type },
        ...(body !== undefined && { body: typeof body === 'string' ? body : JSON.stringify(body) }),
      });
    },
  };
}

function open(path: string): RouteCase {
  return { access: 'open', send: (client) => client.request(path) };
}

const post = (client: CollectorClient, path: string, body: object) =>
  client.request(path, { method: 'POST', body: JSON.stringify({ key: client.publicKey, ...body }) });

/** What a stream answers with; it would go on for ever. */
async function beginning(client: CollectorClient, path: string): Promise<Reply<object>> {
  const gone = new AbortController();
  const { status, headers, body } = await fetch(`${client.url}${path}`, {
    headers: bearer(client),
    signal: gone.signal,
  });
  if (status === 200) {
    gone.abort();
    return { status, headers, body: {} };
  }
  return { status, headers, body: (await new Response(body).json()) as object };
}

/** Every route of the collector. One that is missing here fails a test. */
export const routeCases: Record<string, RouteCase> = {
  'GET /v1/program': {
    access: 'public',
    send: (client) => client.request(`/v1/program?key=${client.publicKey}`),
  },
  'GET /v1/program with a secret key': secret(null, 'GET', () => ({ path: '/v1/program' })),
  'PUT /v1/program': secret('program:write', 'PUT', () => ({ path: '/v1/program', body: buildProgram() })),
  'GET /v1/program/versions': secret(null, 'GET', () => ({ path: '/v1/program/versions' })),
  'GET /v1/program/versions/:revision': secret(null, 'GET', () => ({ path: '/v1/program/versions/1' })),
  'POST /v1/responses': {
    access: 'public',
    send: (client, { response, person }) =>
      post(client, '/v1/responses', {
        ...buildEnvelope({ person: { id: person } }),
        responses: [
          {
            id: response,
            touchpoint: 'ticket_closed',
            survey: 'support-csat',
            version: 1,
            shown: '2026-11-22T06:59:50.001Z',
          },
        ],
      }),
  },
  'GET /v1/responses': secret('responses:read', 'GET', () => ({ path: '/v1/responses' })),
  'GET /v1/responses/stream': {
    access: 'secret',
    scope: 'responses:read',
    send: (client) => beginning(client, '/v1/responses/stream'),
  },
  'POST /v1/claims': {
    access: 'public',
    send: (client, { person, response }) =>
      post(client, '/v1/claims', { person: { id: person }, touchpoint: 'pulse', response }),
  },
  'POST /v1/moments': secret('moments:write', 'POST', ({ person, moment }) => ({
    path: '/v1/moments',
    body: { id: moment, person: { id: person }, touchpoint: 'ticket_closed' },
  })),
  'DELETE /v1/moments/:id': secret('moments:write', 'DELETE', ({ moment }) => ({
    path: `/v1/moments/${moment}`,
  })),
  'POST /v1/exclusions': secret('cases:write', 'POST', ({ person, exclusion }) => ({
    path: '/v1/exclusions',
    body: { id: exclusion, person, reason: 'staff', by: 'ana' },
  })),
  'GET /v1/exclusions': secret('responses:read', 'GET', () => ({ path: '/v1/exclusions' })),
  'DELETE /v1/exclusions/:id': secret('cases:write', 'DELETE', ({ exclusion }) => ({
    path: `/v1/exclusions/${exclusion}`,
  })),
  'GET /v1/people/:id': secret('responses:read', 'GET', ({ person }) => ({ path: `/v1/people/${person}` })),
  'DELETE /v1/people/:id': secret('people:erase', 'DELETE', ({ person }) => ({
    path: `/v1/people/${person}?answers=delete`,
  })),
  'GET /v1/rejected': secret('responses:read', 'GET', () => ({ path: '/v1/rejected' })),
  'GET /v1/scores': secret('scores:read', 'GET', () => ({ path: '/v1/scores?metric=csat' })),
  'GET /v1/scorecard': secret('scores:read', 'GET', () => ({ path: '/v1/scorecard' })),
  'GET /v1/hotspots': secret('scores:read', 'GET', () => ({
    path: '/v1/hotspots?metric=csat&by=touchpoint',
  })),
  'GET /v1/trends': secret('scores:read', 'GET', () => ({ path: '/v1/trends?metric=csat' })),
  'GET /v1/cohorts': secret('scores:read', 'GET', () => ({ path: '/v1/cohorts?metric=csat' })),
  'GET /v1/funnel': secret('scores:read', 'GET', () => ({ path: '/v1/funnel' })),
  'GET /v1/accounts': secret('accounts:read', 'GET', () => ({ path: '/v1/accounts' })),
  'GET /v1/accounts/:id': secret('accounts:read', 'GET', () => ({ path: '/v1/accounts/nobody' })),
  'POST /v1/import': secret('import:write', 'POST', ({ response }) => ({
    path: '/v1/import',
    type: 'application/x-ndjson',
    body: JSON.stringify({
      id: response,
      touchpoint: 'pulse',
      survey: 'relationship-nps',
      version: 1,
      shown: '2026-11-20T00:00:00Z',
    }),
  })),
  'GET /v1/export': secret('responses:read', 'GET', () => ({ path: '/v1/export' })),
  'GET /program.schema.json': open('/program.schema.json'),
  'GET /openapi.json': open('/openapi.json'),
  'GET /docs': open('/docs'),
  'GET /docs/:name': open('/docs/none.js'),
  'GET /healthz': open('/healthz'),
  'GET /readyz': open('/readyz'),
  'GET /metrics': open('/metrics'),
  'GET /cx.js': open('/cx.js'),
  'GET /cx/:name': open('/cx/none.js'),
};

/** The method and the pattern of a case. */
export const routeOf = (name: string) => name.split(' ').slice(0, 2).join(' ');

export const secretCases = Object.entries(routeCases).filter(([, { access }]) => access === 'secret');
export const writeCases = secretCases.filter(([name]) => !name.startsWith('GET '));
