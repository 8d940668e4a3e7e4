import { randomUUID } from 'node:crypto';
import {
  buildCsat,
  buildEnvelope,
  buildNps,
  buildProgram,
  buildResponse,
  buildSurvey,
  buildTally,
  startCollector,
  testOrigin,
} from '@milepost/testkit';
import { describe, expect, test } from 'vitest';

describe('an acknowledgement', () => {
  test('counts what is new or changed as accepted, and what changed nothing as repeated', async () => {
    await using collector = await startCollector();
    const [first, second] = [buildCsat(4), buildNps(9)];
    const reply = await collector.post(buildEnvelope({ responses: [first, second] }));
    expect(reply.status).toBe(200);
    expect(reply.headers.get('Content-Type')).toMatch(/^application\/json\b/);
    expect(reply.body).toEqual({ accepted: 2, repeated: 0, rejected: [] });

    const again = await collector.post(buildEnvelope({ responses: [first, second] }));
    expect(again.body).toEqual({ accepted: 0, repeated: 2, rejected: [] });

    const changed = { ...second, completed: '2026-11-22T07:00:01Z' };
    const third = await collector.post(buildEnvelope({ responses: [first, changed, buildCsat(1)] }));
    expect(third.body).toEqual({ accepted: 2, repeated: 1, rejected: [] });

    const { body } = await collector.counts({ metric: 'csat' });
    expect(body.rows).toMatchObject([{ n: 2, histogram: { 1: 1, 4: 1 }, funnel: { shown: 2 } }]);
  });

  test('comes for an envelope without responses too', async () => {
    await using collector = await startCollector();
    const { status, body } = await collector.post(buildEnvelope());
    expect(status).toBe(200);
    expect(body).toEqual({ accepted: 0, repeated: 0, rejected: [] });
  });

  test('takes two states of one response in one envelope as two sends', async () => {
    await using collector = await startCollector();
    const response = buildCsat(4);
    const later = { ...response, completed: '2026-11-22T07:00:01Z' };
    const twice = await collector.post(buildEnvelope({ responses: [response, response, later] }));
    expect(twice.body).toEqual({ accepted: 2, repeated: 1, rejected: [] });
    const { body } = await collector.counts({ metric: 'csat' });
    expect(body.rows).toMatchObject([{ n: 1, funnel: { shown: 1, completed: 1 } }]);
  });

  test('counts a response once, however many connections bring it at the same time', async () => {
    await using collector = await startCollector();
    const response = buildCsat(4);
    const replies = await Promise.all(
      Array.from({ length: 20 }, () => collector.post(buildEnvelope({ responses: [response] }))),
    );
    const sum = (field: 'accepted' | 'repeated') =>
      replies.reduce((total, { body }) => total + body[field], 0);
    expect([sum('accepted'), sum('repeated')]).toEqual([1, 19]);
    const { body } = await collector.counts({ metric: 'csat' });
    expect(body.rows).toMatchObject([{ n: 1, funnel: { shown: 1 } }]);
  });

  test("tells one id from another by its value, not by its letters' case", async () => {
    await using collector = await startCollector();
    const response = buildCsat(4);
    await collector.post(buildEnvelope({ responses: [response] }));
    const upper = { ...response, id: response.id.toUpperCase() };
    const { body } = await collector.post(buildEnvelope({ responses: [upper] }));
    expect(body).toEqual({ accepted: 0, repeated: 1, rejected: [] });
  });
});

