import type { Person, Response } from '@milepost/protocol';
import {
  buildAnswer,
  buildCsat,
  buildEnvelope,
  buildNps,
  buildProgram,
  buildResponse,
  buildSurvey,
  startCollector,
  type TestCollector,
} from '@milepost/testkit';
import { describe, expect, test } from 'vitest';

interface Send {
  response: Response;
  person?: Person;
}

/** Sends states one after the other, each in an envelope of its own, and tells what became of each. */
async function send(collector: TestCollector, sends: readonly Send[]): Promise<string[]> {
  const outcomes: string[] = [];
  for (const { response, person } of sends) {
    const { body } = await collector.post(
      buildEnvelope({ responses: [response], ...(person !== undefined && { person }) }),
    );
    outcomes.push(body.rejected[0]?.code ?? (body.accepted === 1 ? 'accepted' : 'repeated'));
  }
  return outcomes;
}

const row = async (collector: TestCollector, metric = 'csat') =>
  (await collector.counts({ metric })).body.rows[0];

/** Sends two states in both orders, and expects the same row of both. */
async function inBothOrders(a: Send, b: Send, expected: object, metric = 'csat'): Promise<void> {
  for (const sends of [
    [a, b],
    [b, a],
    [a, b, a, b],
  ]) {
    await using collector = await startCollector();
    await send(collector, sends);
    expect(await row(collector, metric)).toMatchObject(expected);
  }
}

const early = '2026-11-22T06:59:55.000Z';
const late = '2026-11-22T06:59:59.000Z';

describe('of two values of one answer', () => {
  const at = (value: number | null, time: string) => [buildAnswer('satisfaction', value, time)];

  test('the later one counts', async () => {
    const response = buildResponse();
    const first = { response: { ...response, answers: at(5, early) } };
    const second = { response: { ...response, answers: at(2, late) } };
    await inBothOrders(first, second, { n: 1, histogram: { 2: 1, 5: 0 }, funnel: { shown: 1, started: 1 } });
  });

  test('an earlier one changes nothing', async () => {
    await using collector = await startCollector();
    const response = buildResponse();
    const outcomes = await send(collector, [
      { response: { ...response, answers: at(5, late) } },
      { response: { ...response, answers: at(2, early) } },
      { response: { ...response, answers: [] } },
      { response },
    ]);
    expect(outcomes).toEqual(['accepted', 'repeated', 'repeated', 'repeated']);
  });

  test('given at one instant, the greater text counts: 9 before 10', async () => {
    const response = buildResponse({ touchpoint: 'pulse', survey: 'relationship-nps' });
    const nine = { response: { ...response, answers: [buildAnswer('recommend', 9, late)] } };
    const ten = { response: { ...response, answers: [buildAnswer('recommend', 10, late)] } };
    await inBothOrders(nine, ten, { n: 1, histogram: { 9: 1, 10: 0 } }, 'nps');
  });

  test('instants are compared, not their texts', async () => {
    const response = buildResponse();
    const first = { response: { ...response, answers: at(5, '2026-11-22T08:59:55+02:00') } };
    const second = { response: { ...response, answers: at(2, '2026-11-22T06:59:56Z') } };
    await inBothOrders(first, second, { n: 1, histogram: { 2: 1, 5: 0 } });
  });

  test('instants are compared beyond the millisecond', async () => {
    const response = buildResponse();
    const first = { response: { ...response, answers: at(5, '2026-11-22T06:59:55.4001Z') } };
    const second = { response: { ...response, answers: at(2, '2026-11-22T06:59:55.400900Z') } };
    await inBothOrders(first, second, { n: 1, histogram: { 2: 1, 5: 0 } });
  });

  test('null withdraws it', async () => {
    const response = buildResponse();
    const given = { response: { ...response, answers: at(5, early) } };
    const withdrawn = { response: { ...response, answers: at(null, late) } };
    await inBothOrders(given, withdrawn, { n: 0, funnel: { shown: 1, started: 0, open: 1 } });
  });

  test('given again after it was withdrawn, it counts', async () => {
    const response = buildResponse();
    const withdrawn = { response: { ...response, answers: at(null, early) } };
    const given = { response: { ...response, answers: at(3, late) } };
    await inBothOrders(withdrawn, given, { n: 1, histogram: { 3: 1 }, funnel: { started: 1 } });
  });
});

describe('answers to several questions', () => {
  test('add up from sends that each know only one of them', async () => {
    await using collector = await startCollector();
    const response = buildResponse();
    const outcomes = await send(collector, [
      { response: { ...response, answers: [buildAnswer('why', 'Slow')] } },
      { response: { ...response, answers: [buildAnswer('satisfaction', 2)] } },
      {
        response: { ...response, answers: [buildAnswer('satisfaction', 2), buildAnswer('why', 'Slow')] },
      },
    ]);
    expect(outcomes).toEqual(['accepted', 'accepted', 'repeated']);
    expect(await row(collector)).toMatchObject({ n: 1, funnel: { shown: 1, started: 1 } });
  });

  test('withdrawing one of them leaves the response started', async () => {
    await using collector = await startCollector();
    const response = buildResponse();
    await send(collector, [
      { response: { ...response, answers: [buildAnswer('satisfaction', 2), buildAnswer('why', 'Slow')] } },
      { response: { ...response, answers: [buildAnswer('satisfaction', null, late)] } },
    ]);
    expect(await row(collector)).toMatchObject({ n: 0, funnel: { shown: 1, started: 1 } });
  });
});

