import { startCollector, type TestCollector, testOrigin } from '@milepost/testkit';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { noIds, routeCases } from './route-cases.fixture.ts';

let collector: TestCollector;
beforeAll(async () => {
  collector = await startCollector();
});
afterAll(() => collector.stop());

const noPage = /^default-src 'none'; frame-ancestors 'none'$/;
/** The only page that a collector serves: its own scripts, styles by a nonce, and nobody else. */
const docs =
  /^default-src 'none'; script-src 'self'; style-src 'nonce-[\w+/]{22}=='; img-src 'self' data:; connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'$/;

function expectHeaders(headers: Headers, resourcePolicy: string, contentPolicy: RegExp = noPage) {
  expect(Object.fromEntries(headers)).toMatchObject({
    'x-content-type-options': 'nosniff',
    'referrer-policy': 'no-referrer',
    'content-security-policy': expect.stringMatching(contentPolicy),
    'cross-origin-resource-policy': resourcePolicy,
  });
  // Nothing that goes with cookies, and nothing that tells what answers.
  for (const name of ['Access-Control-Allow-Credentials', 'Set-Cookie', 'Server', 'X-Powered-By'])
    expect([name, headers.get(name)]).toEqual([name, null]);
}

const forAll = ['GET /cx.js', 'GET /cx/:name', 'GET /program.schema.json', 'GET /openapi.json'];
const policyOf = (name: string, access: string) =>
  access === 'public' || forAll.includes(name) ? 'cross-origin' : 'same-origin';

test.each(Object.entries(routeCases))('%s has the headers that protect', async (name, { access, send }) => {
  const { headers } = await send(collector, noIds);
  expectHeaders(headers, policyOf(name, access), name === 'GET /docs' ? docs : noPage);
});

describe('so has', () => {
  test.each([
    ['what is not there', '/nothing', 'GET', 404, 'same-origin'],
    ['a refused body', '/v1/responses', 'POST', 400, 'cross-origin'],
    ['a refused key', '/v1/scores', 'GET', 401, 'same-origin'],
    ['another method', '/v1/scores', 'POST', 405, 'same-origin'],
  ])('%s', async (_what, path, method, status, policy) => {
    const reply = await collector.request(path, { method });
    expect(reply.status).toBe(status);
    expectHeaders(reply.headers, policy);
  });
});

test('a method that a path has not is told with those that it has', async () => {
  const reply = await collector.request('/v1/exclusions', { method: 'PUT' });
  expect([reply.status, reply.headers.get('Allow')]).toEqual([405, 'GET, POST']);
  expect(reply.body).toMatchObject({
    code: 'method_not_allowed',
    detail: '/v1/exclusions takes GET, POST, not PUT',
  });
});

test.each(['/v1/responses', '/v1/claims', '/v1/program', '/v1/scores', '/v1/people/u-17'])(
  'a preflight of %s is not granted: what pages send needs none',
  async (path) => {
    const reply = await collector.request(path, {
      method: 'OPTIONS',
      headers: {
        Origin: testOrigin,
        'Access-Control-Request-Method': 'PUT',
        'Access-Control-Request-Headers': 'authorization',
      },
    });
    expect(reply.status).toBe(405);
    for (const name of ['Methods', 'Headers', 'Credentials'])
      expect(reply.headers.get(`Access-Control-Allow-${name}`)).toBeNull();
  },
);
