import {
  buildCsat,
  buildEnvelope,
  buildProgram,
  startCollector,
  type TestCollector,
} from '@milepost/testkit';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { CollectorProblem, createClient } from './index.ts';
import { all } from './made.fixture.ts';

let collector: TestCollector;
beforeAll(async () => {
  collector = await startCollector();
  const responses = [5, 4, 4, 2, 5, 3, 4, 5, 5, 1, 4, 5].map((value) => buildCsat(value));
  await collector.post(buildEnvelope({ person: { id: 'u-17', account: 'acme' }, responses }));
});
afterAll(() => collector.stop());

const clientOf = ({ url, secretKey }: TestCollector) => createClient({ url, key: secretKey });

describe('a client', () => {
  test('asks for scores, with lists and what is left out', async () => {
    const table = await clientOf(collector).scores({
      metric: 'csat',
      by: ['touchpoint', 'channel'],
      where: undefined,
      confidence: 0.9,
    });
    expect(table).toMatchObject({ metric: 'csat', scale: '1..5', confidence: 0.9 });
    expect(table.rows.map(({ group }) => group)).toEqual([
      { touchpoint: 'ticket_closed', channel: 'in_app' },
    ]);
  });

  test('takes an address with a path and a slash at its end', async () => {
    const asked: string[] = [];
    const client = createClient({
      url: 'https://cx.example.com/milepost/',
      key: 'mp_sec_0123456789abcdefghij',
      fetch: async (address) => {
        asked.push(new Request(address).url);
        return Response.json({ rows: [] });
      },
    });
    await client.scores({ metric: 'nps', where: ['plan:a,b', 'plan:c'] });
    await client.account('a/b c');
    expect(asked).toEqual([
      'https://cx.example.com/milepost/v1/scores?metric=nps&where=plan%3Aa%2Cb&where=plan%3Ac',
      'https://cx.example.com/milepost/v1/accounts/a%2Fb%20c',
    ]);
  });

  test('reads and writes the program', async () => {
    const client = clientOf(collector);
    expect(Object.keys((await client.program()).touchpoints)).toEqual(['ticket_closed', 'pulse']);
    const { changes, dryRun } = await client.putProgram(buildProgram({ segments: ['plan'] }), {
      dryRun: true,
    });
    expect([dryRun, changes.settings]).toEqual([true, ['segments']]);
    expect((await client.revisions()).versions.map(({ revision }) => revision)).toEqual([1]);
    expect(await client.revision(1)).toEqual(await client.program());
  });

  test('exports lines that can be imported again', async () => {
    const client = clientOf(collector);
    const lines = await all(client.export({ touchpoint: ['ticket_closed'] }));
    expect(lines).toHaveLength(12);
    expect(lines[0]).toMatchObject({ touchpoint: 'ticket_closed', person: { id: 'u-17' } });
    expect(await client.importLines(lines)).toMatchObject({ accepted: 0, repeated: 12, rejected: 0 });
    expect(await all(client.export({ touchpoint: ['pulse'] }))).toEqual([]);
  });

  test('leaves answers out and lets them count again, asks and does not', async () => {
    const client = clientOf(collector);
    const { id, changed } = await client.exclude({ person: 'u-17', reason: 'staff', by: 'ana' });
    expect(changed).toBe(12);
    expect((await client.exclusions()).exclusions).toMatchObject([{ id, person: 'u-17' }]);
    expect(await client.liftExclusion(id)).toEqual({ id, changed: 12 });
    const moment = await client.addMoment({ person: { id: 'u-18' }, touchpoint: 'pulse' });
    expect((await client.person('u-18')).moments).toEqual([moment]);
    await client.removeMoment(moment.id);
    expect(await client.erasePerson('u-18')).toMatchObject({ responses: 0 });
    expect((await client.rejected()).rejected).toEqual([]);
  });
});

describe('a refusal', () => {
  test('is a problem with its code, its status and every fault', async () => {
    const error = await clientOf(collector)
      .scores({ metric: 'csat', from: 'yesterday', confidence: 2 })
      .catch((reason: unknown) => reason);
    expect(error).toBeInstanceOf(CollectorProblem);
    expect(error).toMatchObject({
      name: 'CollectorProblem',
      code: 'query_invalid',
      status: 400,
      errors: [{ path: '/from' }, { path: '/confidence' }],
    });
  });

  test('of a key is told, too', async () => {
    const client = createClient({ url: collector.url, key: 'mp_sec_0123456789abcdefghij' });
    await expect(client.program()).rejects.toMatchObject({ code: 'key_unknown', status: 401, errors: [] });
    await expect(client.responses().next()).rejects.toMatchObject({ code: 'key_unknown' });
    await expect(client.export().next()).rejects.toMatchObject({ code: 'key_unknown' });
    await expect(client.stream().next()).rejects.toMatchObject({ code: 'key_unknown' });
  });

  test.each([
    [() => new Response('<html>', { status: 200 }), 200],
    [() => new Response('<html>', { status: 502 }), 502],
    [() => new Response(null, { status: 302, headers: { Location: 'https://login.example.com' } }), 302],
    [() => Response.json({ error: 'no' }, { status: 404 }), 404],
  ])('of somebody who is no collector is answer_unexpected', async (answer, status) => {
    const client = createClient({ url: 'https://cx.example.com', key: 'k', fetch: async () => answer() });
    await expect(client.scores({ metric: 'nps' })).rejects.toMatchObject({
      code: 'answer_unexpected',
      status,
    });
  });

  test('says when to come back', async () => {
    const answer = () =>
      Response.json(
        { code: 'rate_limited', detail: 'too many' },
        { status: 429, headers: { 'Retry-After': '7' } },
      );
    const client = createClient({ url: 'https://cx.example.com', key: 'k', fetch: async () => answer() });
    await expect(client.program()).rejects.toMatchObject({ code: 'rate_limited', retryAfter: 7 });
  });
});

test('a call that is given up rejects with the reason', async () => {
  const client = clientOf(collector);
  const reason = new Error('not needed any more');
  await expect(client.scores({ metric: 'csat' }, { signal: AbortSignal.abort(reason) })).rejects.toBe(reason);
});