describe('times merge to the earliest', () => {
  test('shown, and the response moves to its day', async () => {
    const response = buildCsat(4);
    const earlier = { ...response, shown: '2026-11-21T23:59:59Z' };
    for (const states of [
      [response, earlier],
      [earlier, response],
    ]) {
      await using collector = await startCollector();
      await send(
        collector,
        states.map((state) => ({ response: state })),
      );
      const { body } = await collector.counts({ metric: 'csat', interval: 'day' });
      expect(body.rows).toMatchObject([{ period: '2026-11-21', n: 1, funnel: { shown: 1 } }]);
    }
  });

  test('completed', async () => {
    await using collector = await startCollector();
    const response = buildCsat(4);
    const outcomes = await send(
      collector,
      [late, '2026-11-22T06:59:59.500Z', early, late].map((completed) => ({
        response: { ...response, completed },
      })),
    );
    expect(outcomes).toEqual(['accepted', 'repeated', 'accepted', 'repeated']);
  });

  test('dismissed, with its reason', async () => {
    const response = buildResponse();
    const closed = { response: { ...response, dismissed: { at: late, reason: 'closed' as const } } };
    const timeout = { response: { ...response, dismissed: { at: early, reason: 'timeout' as const } } };
    await inBothOrders(closed, timeout, { funnel: { shown: 1, dismissed: 0, ignored: 1, open: 0 } });
  });
});

test('completed outranks dismissed', async () => {
  const response = buildCsat(4);
  const dismissed = { response: { ...response, dismissed: { at: early, reason: 'later' as const } } };
  const completed = { response: { ...response, completed: late } };
  await inBothOrders(dismissed, completed, { funnel: { shown: 1, completed: 1, dismissed: 0, ignored: 0 } });
});

describe('a person', () => {
  test('who was anonymous becomes known, and stays so', async () => {
    await using collector = await startCollector();
    const response = buildCsat(4);
    const outcomes = await send(collector, [
      { response },
      { response, person: { id: 'u-17' } },
      { response },
      { response, person: { traits: { plan: 'pro' } } },
      { response, person: { id: 'u-17' } },
      { response, person: { id: 'u-18' } },
    ]);
    expect(outcomes).toEqual([
      'accepted',
      'accepted',
      'repeated',
      'accepted',
      'repeated',
      'response_conflict',
    ]);
    const { body } = await collector.counts({ metric: 'csat', by: 'plan' });
    expect(body.rows).toMatchObject([{ group: { plan: 'pro' }, n: 1 }]);
  });

  test('has traits, account and role that merge one by one, the greater text first', async () => {
    const response = buildCsat(4);
    const a = { id: 'u-1', account: 'acme', traits: { plan: 'basic', vintage: '2026-01' } };
    const b = { id: 'u-1', role: 'user', traits: { plan: 'pro' } };
    for (const persons of [
      [a, b],
      [b, a],
    ]) {
      await using collector = await startCollector();
      await send(
        collector,
        persons.map((person) => ({ response, person })),
      );
      const merged = {
        id: 'u-1',
        account: 'acme',
        role: 'user',
        traits: { plan: 'pro', vintage: '2026-01' },
      };
      expect(await send(collector, [{ response, person: merged }])).toEqual(['repeated']);
      const byPlan = await collector.counts({ metric: 'csat', by: 'plan' });
      expect(byPlan.body.rows).toMatchObject([{ group: { plan: 'pro' }, n: 1 }]);
      const byVintage = await collector.counts({ metric: 'csat', by: 'vintage' });
      expect(byVintage.body.rows).toMatchObject([{ group: { vintage: '2026-01' }, n: 1 }]);
    }
  });
});

describe('any other field', () => {
  test.each([
    ['locale', { locale: 'de' }, { locale: 'en' }, 'locale', 'en'],
    ['channel', { channel: 'inline' as const }, { channel: 'link' as const }, 'channel', 'link'],
    ['facts', { facts: { queue: 'a', z: 1 } }, { facts: { queue: 'b' } }, 'fact:queue', 'b'],
  ])('%s: present beats absent, then the greater text', async (_field, less, greater, by, value) => {
    const response = buildCsat(4);
    const [lesser, greatest] = [
      { ...response, ...less },
      { ...response, ...greater },
    ];
    for (const states of [
      [response, lesser, greatest],
      [greatest, lesser, response],
      [lesser, response, greatest],
    ]) {
      await using collector = await startCollector();
      await send(
        collector,
        states.map((state) => ({ response: state })),
      );
      const { body } = await collector.counts({ metric: 'csat', by });
      expect(body.rows).toMatchObject([{ group: { [by]: value }, n: 1 }]);
    }
  });
});

describe('what is fixed', () => {
  test.each([
    ['touchpoint', buildNps(4), { touchpoint: 'ticket_closed' }],
    ['survey', buildCsat(4), { survey: 'relationship-nps', answers: [] }],
    ['version', buildCsat(4), { version: 2 }],
  ])('another %s is a conflict, and the others of the envelope are kept', async (_field, response, other) => {
    await using collector = await startCollector();
    const reworded = buildSurvey({ id: 'satisfaction', type: 'csat', text: 'And now?' });
    const { surveys } = buildProgram();
    await collector.putProgram(buildProgram({ surveys: { ...surveys, 'support-csat': reworded } }));

    await send(collector, [{ response }]);
    const conflicting = { ...response, ...other };
    const { status, body } = await collector.post(
      buildEnvelope({ responses: [buildCsat(1), conflicting, buildCsat(2)] }),
    );
    expect(status).toBe(200);
    expect(body).toMatchObject({
      accepted: 2,
      repeated: 0,
      rejected: [{ id: response.id, code: 'response_conflict', detail: expect.any(String) }],
    });
    expect(await send(collector, [{ response }])).toEqual(['repeated']);
  });
});
