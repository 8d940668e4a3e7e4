import { randomUUID } from 'node:crypto';
import { type ResponsePage, responsePage } from '@milepost/protocol';
import {
  buildAnswer,
  buildCsat,
  buildEnvelope,
  buildNps,
  buildProgram,
  startCollector,
  type TestCollector,
} from '@milepost/testkit';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { erasePerson, exclude, read } from './people.fixture.ts';
import { addProject } from './second-project.fixture.ts';

let collector: TestCollector;
const ids = Object.fromEntries(
  ['late', 'praise', 'detractor', 'email', 'old', 'erased'].map((name) => [name, randomUUID()]),
);
const nameOf = (id: string) => Object.keys(ids).find((name) => ids[name] === id) ?? id;

beforeAll(async () => {
  collector = await startCollector();
  const person = (id: string, plan: string, account?: string) => ({
    person: { id, traits: { plan }, ...(account !== undefined && { account }) },
  });
  const words = (value: number, why: string) => [buildAnswer('satisfaction', value), buildAnswer('why', why)];
  await collector.importLines([
    {
      ...buildCsat(1, { id: ids['late'] ?? '', shown: '2026-11-20T10:00:00Z' }),
      answers: words(1, 'The Café was LATE again; nobody told us.'),
      ...person('u-1', 'pro', 'acme'),
    },
    {
      ...buildCsat(5, {
        id: ids['praise'] ?? '',
        shown: '2026-11-20T11:00:00Z',
        facts: { queue: 'billing' },
      }),
      answers: words(5, 'Great latency, never late.'),
      ...person('u-2', 'free', 'acme'),
    },
    {
      ...buildNps(3, { id: ids['detractor'] ?? '', shown: '2026-11-21T09:00:00Z' }),
      ...person('u-1', 'pro', 'acme'),
    },
    {
      ...buildNps(9, { id: ids['email'] ?? '', shown: '2026-11-21T10:00:00Z', channel: 'email' }),
      ...person('u-3', 'pro', 'globex'),
    },
    { ...buildCsat(4, { id: ids['old'] ?? '', shown: '2025-01-01T00:00:00Z' }), ...person('u-4', 'free') },
    {
      ...buildCsat(2, { id: ids['erased'] ?? '', shown: '2026-11-21T12:00:00Z' }),
      answers: words(2, 'Late and gone.'),
      ...person('gone', 'pro', 'acme'),
    },
  ]);
  await erasePerson(collector, 'gone');
  await exclude(collector, { responses: [ids['old']], reason: 'test' });
});
afterAll(() => collector.stop());

const list = (query: string) => read<ResponsePage>(collector, `/v1/responses?${query}`);
const names = async (query: string) => {
  const { status, body } = await list(query);
  expect(status, JSON.stringify(body)).toBe(200);
  return body.rows.map(({ id }) => nameOf(id));
};

test('responses are listed the newest first, as an export has them, with their local day', async () => {
  const { status, body } = await list('');
  expect(status).toBe(200);
  expect(responsePage.parse(body)).toEqual(body);
  expect(body.rows.map(({ id }) => nameOf(id))).toEqual(['email', 'detractor', 'praise', 'late', 'old']);
  expect([body.next, body.notes]).toEqual([null, []]);
  expect(body.rows[3]).toMatchObject({
    day: '2026-11-20',
    touchpoint: 'ticket_closed',
    person: { id: 'u-1', account: 'acme', traits: { plan: 'pro' } },
    answers: [{ question: 'satisfaction', value: 1 }, { question: 'why' }],
  });
  expect(body.rows[4]?.excluded).toMatchObject([{ reason: 'test' }]);
  const exported = await read<string>(collector, '/v1/export');
  const lines = exported.body
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as { id: string });
  for (const { day: _day, ...row } of body.rows) expect(lines).toContainEqual(row);
});

test.each([
  ['touchpoint=pulse', ['email', 'detractor']],
  ['stage=support', ['praise', 'late', 'old']],
  ['survey=relationship-nps&touchpoint=ticket_closed', []],
  ['question=why', ['praise', 'late']],
  ['channel=email,link', ['email']],
  ['where=plan:pro', ['email', 'detractor', 'late']],
  ['where=plan:free&where=fact:queue:billing', ['praise']],
  ['where=plan:free&where=plan:pro&where=channel:email', ['email']],
  ['metric=nps&score=0..6', ['detractor']],
  ['score=5', ['praise']],
  ['text=late', ['praise', 'late']],
  ['text=cafe+LATE', ['late']],
  ['text=nob', ['late']],
  ['text=gone', []],
  ['text=latest', []],
  ['from=2026-11-20&to=2026-11-21', ['praise', 'late']],
  ['from=2026-11-21', ['email', 'detractor']],
  ['to=2026-01-01', ['old']],
  ['person=u-1', ['detractor', 'late']],
  ['person=gone', []],
  ['account=acme', ['detractor', 'praise', 'late']],
  ['account=acme&text=late&metric=csat&score=1..2', ['late']],
])('%s chooses', async (query, expected) => {
  expect(await names(query)).toEqual(expected);
});