describe('the envelope of the contract', () => {
  const id = '019aaa4e-6f5c-7d7e-8b1a-000000000001';
  const example = (key: string) => `{ "key": "${key}", "sent": "2026-11-22T07:00:03.120Z",
  "person": { "id": "u-17", "account": "acme", "role": "decision_maker", "traits": { "plan": "pro", "vintage": "2026-01" }, "proof": "<JWT, HS256: sub = id, exp>" },
  "responses": [ { "id": "${id}", "touchpoint": "ticket_closed", "survey": "support-csat", "version": 3, "channel": "in_app",
    "shown": "2026-11-22T06:59:50.001Z", "sample": 1, "locale": "en", "page": "/tickets/42", "facts": { "ticketId": "T-42", "queue": "billing" },
    "answers": [ { "question": "satisfaction", "value": 4, "at": "2026-11-22T06:59:58.400Z" } ],
    "completed": "2026-11-22T07:00:03.000Z" } ],
  "tallies": [ { "id": "019aaa4e-6f5c-7d7e-8b1a-000000000002", "day": "2026-11-22", "touchpoint": "ticket_closed", "triggered": 9, "gates": { "sample": 4, "quiet_period": 3 } } ] }`;

  const withThreeVersions = async () => {
    const collector = await startCollector({ program: null });
    for (const text of ['First?', 'Second?', 'Third?']) {
      const survey = buildSurvey({ id: 'satisfaction', type: 'csat', text });
      const { surveys } = buildProgram();
      await collector.putProgram(buildProgram({ surveys: { ...surveys, 'support-csat': survey } }));
    }
    return collector;
  };

  test.each(['text/plain', 'text/plain;charset=UTF-8', 'application/json'])(
    'is taken as %s',
    async (type) => {
      await using collector = await withThreeVersions();
      const headers = { 'Content-Type': type, Origin: testOrigin };
      const reply = await collector.post(example(collector.publicKey), headers);
      expect(reply.status).toBe(200);
      expect(reply.body).toEqual({ accepted: 1, repeated: 0, rejected: [] });
      const again = await collector.post(example(collector.publicKey), headers);
      expect(again.body).toEqual({ accepted: 0, repeated: 1, rejected: [] });
    },
  );

  test.each([
    ['touchpoint', 'ticket_closed'],
    ['version', '3'],
    ['channel', 'in_app'],
    ['locale', 'en'],
    ['plan', 'pro'],
    ['vintage', '2026-01'],
    ['fact:queue', 'billing'],
  ])('counts in the score by %s', async (by, value) => {
    await using collector = await withThreeVersions();
    await collector.post(example(collector.publicKey));
    const { body } = await collector.counts({ metric: 'csat', by, interval: 'day' });
    expect(body.rows).toMatchObject([
      {
        period: '2026-11-22',
        group: { [by]: value },
        n: 1,
        histogram: { 4: 1 },
        funnel: { shown: 1, started: 1, completed: 1, dismissed: 0, ignored: 0, open: 0 },
      },
    ]);
  });
});

describe('an envelope', () => {
  test('has at most 100 responses', async () => {
    await using collector = await startCollector();
    const responses = Array.from({ length: 100 }, () => buildCsat(5));
    const hundred = await collector.post(buildEnvelope({ responses }));
    expect(hundred.body).toEqual({ accepted: 100, repeated: 0, rejected: [] });
    const more = await collector.post(buildEnvelope({ responses: [...responses, buildCsat(5)] }));
    expect(more.status).toBe(400);
    expect(more.body).toMatchObject({ code: 'envelope_invalid', errors: [{ path: '/responses' }] });
    expect((await collector.counts({ metric: 'csat' })).body.rows).toMatchObject([{ n: 100 }]);
  });

  test('may hold fields that nobody knows, anywhere', async () => {
    await using collector = await startCollector();
    const unknown = { future: { deep: [1, 'x', null] } };
    const envelope = {
      ...buildEnvelope(),
      ...unknown,
      person: { id: 'u-1', ...unknown },
      responses: [
        {
          ...buildResponse({ completed: '2026-11-22T07:00:01Z' }),
          ...unknown,
          answers: [{ question: 'satisfaction', value: 4, ...unknown }],
        },
      ],
      tallies: [{ ...buildTally(), ...unknown }],
    };
    const { body } = await collector.post(envelope);
    expect(body).toEqual({ accepted: 1, repeated: 0, rejected: [] });
  });

  test('needs no `at`, no person and no tallies', async () => {
    await using collector = await startCollector();
    const response = buildResponse({ answers: [{ question: 'satisfaction', value: 4 }] });
    const { body } = await collector.post(buildEnvelope({ responses: [response] }));
    expect(body).toEqual({ accepted: 1, repeated: 0, rejected: [] });
    expect((await collector.counts({ metric: 'csat' })).body.rows).toMatchObject([{ n: 1 }]);
  });

  test('may hold instants with an offset and with more than milliseconds', async () => {
    await using collector = await startCollector();
    const shown = '2026-11-22T08:59:50.001234567+02:00';
    const { body } = await collector.post(
      buildEnvelope({ sent: '2026-11-22T02:00:03.120-05:00', responses: [buildCsat(4, { shown })] }),
    );
    expect(body).toEqual({ accepted: 1, repeated: 0, rejected: [] });
  });

  test.each([
    ['sent', { sent: undefined }, '/sent'],
    ['sent without its zone', { sent: '2026-11-22T07:00:03' }, '/sent'],
    ['responses', { responses: undefined }, '/responses'],
    ['responses that are no list', { responses: {} }, '/responses'],
    ['a person that is no object', { person: 'u-17' }, '/person'],
    ["a person's id that is no text", { person: { id: 17 } }, '/person/id'],
    ['a trait that is no scalar', { person: { traits: { plan: ['pro'] } } }, '/person/traits/plan'],
    ['tallies that are no list', { tallies: 'none' }, '/tallies'],
  ])('is refused whole for the sake of %s', async (_what, faulty, path) => {
    await using collector = await startCollector();
    const envelope = { ...buildEnvelope({ responses: [buildCsat(4)] }), ...faulty };
    const { status, headers, body } = await collector.post(envelope);
    expect(status).toBe(400);
    expect(headers.get('Content-Type')).toMatch(/^application\/problem\+json\b/);
    expect(body).toMatchObject({ status: 400, code: 'envelope_invalid' });
    expect(body.errors?.map((fault) => fault.path)).toEqual([path]);
    expect((await collector.counts({ metric: 'csat' })).body.rows).toEqual([]);
  });
});

