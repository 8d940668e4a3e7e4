import { randomUUID } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { DatabaseSync } from 'node:sqlite';
import {
  buildAnswer,
  buildCsat,
  buildEnvelope,
  buildNps,
  buildProgram,
  createTempFolder,
  startCollector,
  type TestCollector,
} from '@milepost/testkit';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { claim } from './claims.fixture.ts';
import { addMoment } from './moments.fixture.ts';
import { erasePerson, exclude, read, readPerson } from './people.fixture.ts';

/** Everything that could tell who it was holds one of these. */
const marks = [
  'grace-hopper',
  'navy-account',
  'rear-admiral',
  'secret-trait',
  'fact-value',
  '/private/page',
  'nanosecond',
];
const id = 'grace-hopper/€ 100%';
const person = {
  id,
  account: 'navy-account',
  role: 'rear-admiral',
  traits: { plan: 'pro', rank: 'secret-trait' },
};

let collector: TestCollector;
let folder: Awaited<ReturnType<typeof createTempFolder>>;
let file: string;

beforeEach(async () => {
  folder = await createTempFolder();
  file = folder.file('milepost.db');
  collector = await startCollector({
    environment: { MILEPOST_STORE: `sqlite:${file}` },
    program: buildProgram({ governor: { perAccount: { per: 'week', share: 1 } } }),
  });
  for (let value = 1; value <= 5; value++)
    await collector.post(
      buildEnvelope({ person: { id: `u-${value}`, account: 'other' }, responses: [buildCsat(value)] }),
    );
});
afterEach(async () => {
  await collector.stop();
  await folder[Symbol.asyncDispose]();
});

const responses = [randomUUID(), randomUUID()];

/** The person answers, is refused, is asked later, is claimed for and is left out of the scores. */
async function leaveTraces() {
  await collector.post(
    buildEnvelope({
      person,
      responses: [
        buildCsat(1, {
          id: responses[0] as string,
          page: '/private/page',
          facts: { queue: 'billing', ticketId: 'fact-value' },
          answers: [buildAnswer('satisfaction', 1), buildAnswer('why', 'Too slow by a nanosecond')],
        }),
        buildNps(9, { id: responses[1] as string }),
        buildCsat(99, { page: '/private/page' }),
      ],
    }),
  );
  // Refused by the store: another person's response.
  await collector.post(
    buildEnvelope({ person: { id: 'u-1' }, responses: [buildCsat(2, { id: responses[0] as string })] }),
  );
  await addMoment(collector, { person: { id }, facts: { ticketId: 'fact-value' } });
  await claim(collector, { person, touchpoint: 'pulse' });
  await exclude(collector, { responses: [responses[1]] });
}

/** The scores, without what accounts tell of their certainty: that goes with whoever had one. */
const scores = async () => {
  const queries = [
    { metric: 'csat', by: 'plan' },
    { metric: 'nps' },
    { metric: 'csat', by: 'fact:queue,touchpoint' },
  ];
  const tables = await Promise.all(queries.map((query) => collector.counts(query)));
  return tables.map(({ body: { notes: _notes, rows, ...table } }) => ({
    ...table,
    rows: rows.map(({ designEffect: _designEffect, clusters: _clusters, ...row }) => row),
  }));
};

/** Every row of every table, as one text. */
function dump(): string {
  const database = new DatabaseSync(file, { readOnly: true });
  const tables = database.prepare(`select name from sqlite_schema where type = 'table'`).all();
  const rows = tables.map(({ name }) => {
    const statement = database.prepare(`select * from "${name}"`);
    statement.setReadBigInts(true);
    return statement.all();
  });
  database.close();
  return JSON.stringify(rows, (_name, value: unknown) => (typeof value === 'bigint' ? String(value) : value));
}

function expectNoTrace(text: string) {
  for (const mark of marks) expect({ mark, at: text.indexOf(mark) }).toEqual({ mark, at: -1 });
}

async function expectNothingTold() {
  const { body } = await readPerson(collector, id);
  expect(body).toEqual({ person: { id }, responses: [], moments: [], exclusions: [], rejected: [] });
  for (const path of ['/v1/export', '/v1/export?format=csv', '/v1/rejected', '/v1/exclusions'])
    expectNoTrace(JSON.stringify((await read(collector, path)).body));
}