test.each(['', 'text=late', 'account=acme', 'where=plan:pro', 'stage=support', 'score=1..5'])(
  'pages of one hold together what %j gives at once',
  async (query) => {
    const whole = await names(query);
    const paged: string[] = [];
    for (let after: string | null = ''; after !== null; ) {
      const { body }: { body: ResponsePage } = await list(
        `${query}&limit=1${after && `&after=${encodeURIComponent(after)}`}`,
      );
      expect(body.rows.length).toBeLessThanOrEqual(1);
      paged.push(...body.rows.map(({ id }) => nameOf(id)));
      after = body.next;
    }
    expect(paged).toEqual(whole);
  },
);

describe('a query that makes no sense', () => {
  test.each([
    ['touchpoint=ticket_close', '/touchpoint', /did you mean "ticket_closed"/],
    ['question=recommnd', '/question', /did you mean "recommend"/],
    ['where=plans:pro', '/where', /did you mean "plan"/],
    ['where=pro', '/where/0', /a segment, a colon and a value/],
    ['score=6..0', '/score', /from the lower value to the higher/],
    ['metric=nps&score=11', '/score', /must be within 0\.\.10/],
    ['metric=happiness', '/metric', /must be one of nps/],
    ['text=%3F', '/text', /letters or digits/],
    ['from=2026-11-21&to=2026-11-21', '/to', /half-open/],
    ['limit=0', '/limit', /1 to 1000/],
    ['limit=1001', '/limit', /1 to 1000/],
    ['person=a&person=b', '/person', /once/],
    ['since=2026', '/since', /not known here/],
    ['after=nonsense', '/after', /`next` of another page/],
    ['text=late&after=9999999999999999999', '/after', /`next` of another page/],
    ['text=late&after=-9999999999999999999', '/after', /`next` of another page/],
    ['from=0000-01-01', '/from', /1900-01-01 to 9998-12-31/],
    ['limit=1e2', '/limit', /whole number/],
  ])('%s is refused with what is wrong', async (query, path, message) => {
    const { status, body } = await list(query);
    expect([status, body.code]).toEqual([400, 'query_invalid']);
    expect(body.errors).toEqual([{ path, message: expect.stringMatching(message) }]);
  });
});

test('a response that comes in is at the top at once, and moves no page', async () => {
  const before = await list('limit=2');
  const id = randomUUID();
  await collector.post(buildEnvelope({ responses: [buildNps(8, { id })] }));
  expect((await names(''))[0]).toBe(id);
  const after = await names(`limit=2&after=${encodeURIComponent(before.body.next ?? '')}`);
  expect(after).toEqual(['praise', 'late']);
});

test('responses of one millisecond over the edge of a page are told once each', async () => {
  const at = { shown: '2024-03-01T08:00:00.123Z' };
  const same = Array.from({ length: 5 }, () => buildNps(6, at));
  await collector.importLines(same);
  for (const query of ['to=2024-04-01', 'to=2024-04-01&touchpoint=pulse']) {
    const told: string[] = [];
    for (let after: string | null = ''; after !== null; ) {
      const { body }: { body: ResponsePage } = await list(
        `${query}&limit=2${after && `&after=${encodeURIComponent(after)}`}`,
      );
      told.push(...body.rows.map(({ id }) => id));
      after = body.next;
    }
    expect(told).toHaveLength(5);
    expect(told.toSorted()).toEqual(same.map(({ id }) => id).toSorted());
  }
});

test('words of another project change nothing, neither what is found nor where a page ends', async () => {
  const other = await addProject(collector, `p-${randomUUID().slice(0, 8)}`);
  expect((await other.putProgram(buildProgram())).status).toBe(200);
  const said = (second: number, why: string) =>
    buildCsat(3, {
      shown: `2026-11-19T10:00:${String(second).padStart(2, '0')}Z`,
      answers: [buildAnswer('why', why)],
    });
  const mine = [10, 30].map((second) => said(second, 'zebra crossing'));
  await collector.importLines(mine);
  const before = await list('text=zebra&limit=1');
  await other.importLines([5, 20, 40, 50].map((second) => said(second, 'zebra stripes')));
  expect((await list('text=zebra&limit=1')).body).toEqual(before.body);
  const rest = await list(`text=zebra&limit=1&after=${encodeURIComponent(before.body.next ?? '')}`);
  expect(rest.body.rows.map(({ id }) => id)).toEqual([mine[0]?.id]);
  expect(rest.body.next).toBeNull();
  expect(await names('text=stripes')).toEqual([]);
  // The word that keeps them apart is nobody's to look for.
  const hex = Buffer.from('default').toString('hex');
  expect(await names(`text=${encodeURIComponent(`\u00a7${hex}`)}`)).toEqual([]);
});