describe('names that every JavaScript object has', () => {
  const names = ['__proto__', 'constructor', 'toString', 'hasOwnProperty', 'valueOf'];

  test.each(names)('%s does no harm as a name of anything', async (name) => {
    await using collector = await startCollector();
    const named = `{"${name}": "x", "plan": "pro"}`;
    const response = JSON.stringify(buildCsat(4)).slice(0, -1);
    const tally = JSON.stringify(buildTally()).slice(0, -1);
    const body = `{"${name}": {"polluted": true}, "key": "${collector.publicKey}", "sent": "${buildEnvelope().sent}",
      "person": {"id": "u-1", "${name}": {}, "traits": ${named}},
      "responses": [${response}, "facts": {"${name}": "x", "queue": "billing"}, "${name}": {"touchpoint": "other"}}],
      "tallies": [${tally}, "gates": {"${name}": 3}}]}`;
    const first = await collector.post(body);
    expect(first.body).toEqual({ accepted: 1, repeated: 0, rejected: [] });
    const second = await collector.post(body);
    expect(second.body).toEqual({ accepted: 0, repeated: 1, rejected: [] });
    expect(Object.hasOwn(Object.prototype, 'polluted')).toBe(false);
    const { body: scores } = await collector.counts({ metric: 'csat', by: 'plan' });
    expect(scores.rows).toMatchObject([{ group: { plan: 'pro' }, n: 1 }]);
  });

  test.each(names)('a trait %s that a later send lacks leaves the response whole', async (name) => {
    await using collector = await startCollector();
    const response = buildCsat(4);
    const traits = JSON.parse(`{"${name}": "x", "plan": "pro"}`) as Record<string, string>;
    await collector.post(buildEnvelope({ person: { id: 'u-1', traits }, responses: [response] }));
    for (const person of [{ id: 'u-1', traits: { plan: 'pro' } }, { id: 'u-1' }, { id: 'u-1', traits }]) {
      const { status, body } = await collector.post(buildEnvelope({ person, responses: [response] }));
      expect(status).toBe(200);
      expect(body).toEqual({ accepted: 0, repeated: 1, rejected: [] });
    }
    const { status, body } = await collector.counts({ metric: 'csat', by: 'plan' });
    expect(status).toBe(200);
    expect(body.rows).toMatchObject([{ group: { plan: 'pro' }, n: 1, funnel: { shown: 1, open: 1 } }]);
  });

  test('a segment of such a name has the values that were sent, and no others', async () => {
    const segments = ['constructor', 'fact:toString'];
    await using collector = await startCollector({ program: buildProgram({ segments }) });
    const traits = JSON.parse('{"constructor": "x"}') as Record<string, string>;
    const person = { id: 'u-1', traits };
    await collector.post(buildEnvelope({ person, responses: [buildCsat(5)] }));
    await collector.post(
      buildEnvelope({
        person: { id: 'u-2', traits: { plan: 'pro' } },
        responses: [buildCsat(1, { facts: { queue: 'a' } })],
      }),
    );
    const byTrait = await collector.counts({ metric: 'csat', by: 'constructor' });
    expect(byTrait.body.rows).toMatchObject([{ group: { constructor: 'x' }, n: 1 }]);
    expect((await collector.counts({ metric: 'csat', by: 'fact:toString' })).body.rows).toEqual([]);
  });
});

describe('tallies', () => {
  test('travel alone, and a bad one costs only itself', async () => {
    await using collector = await startCollector();
    const bad = [{ ...buildTally(), day: '22 November' }, buildTally({ touchpoint: 'tickt_closed' })];
    const reply = await collector.post({
      ...buildEnvelope({ responses: [buildCsat(4)] }),
      tallies: [buildTally({ gates: { sample: 2 } }), ...bad, null],
    });
    expect(reply.status).toBe(200);
    expect(reply.body).toMatchObject({
      accepted: 1,
      repeated: 0,
      rejected: [{ id: bad[0]?.id }, { id: bad[1]?.id, code: 'touchpoint_unknown' }, { id: null }],
    });
    const alone = await collector.post({ ...buildEnvelope(), tallies: [buildTally({ id: randomUUID() })] });
    expect(alone.body).toEqual({ accepted: 0, repeated: 0, rejected: [] });
  });
});
