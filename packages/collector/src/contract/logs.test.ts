import {
  buildAnswer,
  buildEnvelope,
  buildProgram,
  buildResponse,
  type CollectorProcess,
  createTempFolder,
  runCollector,
  spawnCollector,
} from '@milepost/testkit';
import Database from 'better-sqlite3';
import { expect, test } from 'vitest';

/** Every value that must not be in a log; each is found by its ending. */
const secret = (name: string) => `${name}-s3cr3t`;

const environment = {
  MILEPOST_PUBLIC_KEY: `mp_pub_0123456789-${secret('pub')}`,
  MILEPOST_SECRET_KEY: `mp_sec_0123456789-${secret('sec')}`,
  MILEPOST_METRICS_TOKEN: `0123456789-${secret('token')}`,
  MILEPOST_RATE: 'off',
  MILEPOST_LOG: 'trace',
};

interface Line {
  level: number;
  msg: string;
  [name: string]: unknown;
}

const linesOf = (collector: CollectorProcess): Line[] =>
  collector
    .printed()
    .stderr.trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line) as Line);

/** Responses, right and wrong, that hold a secret in every field that takes words. */
const everything = () =>
  buildEnvelope({
    sent: new Date().toISOString(),
    person: {
      id: secret('person'),
      account: secret('account'),
      role: secret('role'),
      traits: { plan: secret('plan'), [secret('trait')]: secret('value') },
      proof: secret('proof'),
    },
    responses: [
      buildResponse({
        shown: new Date().toISOString(),
        page: `/${secret('page')}`,
        locale: 'de',
        facts: { [secret('fact')]: secret('fact-value') },
        answers: [buildAnswer('why', secret('text'), new Date().toISOString())],
      }),
      buildResponse({ touchpoint: secret('touchpoint') }),
      { id: secret('id'), [secret('member')]: secret('member-value') },
      buildResponse({ answers: [buildAnswer('satisfaction', secret('answer'))] }),
    ],
  });

test('the log of a real run, at its most talkative, has no key, answer, trait, person or query in it', async () => {
  await using folder = await createTempFolder();
  const file = folder.file('milepost.db');
  await using collector = await spawnCollector({ ...environment, MILEPOST_STORE: `sqlite:${file}` });
  const authorised = { Authorization: `Bearer ${environment.MILEPOST_SECRET_KEY}` };
  await collector.putProgram(buildProgram());
  expect((await collector.post(everything())).body).toMatchObject({ accepted: 1 });
  await collector.post(`{"key":"${environment.MILEPOST_PUBLIC_KEY}","${secret('broken')}`);
  await collector.post({ ...everything(), key: `mp_pub_0123456789-${secret('unknown')}` });
  await collector.post(everything(), { Origin: `https://${secret('origin')}.example` });
  await collector.importLines([
    buildResponse({ page: secret('import') }),
    { [secret('line')]: secret('line-value') },
  ]);
  await collector.importLines(`{"${secret('line')}`);
  for (const path of [
    `/v1/people/${secret('person')}`,
    `/v1/scores?metric=${secret('query')}`,
    '/v1/scores?metric=csat',
    `/v1/export?touchpoint=${secret('query')}`,
    '/v1/rejected',
    `/${secret('path')}?key=${secret('query')}`,
    '/metrics',
    '/readyz',
  ])
    await collector.request(path, { headers: { ...authorised, 'X-Forwarded-For': secret('hop') } });
  await collector.request('/metrics', { headers: { Authorization: `Bearer ${secret('wrong')}` } });
  await collector.request('/v1/exclusions', {
    method: 'POST',
    headers: authorised,
    body: JSON.stringify({
      person: secret('person'),
      reason: 'staff',
      by: secret('by'),
      note: secret('note'),
    }),
  });
  await collector.request(`/v1/people/${secret('person')}`, { method: 'DELETE', headers: authorised });
  // A fault of ours is told with where it was thrown, and not with what the request was.
  const database = new Database(file);
  database.exec('drop table responses');
  database.close();
  const fault = await collector.post(everything());
  expect([fault.status, fault.body.code]).toEqual([500, 'internal']);
  await collector.end('SIGTERM');

  expect(collector.printed().stderr).not.toContain('s3cr3t');
  expect(collector.printed().stdout).not.toContain('s3cr3t');
  const lines = linesOf(collector);
  const told = lines.filter(({ level, msg }) => level === 30 && msg !== 'a write by a secret key');
  expect(told.map(({ msg }) => msg)).toEqual([
    'the store was made',
    'the collector is ready',
    'a program was stored',
    'a person was erased',
    'the collector has stopped; everything it acknowledged is stored',
  ]);
  const requests = lines.filter(({ msg }) => msg === 'request');
  for (const { level, route } of requests)
    expect([level, route]).toEqual([20, expect.stringMatching(/^\/|^unmatched$/)]);
  expect(requests.map(({ method, route, status }) => [method, route, status])).toEqual(
    expect.arrayContaining([
      ['PUT', '/v1/program', 200],
      ['POST', '/v1/responses', 200],
      ['POST', '/v1/responses', 400],
      ['POST', '/v1/responses', 401],
      ['POST', '/v1/responses', 500],
      ['GET', 'unmatched', 404],
    ]),
  );
  const [failed] = lines.filter(({ msg }) => msg === 'a request failed');
  expect(failed?.['err']).toEqual({ type: 'SqliteError', code: 'SQLITE_ERROR', at: expect.any(Array) });
}, 60_000);

test('at info there is no line for a request', async () => {
  await using folder = await createTempFolder();
  await using collector = await spawnCollector({
    ...environment,
    MILEPOST_LOG: 'info',
    MILEPOST_STORE: `sqlite:${folder.file('milepost.db')}`,
  });
  await collector.request('/healthz');
  await collector.end('SIGTERM');
  expect(linesOf(collector).map(({ msg }) => msg)).toEqual([
    'the store was made',
    'the collector is ready',
    'the collector has stopped; everything it acknowledged is stored',
  ]);
});

test('the password of a database is in no message of a start that fails', async () => {
  const { code, stdout, stderr } = await runCollector({
    ...environment,
    MILEPOST_PORT: '0',
    MILEPOST_STORE: `postgres://someone:${secret('password')}@127.0.0.1:9/milepost`,
  });
  expect(code).toBe(1);
  expect(stderr).toMatch(/^MILEPOST_STORE: postgres:\/\/127\.0\.0\.1:9\/milepost cannot be opened: .+\n$/);
  expect(stdout + stderr).not.toContain('s3cr3t');
});
