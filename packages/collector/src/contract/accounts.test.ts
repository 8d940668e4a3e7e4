import {
  type AccountAnswer,
  accountAnswer,
  type OneAccountAnswer,
  oneAccountAnswer,
} from '@milepost/protocol';
import {
  buildAnswer,
  buildCsat,
  buildNps,
  buildProgram,
  createCollectorClient,
  startCollector,
  type TestCollector,
} from '@milepost/testkit';
import { parse } from 'csv-parse/sync';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { erasePerson, exclude, read } from './people.fixture.ts';
import { addKey } from './second-project.fixture.ts';

const dayMs = 86_400_000;
/** Noon, so many days before the last day that the default looks at. */
const noon = (before: number) =>
  new Date(Date.parse('2026-11-22T12:00:00Z') - before * dayMs).toISOString().replace('.000Z', 'Z');

const program = buildProgram();
const withIntents = {
  ...program,
  touchpoints: {
    ...program.touchpoints,
    review: { label: 'Review', stage: 'relationship', pattern: 'past' as const, survey: 'renewal' },
  },
  surveys: {
    ...program.surveys,
    renewal: {
      questions: [
        { id: 'stay', type: 'nps' as const, as: 'renewal_intent' as const, text: 'Will you stay?' },
        { id: 'more', type: 'nps' as const, as: 'growth_intent' as const, text: 'Will you buy more?' },
      ],
    },
  },
};

const of = (account: string, id: string, role?: string) => ({
  person: { id, account, ...(role !== undefined && { role }) },
});
const csat = (value: number, before: number) => buildCsat(value, { shown: noon(before) });
const review = (stay: number, more: number, before: number) =>
  ({
    ...buildCsat(1, { touchpoint: 'review', survey: 'renewal', shown: noon(before) }),
    answers: [buildAnswer('stay', stay), buildAnswer('more', more)],
  }) as object;

/** Somebody was asked so often in each part of the window, and answered so many of the prompts. */
const prompts = (account: string, earlier: [answered: number, shown: number], latest: [number, number]) =>
  [
    { counts: earlier, from: 70 },
    { counts: latest, from: 10 },
  ].flatMap(({ counts: [answered, shown], from }) =>
    Array.from({ length: shown }, (_, index) => ({
      ...(index < answered
        ? csat(5, from + index)
        : { ...csat(5, from + index), answers: [], dismissed: { at: noon(from), reason: 'closed' } }),
      ...of(account, `${account}-${index}`),
    })),
  );

const lines = [
  // Happy in two thirds of the window, and one that would buy more.
  { ...csat(5, 5), ...of('happy', 'h-1') },
  { ...csat(5, 65), ...of('happy', 'h-2') },
  { ...csat(5, 5), ...of('growing', 'g-1') },
  { ...csat(5, 65), ...of('growing', 'g-1') },
  { ...review(9, 9, 3), ...of('growing', 'g-2') },
  // About to be lost: nobody wants to stay, and nobody is content.
  { ...csat(1, 5), ...of('leaving', 'l-1') },
  { ...review(2, 0, 4), ...of('leaving', 'l-1') },
  // One answer is too little, unless it is of the person who decides.
  { ...csat(1, 5), ...of('small', 's-1') },
  { ...buildNps(4, { shown: noon(5) }), ...of('boss', 'b-1', 'decision_maker') },
  // Used to answer, and has stopped.
  ...prompts('silent', [30, 50], [0, 20]),
  // Shown in the window, and all of it past.
  { ...csat(1, 181), ...of('past', 'p-1') },
  // Nobody's account.
  { ...csat(1, 5), person: { id: 'n-1' } },
];

let collector: TestCollector;
beforeAll(async () => {
  collector = await startCollector({ program: withIntents });
  const { body } = await collector.importLines(lines);
  expect(body).toMatchObject({ accepted: lines.length, rejected: 0 });
});
afterAll(() => collector.stop());

const accounts = (query = '') => read<AccountAnswer>(collector, `/v1/accounts${query}`);
const account = (id: string, query = '') =>
  read<OneAccountAnswer>(collector, `/v1/accounts/${encodeURIComponent(id)}${query}`);

