import type { Answer, Response } from '@milepost/protocol';
import { beforeEach, describe, expect, test } from 'vitest';
import { type FakePorts, fakePorts, memoryStorage, status, stored } from '../ports/fake-ports.fixture.ts';
import { forget, sent } from './copies.ts';
import { memoryParcels } from './memory-parcels.fixture.ts';
import { createOutbox, type Outbox } from './outbox.ts';
import type { KeptParcel, Parcels } from './parcels.ts';
import type { Reply } from './sending-ports.ts';

/** What all tabs of the device have in common. */
let kept: Map<string, string>;
let entries: Map<string, string>;
let ports: FakePorts;
let log: string[];

const id = '019a0000-0000-7000-8000-000000000001';
const answer = (value: Answer['value'], second: number, question = 'satisfaction'): Answer => ({
  question,
  value,
  at: `2026-11-22T07:00:0${second}.000Z`,
});
const response = (...answers: Answer[]): Response => ({
  id,
  touchpoint: 'ticket_closed',
  survey: 'support-csat',
  version: 1,
  shown: '2026-11-22T07:00:00.000Z',
  ...(answers.length > 0 && { answers }),
});

const device = (overrides: Partial<FakePorts> = {}) =>
  fakePorts({
    consented: true,
    parcels: () => memoryParcels(kept),
    device: memoryStorage(entries),
    ...overrides,
  });
const tab = (of = ports): Outbox =>
  createOutbox({
    ports: of,
    collector: '',
    key: '',
    prefix: 'mp:test:',
    onDelivery: (_, delivery) => log.push(delivery),
    onDropped: (_, code) => log.push(code),
  });
const put = (outbox: Outbox, of: Response) => void outbox.put({ person: null, response: of });
const keep = (parcel: KeptParcel) => kept.set(parcel.response.id, JSON.stringify(parcel));
const keptStates = () => [...kept.values()].map((text) => JSON.parse(text) as KeptParcel);
const posted = (of = ports) => of.posts.map(({ body }) => (body['responses'] as Response[])[0]?.answers);

beforeEach(() => {
  kept = new Map();
  entries = new Map();
  log = [];
  ports = device();
});

describe('two tabs', () => {
  test('send one at a time', async () => {
    let last: Promise<unknown> = Promise.resolve();
    const alone = (_: string, work: () => Promise<void>) => {
      const mine = last.then(work);
      last = mine;
      return mine;
    };
    let onTheWay = 0;
    let most = 0;
    const slow = async () => {
      most = Math.max(most, ++onTheWay);
      await new Promise((passed) => setImmediate(passed));
      onTheWay--;
      return stored;
    };
    ports = device({ alone, answer: slow });
    const other = device({ alone, answer: slow });
    put(tab(), response(answer(4, 1)));
    put(tab(other), { ...response(answer(3, 1)), id: id.replace(/1$/, '2') });
    await ports.pass(0);
    await other.pass(0);
    expect(ports.posts.length + other.posts.length).toBe(2);
    expect(most).toBe(1);
    expect(keptStates().every((parcel) => parcel.stored)).toBe(true);
  });

  test('send once what one of them has sent for both', async () => {
    let free = () => {};
    const turn = new Promise<void>((resolve) => (free = resolve));
    const waiting = device({ alone: (_, work) => turn.then(work) });
    put(tab(waiting), response(answer(4, 1)));
    await waiting.pass(0);
    tab();
    await ports.pass(0);
    free();
    await waiting.pass(0);
    expect(posted()).toEqual([[answer(4, 1)]]);
    expect(posted(waiting)).toEqual([]);
    expect(log).toEqual(['sending', 'sent', 'sent']);
  });

  test('never delete what the other has answered since', async () => {
    let reply: (reply: Reply) => void = () => {};
    const other = device({ answer: () => new Promise((resolve) => (reply = resolve)) });
    keep({ person: null, response: response(answer(4, 1)) });
    entries.set('mp:test:out', '1');
    tab(other);
    await other.pass(0);
    ports.answer = () => status(0);
    put(tab(), response(answer(2, 2)));
    await ports.pass(0);
    reply(stored);
    await other.pass(0);
    expect(keptStates()).toEqual([{ person: null, response: response(answer(2, 2)) }]);
  });
});

describe('a database that', () => {
  const never = () => new Promise<never>(() => {});
  const refuse = () => Promise.reject(new DOMException('no', 'SecurityError'));
  test.each<[string, Parcels]>([
    ['hangs', { all: never, change: never }],
    ['is refused', { all: refuse, change: refuse }],
  ])('%s keeps nothing from being stored elsewhere, sent, and sent again', async (_, broken) => {
    ports = device({ parcels: () => broken, answer: () => status(0) });
    const first = tab();
    put(first, response(answer(4, 1)));
    await ports.pass(10_000);
    expect(posted().length).toBeGreaterThan(1);
    first.stop();
    ports = device({ parcels: () => broken });
    const second = tab();
    await ports.pass(10_000);
    expect(posted()).toEqual([[answer(4, 1)]]);
    await ports.pass(10_000);
    const copies = sent(second);
    await ports.pass(10_000);
    expect(await copies).toMatchObject([{ id, answers: { satisfaction: 4 }, stored: true }]);
    expect(JSON.parse(entries.get('mp:test:parcels') ?? '')).toHaveProperty(id);
  });

  test('could not be looked into leaves the mark for the next page', async () => {
    keep({ person: null, response: response() });
    entries.set('mp:test:out', '1');
    ports = device({ parcels: () => ({ all: refuse, change: refuse }), chance: Math.random });
    tab();
    await ports.pass(1_000);
    expect(entries.has('mp:test:out')).toBe(true);
    ports = device();
    tab();
    await ports.pass(0);
    expect(posted()).toHaveLength(1);
    expect(entries.has('mp:test:out')).toBe(false);
  });

  test('is back takes over what was kept elsewhere', async () => {
    entries.set(
      'mp:test:parcels',
      JSON.stringify({ [id]: { person: null, response: response(answer(4, 1)) } }),
    );
    entries.set('mp:test:out', '1');
    tab();
    await ports.pass(0);
    expect(posted()).toEqual([[answer(4, 1)]]);
    expect(await sent(tab())).toMatchObject([{ answers: { satisfaction: 4 }, stored: true }]);
    expect([keptStates().length, entries.has('mp:test:parcels')]).toEqual([1, false]);
  });
});

