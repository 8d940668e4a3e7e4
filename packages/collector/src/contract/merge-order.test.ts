import { randomUUID } from 'node:crypto';
import type { Answer, Person, Response } from '@milepost/protocol';
import {
  buildEnvelope,
  buildProgram,
  createRandom,
  type Random,
  startCollector,
  type TestCollector,
} from '@milepost/testkit';
import { expect, test } from 'vitest';

/** What one send brings, to a touchpoint that is chosen later. */
interface State {
  sent: string;
  person: Person | undefined;
  response: Omit<Response, 'id' | 'touchpoint'>;
}

const orders = [
  [0, 1, 2],
  [0, 2, 1],
  [1, 0, 2],
  [1, 2, 0],
  [2, 0, 1],
  [2, 1, 0],
];

const touchpointOf = (order: number) => `order_${order}`;

/** A program with a touchpoint for every order, so that their scores can be compared. */
function programOf(count: number) {
  const { touchpoints, surveys } = buildProgram();
  const touchpoint = touchpoints['ticket_closed'];
  if (!touchpoint) throw new Error('the program has no such touchpoint');
  return buildProgram({
    surveys,
    timezone: 'America/New_York',
    touchpoints: Object.fromEntries(
      Array.from({ length: count }, (_, order) => [touchpointOf(order), touchpoint]),
    ),
  });
}

async function send(
  collector: TestCollector,
  { touchpoint, states }: { touchpoint: string; states: State[] },
) {
  const id = randomUUID();
  for (const { sent, person, response } of states) {
    const { status, body } = await collector.post(
      buildEnvelope({ sent, responses: [{ ...response, id, touchpoint }], ...(person && { person }) }),
    );
    expect([status, body.rejected]).toEqual([200, []]);
  }
}

/** Everything that can be read about every touchpoint, which must be the same for all. */
async function readings(collector: TestCollector, count: number): Promise<string[]> {
  const all = await Promise.all(
    ['touchpoint', 'locale', 'channel', 'plan', 'fact:queue'].map(async (by) => {
      const { body } = await collector.counts({
        metric: 'csat',
        interval: 'day',
        by: by === 'touchpoint' ? by : `touchpoint,${by}`,
      });
      return body.rows.map(({ group: { touchpoint, ...group }, ...row }) => ({
        touchpoint,
        row: { by, group, ...row },
      }));
    }),
  );
  return Array.from({ length: count }, (_, order) =>
    JSON.stringify(
      all.flat().flatMap(({ touchpoint, row }) => (touchpoint === touchpointOf(order) ? [row] : [])),
    ),
  );
}

const maybe = <T>(random: Random, make: () => T): T | undefined => (random() < 0.5 ? make() : undefined);

function without<T extends object>(all: T): { [K in keyof T]: Exclude<T[K], undefined> } {
  return Object.fromEntries(Object.entries(all).filter(([, value]) => value !== undefined)) as never;
}

const times = ['2026-11-22T04:58:00Z', '2026-11-22T04:59:30.5Z', '2026-11-22T05:00:10+00:00'];

function randomAnswers(random: Random): Answer[] {
  return ['satisfaction', 'why']
    .filter(() => random() < 0.6)
    .map((question) => {
      const given = question === 'why' ? random.pick(['a', 'b']) : random.int(1, 5);
      return without({
        question,
        value: random() < 0.2 ? null : given,
        at: maybe(random, () => random.pick(times)),
      }) as Answer;
    });
}

function randomState(random: Random): State {
  return {
    sent: random.pick(['2026-11-22T07:00:03Z', '2026-11-22T06:40:00Z', '2026-11-22T07:20:00Z']),
    person: maybe(random, () =>
      without({
        id: maybe(random, () => 'u-1'),
        role: maybe(random, () => random.pick(['a', 'b'])),
        traits: maybe(random, () => ({ plan: random.pick(['basic', 'pro', 7]) })),
      }),
    ) as Person | undefined,
    response: without({
      survey: 'support-csat',
      version: 1,
      shown: random.pick(times),
      answers: maybe(random, () => randomAnswers(random)),
      completed: maybe(random, () => random.pick(times)),
      dismissed: maybe(random, () => ({
        at: random.pick(times),
        reason: random.pick(['closed', 'escape', 'later', 'timeout', 'superseded'] as const),
      })),
      locale: maybe(random, () => random.pick(['en', 'de', 'fr'])),
      channel: maybe(random, () => random.pick(['inline', 'link'] as const)),
      facts: maybe(random, () => ({ queue: random.pick(['a', 'b']), n: random.int(1, 12) })),
    }) as State['response'],
  };
}

test('any order of three states of a response gives the same scores', async () => {
  const random = createRandom(20261122);
  await using collector = await startCollector({ program: programOf(orders.length) });
  for (let round = 0; round < 60; round++) {
    const states = [randomState(random), randomState(random), randomState(random)];
    for (const [order, places] of orders.entries())
      await send(collector, {
        touchpoint: touchpointOf(order),
        states: places.map((place) => states[place] as State),
      });
    const read = await readings(collector, orders.length);
    expect(new Set(read).size, `round ${round}: ${JSON.stringify(states)}`).toBe(1);
    expect(read[0]).not.toBe('[]');
  }
}, 60_000);

test('any repetition, and any loss of an earlier send, gives the same scores', async () => {
  const random = createRandom(42);
  const variants = 4;
  await using collector = await startCollector({ program: programOf(variants) });
  for (let round = 0; round < 30; round++) {
    const [first, last] = [randomState(random), randomState(random)];
    // Each send of a device carries the whole response so far, so the last one holds what the first one held.
    const whole: State = {
      ...last,
      person: first.person ?? last.person,
      response: { ...last.response, ...first.response, answers: first.response.answers ?? [] },
    };
    const sends = [
      [whole],
      [first, whole],
      [whole, first],
      random.shuffle([first, whole, first, whole, whole]),
    ];
    const sameClock = sends.map((states) => states.map((state) => ({ ...state, sent: last.sent })));
    for (const [order, states] of sameClock.entries())
      await send(collector, { touchpoint: touchpointOf(order), states });
    const read = await readings(collector, variants);
    expect(new Set(read).size, `round ${round}: ${JSON.stringify([first, whole])}`).toBe(1);
  }
}, 60_000);