test('accounts are judged together, those first that want to be looked at first', async () => {
  const { status, body } = await accounts();
  expect(status).toBe(200);
  expect(accountAnswer.parse(body)).toEqual(body);
  expect(body.rows.map((row) => [row.account, row.class, row.reasons])).toEqual([
    ['leaving', 'dangling', ['R1_low_renewal_and_poor_experience']],
    ['boss', 'at_risk', ['R2_decision_maker_detractor']],
    ['silent', 'at_risk', ['R2_gone_silent']],
    ['small', null, ['insufficient_evidence']],
    ['happy', 'happy', ['R4_consistent']],
    ['growing', 'growth', ['R3_consistent', 'R3_growth_intent']],
  ]);
  expect(body).toMatchObject({
    asOf: '2026-11-23',
    window: { days: 180, latestDays: 60 },
    thresholds: { renewalAtMost: 6, silenceQ: 0.05 },
    ruleVersion: 1,
    next: null,
    notes: [expect.stringMatching(/^Cases, declared exits/)],
  });
});

test('every account comes with all that its class was made of', async () => {
  const { body } = await accounts();
  const row = (name: string) => body.rows.find((one) => one.account === name);
  expect(row('silent')).toMatchObject({
    answers: { detractors: 0, passives: 0, promoters: 30 },
    sentiment: 30 / 33,
    quarters: [null, 1, null],
    prompts: { earlier: { answered: 30, shown: 50 }, latest: { answered: 0, shown: 20 } },
    people: 50,
    absent: expect.arrayContaining(['renewalIntent', 'overdueCases']),
  });
  expect(row('silent')?.silence.adjusted).toBeLessThan(0.001);
  expect(row('growing')).toMatchObject({
    renewalIntent: 9,
    growthIntent: 9,
    decisionMakerLatest: null,
    silence: { p: null, adjusted: null },
    people: 2,
  });
  expect(row('boss')).toMatchObject({ decisionMakerLatest: 4, answers: { detractors: 1 } });
});

test('one account tells what each of its people last thought', async () => {
  const { status, body } = await account('growing');
  expect(status).toBe(200);
  expect(oneAccountAnswer.parse(body)).toEqual(body);
  expect(body).toMatchObject({ account: 'growing', class: 'growth', asOf: '2026-11-23' });
  expect(body.persons).toMatchObject([
    { person: 'g-1', role: null, survey: 'support-csat', question: 'satisfaction', value: 5, sentiment: 1 },
  ]);
  const listed = await accounts();
  const { persons: _persons, ...same } = body;
  expect(same).toMatchObject(listed.body.rows.find((one) => one.account === 'growing') ?? {});
  expect(await account('nobody')).toMatchObject({ status: 404, body: { code: 'not_found' } });
});

test('pages and classes hold together what is there', async () => {
  const paged: string[] = [];
  for (let after: string | null = ''; after !== null; ) {
    const { body }: { body: AccountAnswer } = await accounts(`?limit=2${after && `&after=${after}`}`);
    expect(body.rows.length).toBeLessThanOrEqual(2);
    paged.push(...body.rows.map((row) => row.account));
    after = body.next;
  }
  expect(paged).toEqual(['leaving', 'boss', 'silent', 'small', 'happy', 'growing']);
  const { body } = await accounts('?class=none,growth');
  expect(body.rows.map((row) => row.account)).toEqual(['small', 'growing']);
});

test('as of an earlier day, what came later has not been', async () => {
  const { body } = await accounts('?asOf=2026-09-20');
  // The last prompt of `happy` and `growing` before that day was on the 18th of September.
  expect(body.rows.map((row) => row.account).sort()).toEqual(['growing', 'happy', 'past', 'silent']);
  expect(body.rows.find((row) => row.account === 'happy')).toMatchObject({
    quarters: [null, null, 1],
    people: 1,
  });
});