describe('consent', () => {
  test('is needed for everything', async () => {
    ports = device({ consented: false });
    const outbox = tab();
    put(outbox, response(answer(4, 1)));
    ports.leave();
    await ports.pass(60_000);
    expect([ports.posts, await outbox.all(), kept.size, entries.size]).toEqual([[], [], 0, 0]);
  });

  test('that is denied takes back what has not been sent, also for after a later grant', async () => {
    ports.answer = () => status(0);
    const outbox = tab();
    put(outbox, response(answer(4, 1)));
    await ports.pass(0);
    ports.consented = false;
    void outbox.send();
    kept.clear();
    entries.clear();
    ports.leave();
    ports.online();
    await ports.pass(60_000);
    expect(ports.posts).toHaveLength(1);
    expect([kept.size, entries.size]).toEqual([0, 0]);
    ports.consented = true;
    ports.answer = () => stored;
    ports.online();
    await ports.pass(600_000);
    expect(ports.posts).toHaveLength(1);
    put(outbox, response(answer(2, 2)));
    await ports.pass(0);
    expect(posted().at(-1)).toEqual([answer(2, 2)]);
    expect(keptStates()).toHaveLength(1);
  });

  test('that is denied while a response is on its way leaves no copy of it', async () => {
    let reply: (reply: Reply) => void = () => {};
    ports.answer = () => new Promise((resolve) => (reply = resolve));
    put(tab(), response(answer(4, 1)));
    await ports.pass(0);
    ports.consented = false;
    kept.clear();
    reply(stored);
    await ports.pass(0);
    expect(kept.size).toBe(0);
  });
});

describe('what was answered on this device', () => {
  test('is listed newest first, the withdrawn left out, whatever the questions are called', async () => {
    const hostile = [answer(1, 1, '__proto__'), answer('x', 1, 'constructor'), answer(null, 1, 'why')];
    const outbox = tab();
    put(outbox, response(...hostile));
    put(outbox, { ...response(), id: id.replace(/1$/, '2') });
    await ports.pass(0);
    ports.answer = () => status(0);
    put(outbox, { ...response(answer(4, 2)), id: id.replace(/1$/, '3'), shown: '2026-11-22T07:00:01.000Z' });
    await ports.pass(0);
    const copies = await sent(outbox);
    expect(copies.map((copy) => [copy.id.slice(-1), copy.stored])).toEqual([
      ['3', false],
      ['1', true],
    ]);
    expect(copies[0]).toEqual({
      id: id.replace(/1$/, '3'),
      touchpoint: 'ticket_closed',
      survey: 'support-csat',
      shown: '2026-11-22T07:00:01.000Z',
      answers: { satisfaction: 4 },
      stored: false,
    });
    expect(Object.entries(copies[1]?.answers ?? {})).toEqual([
      ['__proto__', 1],
      ['constructor', 'x'],
    ]);
  });

  test('is withdrawn by sending it once more without its answers, later than all of them', async () => {
    const outbox = tab();
    put(outbox, response(answer(4, 1), answer('slow', 9, 'why')));
    await ports.pass(0);
    await forget(outbox, Date.parse('2026-11-22T07:00:05.000Z'));
    expect(posted().at(-1)).toEqual([answer(null, 5), answer(null, 9, 'why')]);
    expect([kept.size, await sent(outbox)]).toEqual([0, []]);
  });

  test('is gone from the device at once without a network, and withdrawn when there is one', async () => {
    const outbox = tab();
    put(outbox, response(answer('a secret', 1)));
    await ports.pass(0);
    ports.answer = () => status(0);
    await forget(outbox, Date.parse('2026-11-22T07:00:05.000Z'));
    expect(JSON.stringify([...kept.values(), ...entries.values()])).not.toContain('a secret');
    expect(await sent(outbox)).toEqual([]);
    outbox.stop();
    ports = device();
    tab();
    await ports.pass(0);
    expect(posted()).toEqual([[answer(null, 5)]]);
    expect(kept.size).toBe(0);
  });

  test('does not come back by a tab that goes on with an older state', async () => {
    const other = device({ answer: () => status(0) });
    const older = tab(other);
    put(older, response(answer(4, 1)));
    await other.pass(0);
    ports.answer = () => status(0);
    await forget(tab(), Date.parse('2026-11-22T07:00:05.000Z'));
    put(older, response(answer(4, 1), answer('more', 7, 'why')));
    await other.pass(0);
    expect(posted(other).at(-1)).toEqual([answer(null, 5), answer('more', 7, 'why')]);
  });

  test('is what it was when nothing was answered at all', async () => {
    const outbox = tab();
    await forget(outbox, 0);
    expect([ports.posts, await sent(outbox)]).toEqual([[], []]);
  });
});
