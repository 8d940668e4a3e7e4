import { randomUUID } from 'node:crypto';
import {
  buildAnswer,
  buildCsat,
  buildEnvelope,
  buildNps,
  buildProgram,
  type CollectorClient,
  startCollector,
  type TestCollector,
} from '@milepost/testkit';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { type Ids, routeCases } from './route-cases.fixture.ts';
import { addProject } from './second-project.fixture.ts';

/** Whatever belongs to the first project says so somewhere. */
const mark = 'first-project-only';

const ids: Ids = {
  person: `u-${mark}`,
  response: randomUUID(),
  moment: randomUUID(),
  exclusion: randomUUID(),
};

let collector: TestCollector;
let other: CollectorClient;

beforeEach(async () => {
  collector = await startCollector();
  const { pulse } = buildProgram().touchpoints;
  await collector.putProgram(
    buildProgram({
      touchpoints: { ...buildProgram().touchpoints, [mark]: { ...pulse, label: 'x' } } as never,
    }),
  );
  await collector.post(
    buildEnvelope({
      person: { id: ids.person, account: mark, traits: { plan: mark } },
      responses: [
        buildCsat(2, {
          id: ids.response,
          page: `/${mark}`,
          answers: [buildAnswer('satisfaction', 2), buildAnswer('why', mark)],
        }),
        buildNps(11, { locale: mark }),
      ],
    }),
  );
  const send = (name: string) => routeCases[name]?.send(collector, ids);
  await send('POST /v1/moments');
  await send('POST /v1/exclusions');
  other = await addProject(collector, 'other');
});
afterEach(() => collector.stop());

/** All that the first project can tell of itself. */
async function snapshot() {
  const told: Record<string, unknown> = {};
  for (const name of [
    'GET /v1/program with a secret key',
    'GET /v1/program/versions',
    'GET /v1/exclusions',
    'GET /v1/people/:id',
    'GET /v1/rejected',
    'GET /v1/scores',
    'GET /v1/export',
  ]) {
    const reply = await routeCases[name]?.send(collector, ids);
    expect([name, reply?.status]).toEqual([name, 200]);
    told[name] = reply?.body;
  }
  return told;
}

const others = Object.entries(routeCases).filter(([, { access }]) => access !== 'open');

describe.each([
  ['without a program', async () => {}],
  ['with the same program', async () => void (await other.putProgram(buildProgram()))],
])('a key of another project %s', (_with, prepare) => {
  test.each(others)('changes nothing and sees nothing by %s', async (_name, { send }) => {
    await prepare();
    const before = await snapshot();
    const { status, body } = await send(other, ids);
    expect(status).toBeLessThan(500);
    // Its own ids are told back to whoever sends them; nothing else of the first project is.
    const { person: _echo, ...rest } = body as { person?: unknown };
    expect(JSON.stringify(rest)).not.toContain(mark);
    expect(await snapshot()).toEqual(before);
  });
});

test('the same ids live in two projects, each with its own', async () => {
  await other.putProgram(buildProgram());
  await other.post(
    buildEnvelope({ person: { id: ids.person }, responses: [buildCsat(5, { id: ids.response })] }),
  );
  const before = await snapshot();
  const exported = await other.request<string>('/v1/export', {
    headers: { Authorization: `Bearer ${other.secretKey}` },
  });
  expect(`${exported.body}`).toMatch(/^\{[^\n]*"value":5[^\n]*\}\n$/);
  expect(await routeCases['DELETE /v1/people/:id']?.send(other, ids)).toMatchObject({
    status: 200,
    body: { responses: 1 },
  });
  expect(await snapshot()).toEqual(before);
});