test('a table has a column for each value, and says where the next page is', async () => {
  const { body, headers } = await read<string>(collector, '/v1/accounts?format=csv&limit=4');
  expect(headers.get('Content-Type')).toBe('text/csv; charset=utf-8; header=present');
  const rows = parse(String(body), { bom: true, columns: true }) as Record<string, string>[];
  expect(rows.map((row) => [row['account'], row['class'], row['prompts.latest.shown']])).toEqual([
    ['leaving', 'dangling', '2'],
    ['boss', 'at_risk', '1'],
    ['silent', 'at_risk', '20'],
    ['small', '', '1'],
  ]);
  expect(rows[0]?.['reasons']).toBe('R1_low_renewal_and_poor_experience');
  const next = /^<(.*)>; rel="next"$/.exec(headers.get('Link') ?? '')?.[1];
  const rest = await read<string>(collector, `/v1/accounts${next}`);
  expect(
    String(rest.body)
      .split('\r\n')
      .slice(1, -1)
      .map((line) => line.split(',')[0]),
  ).toEqual(['"happy"', '"growing"']);
  expect(rest.headers.get('Link')).toBeNull();
  const nobody = await read<string>(collector, '/v1/accounts?format=csv&asOf=2020-01-01');
  expect(String(nobody.body).split('\r\n')).toEqual([expect.stringContaining('account'), '']);
});

describe('a query that makes no sense', () => {
  test.each([
    ['?asOf=2026-11-24', '/asOf', 'must be 2026-11-23 or earlier'],
    ['?asOf=today', '/asOf', 'must be a date such as 2026-11-22'],
    ['?asOf=0000-01-01', '/asOf', 'must be 1900-01-01 to 9998-12-31'],
    ['?class=sad', '/class/0', 'must be one of dangling, at_risk, growth, happy, none'],
    ['?after=nonsense', '/after', 'must be the `next` of another page'],
    ['?limit=0', '/limit', 'must be 1 to 1000'],
    ['?by=plan', '/by', '"by" is not known here; remove it or correct its spelling'],
  ])('%s is refused with what is wrong', async (query, path, message) => {
    const { status, body } = await accounts(query);
    expect([status, body.code, body.errors]).toEqual([400, 'query_invalid', [{ path, message }]]);
  });
});

test('only a key for accounts reads them, and it reads nothing else of people', async () => {
  const as = async (scopes: string[]) =>
    createCollectorClient({ ...collector, secretKey: await addKey(collector, { scopes }) });
  const reader = await as(['accounts:read']);
  expect((await read(reader, '/v1/accounts')).status).toBe(200);
  expect((await read(reader, '/v1/accounts/happy')).status).toBe(200);
  for (const path of ['/v1/responses', '/v1/responses/stream', '/v1/export', '/v1/people/h-1'])
    expect((await read(reader, path)).body).toMatchObject({ status: 403, code: 'scope_missing' });
  const others = await as(['scores:read', 'responses:read']);
  for (const path of ['/v1/accounts', '/v1/accounts/happy'])
    expect((await read(others, path)).body).toMatchObject({ status: 403, code: 'scope_missing' });
});

test('who is left out or erased is no part of an account from then on', async () => {
  await using alone = await startCollector({ program: withIntents });
  await alone.importLines([
    { ...csat(1, 5), ...of('acme', 'a-1') },
    { ...csat(1, 5), ...of('acme', 'a-2') },
    { ...csat(5, 5), ...of('acme', 'a-3') },
  ]);
  const one = async () => {
    const { body } = await read<OneAccountAnswer>(alone, '/v1/accounts/acme');
    return [body.answers, body.persons?.map(({ person }) => String(person)).sort()];
  };
  expect(await one()).toEqual([{ detractors: 2, passives: 0, promoters: 1 }, ['a-1', 'a-2', 'a-3']]);
  await erasePerson(alone, 'a-1');
  expect(await one()).toEqual([{ detractors: 1, passives: 0, promoters: 1 }, ['a-2', 'a-3']]);
  await exclude(alone, { person: 'a-2' });
  expect(await one()).toEqual([{ detractors: 0, passives: 0, promoters: 1 }, ['a-3']]);
  await erasePerson(alone, 'a-3', '?answers=delete');
  expect((await read(alone, '/v1/accounts/acme')).status).toBe(404);
  const { body } = await read<AccountAnswer>(alone, '/v1/accounts');
  expect([body.rows, body.notes[0]]).toEqual([
    [],
    'Nobody who has an account was shown a prompt in these 180 days.',
  ]);
});