describe('DELETE /v1/people/:id', () => {
  test('takes the person out of everything, and no score moves', async () => {
    await leaveTraces();
    const before = await scores();
    const known = dump();
    for (const mark of marks) expect(known).toContain(mark);

    expect(await erasePerson(collector, id)).toMatchObject({
      status: 200,
      body: { responses: 2, moments: 1, rejected: 2 },
    });
    expectNoTrace(dump());
    await expectNothingTold();
    expect(await scores()).toEqual(before);
    // The rule about a response of the person's still holds.
    expect(await read(collector, '/v1/exclusions')).toMatchObject({
      body: { exclusions: [{ responses: [responses[1]] }] },
    });
  });

  test('leaves nothing in the bytes of the files, once they are compacted', async () => {
    await leaveTraces();
    await erasePerson(collector, id);
    await collector.stop();
    const database = new DatabaseSync(file);
    database.exec('vacuum; pragma wal_checkpoint(truncate)');
    database.close();
    for (const path of [file, `${file}-wal`])
      expectNoTrace((await readFile(path).catch(() => Buffer.of())).toString('latin1'));
    collector = await startCollector();
  });

  test('takes the answers as well when that is asked for, out of the scores too', async () => {
    const before = await scores();
    await leaveTraces();
    expect((await erasePerson(collector, id, '?answers=delete')).body).toMatchObject({ responses: 2 });
    expectNoTrace(dump());
    await expectNothingTold();
    expect((await scores()).map(({ rows }) => rows)).toEqual(before.map(({ rows }) => rows));
    expect(dump()).not.toContain(responses[0]);
    expect((await read(collector, '/v1/exclusions')).body).toEqual({ exclusions: [], next: null });
  });

  test.each(['', '?answers=delete'])(
    'refuses later sends from before it, and takes those after%s',
    async (query) => {
      await leaveTraces();
      await erasePerson(collector, id, query);
      const late = await collector.post(
        buildEnvelope({ person, responses: [buildCsat(3, { id: responses[0] as string }), buildCsat(4)] }),
      );
      expect(late.body).toMatchObject({
        accepted: 0,
        rejected: [{ code: 'person_erased' }, { code: 'person_erased' }],
      });
      expectNoTrace(dump());
      expect((await read(collector, '/v1/rejected')).body).toMatchObject({
        rejected: [
          { code: 'person_erased', person: null, input: null },
          { code: 'person_erased', person: null, input: null },
        ],
      });

      collector.clock.advance(1_000);
      const now = new Date(collector.clock()).toISOString();
      const after = buildEnvelope({ sent: now, person, responses: [buildCsat(4, { shown: now })] });
      expect((await collector.post(after)).body).toMatchObject({ accepted: 1, rejected: [] });
      expect((await readPerson(collector, id)).body.responses).toHaveLength(1);
    },
  );

  test('is no different for somebody who was never here, or is erased again', async () => {
    const nobody = { responses: 0, moments: 0, rejected: 0 };
    expect((await erasePerson(collector, 'nobody')).body).toEqual(nobody);
    expect((await erasePerson(collector, 'nobody')).body).toEqual(nobody);
  });

  test('keeps out what a rule about the person left out', async () => {
    await exclude(collector, { person: id });
    await leaveTraces();
    const before = await scores();
    await erasePerson(collector, id);
    expectNoTrace(dump());
    expect(await scores()).toEqual(before);
  });

  test.each([
    '__proto__',
    'constructor',
    'a/b?c#d',
    '%2F',
    '%',
    'ü€😀',
    ' ',
    '"',
    "'; drop table responses; --",
    '*',
  ])('finds and erases a person called %j, and nobody else', async (name) => {
    await collector.post(buildEnvelope({ person: { id: name }, responses: [buildCsat(3)] }));
    expect((await readPerson(collector, name)).body).toMatchObject({
      person: { id: name },
      responses: [{ person: { id: name } }],
    });
    expect((await erasePerson(collector, name)).body.responses).toBe(1);
    expect((await readPerson(collector, name)).body.responses).toEqual([]);
    expect((await readPerson(collector, 'u-1')).body.responses).toHaveLength(1);
  });

  test.each([
    ['another value', '?answers=all', '/answers'],
    ['another parameter', '?answer=keep', '/answer'],
  ])('refuses %s of its parameter, and erases nothing', async (_what, query, path) => {
    expect(await erasePerson(collector, 'u-1', query)).toMatchObject({
      status: 400,
      body: { code: 'query_invalid', errors: [{ path: expect.stringContaining(path.slice(1)) }] },
    });
    expect((await readPerson(collector, 'u-1')).body.responses).toHaveLength(1);
  });
});

describe('GET /v1/people/:id', () => {
  test('tells everything that is known, with when it was sent and received', async () => {
    await leaveTraces();
    const { status, body } = await readPerson(collector, id);
    expect(status).toBe(200);
    expect(body.responses).toHaveLength(2);
    expect(body.responses.find((one) => one.id === responses[0])).toMatchObject({
      person,
      page: '/private/page',
      sent: '2026-11-22T07:00:03.120Z',
      received: '2026-11-22T07:00:03.120Z',
    });
    expect(body.responses.find((one) => one.id === responses[1])).toMatchObject({
      excluded: [{ reason: 'staff' }],
    });
    expect(body.moments).toMatchObject([{ touchpoint: 'ticket_closed', person: { id } }]);
    expect(body.exclusions).toMatchObject([{ responses: [responses[1]], by: 'ana@example.com' }]);
    expect(body.rejected.map(({ code }) => code).sort()).toEqual(['response_conflict', 'value_out_of_scale']);
  });
});
