import type { Response } from '@milepost/protocol';
import { beforeEach, describe, expect, test } from 'vitest';
import { type FakePorts, fakePorts, memoryStorage, ok, status, stored } from '../ports/fake-ports.fixture.ts';
import { createOutbox, type Outbox } from './outbox.ts';
import type { Reply } from './sending-ports.ts';

const place = 'mp:test:out:';
let ports: FakePorts;
let log: string[];

function response(change: Partial<Response> = {}): Response {
  return {
    id: '019a0000-0000-7000-8000-000000000001',
    touchpoint: 'ticket_closed',
    survey: 'support-csat',
    version: 1,
    shown: new Date(ports.now()).toISOString(),
    ...change,
  };
}

function open(): Outbox {
  return createOutbox({
    ports,
    collector: 'http://127.0.0.1:4600',
    key: 'mp_pub_test',
    place,
    onDelivery: (id, delivery) => log.push(`${id.slice(-1)} ${delivery}`),
    onDropped: ({ response: { id } }, code) => log.push(`${id.slice(-1)} dropped ${code}`),
  });
}

const waiting = () => ports.device.keys(place).length;
const sentStates = () => ports.posts.map(({ body }) => (body['responses'] as Response[])[0]);

beforeEach(() => {
  ports = fakePorts();
  log = [];
});

describe('outbox', () => {
  test('persists a state before it is sent, and forgets it when the collector has it', async () => {
    let persistedAtSend = 0;
    ports.answer = () => {
      persistedAtSend = waiting();
      return stored;
    };
    open().put({ person: { id: 'u-17' }, response: response() });
    await ports.pass(0);
    expect(persistedAtSend).toBe(1);
    expect(waiting()).toBe(0);
    expect(log).toEqual(['1 sending', '1 sent']);
    expect(ports.posts[0]?.body).toMatchObject({ key: 'mp_pub_test', person: { id: 'u-17' } });
    expect(ports.posts[0]?.body['sent']).toBe('2026-11-22T07:00:00.000Z');
  });

  test('keeps a state through failures and sends it again, later each time', async () => {
    ports.answer = () => status(0);
    open().put({ person: null, response: response() });
    await ports.pass(0);
    expect(log).toEqual(['1 sending', '1 kept']);
    await ports.pass(749);
    expect(ports.posts).toHaveLength(1);
    await ports.pass(1);
    expect(ports.posts).toHaveLength(2);
    await ports.pass(1_499);
    expect(ports.posts).toHaveLength(2);
    await ports.pass(1);
    expect(ports.posts).toHaveLength(3);
    ports.answer = () => stored;
    await ports.pass(3_000);
    expect(waiting()).toBe(0);
  });

  test.each([429, 503])('waits as long as a %d asks, even when there is more to send', async (code) => {
    ports.answer = () => status(code, 10_000);
    const outbox = open();
    outbox.put({ person: null, response: response() });
    await ports.pass(5_000);
    outbox.put({ person: null, response: response({ locale: 'en' }) });
    await ports.pass(4_999);
    expect(ports.posts).toHaveLength(1);
    ports.answer = () => stored;
    await ports.pass(1);
    expect(sentStates()[1]).toMatchObject({ locale: 'en' });
    expect(waiting()).toBe(0);
  });

  test.each([401, 403, 500])('keeps a response through a %d', async (code) => {
    ports.answer = () => status(code);
    open().put({ person: null, response: response() });
    await ports.pass(60_000);
    expect(waiting()).toBe(1);
  });

  test('sends the later state too when it changed while one was on its way', async () => {
    let answer: (reply: Reply) => void = () => {};
    ports.answer = () => new Promise((resolve) => (answer = resolve));
    const outbox = open();
    outbox.put({ person: null, response: response() });
    await ports.pass(0);
    outbox.put({ person: null, response: response({ completed: '2026-11-22T07:00:01.000Z' }) });
    await ports.pass(0);
    expect(ports.posts).toHaveLength(1);
    ports.answer = () => stored;
    answer(stored);
    await ports.pass(0);
    expect(sentStates().map((state) => state?.completed)).toEqual([undefined, '2026-11-22T07:00:01.000Z']);
    expect(waiting()).toBe(0);
  });

  test('drops what the collector will never take, and says so', async () => {
    ports.answer = () =>
      ok({ accepted: 0, repeated: 0, rejected: [{ id: 'x', code: 'question_unknown', detail: '' }] });
    open().put({ person: null, response: response() });
    await ports.pass(0);
    expect(log).toEqual(['1 sending', '1 dropped question_unknown']);
    expect(waiting()).toBe(0);
    await ports.pass(600_000);
    expect(ports.posts).toHaveLength(1);
  });

  test('drops an envelope that is not understood', async () => {
    ports.answer = () => ({ status: 400, body: { code: 'envelope_invalid' }, retryAfterMs: null });
    open().put({ person: null, response: response() });
    await ports.pass(600_000);
    expect(log).toEqual(['1 sending', '1 dropped envelope_invalid']);
  });

  test('sends what an earlier page left behind', async () => {
    const entries = new Map<string, string>();
    ports = fakePorts({ device: memoryStorage(entries), answer: () => status(0) });
    const first = open();
    first.put({ person: null, response: response() });
    await ports.pass(0);
    first.stop();
    ports = fakePorts({ device: memoryStorage(entries) });
    open();
    await ports.pass(0);
    expect(ports.posts).toHaveLength(1);
    expect(waiting()).toBe(0);
  });

  test('sends everything at once when the page may be going', async () => {
    ports.answer = () => new Promise(() => {});
    const outbox = open();
    outbox.put({ person: null, response: response() });
    outbox.put({ person: null, response: response({ id: '019a0000-0000-7000-8000-000000000002' }) });
    await ports.pass(0);
    expect(ports.posts).toHaveLength(1);
    ports.leave();
    expect(sentStates().map((state) => state?.id.slice(-1))).toEqual(['1', '1', '2']);
  });

  test('tries at once when the network is back', async () => {
    ports.answer = () => status(0);
    open().put({ person: null, response: response() });
    await ports.pass(0);
    ports.answer = () => stored;
    ports.online();
    await ports.pass(0);
    expect(waiting()).toBe(0);
  });

  test('keeps at most 50 responses, the latest, and none older than 30 days', async () => {
    ports.answer = () => status(0);
    for (let nth = 0; nth < 60; nth++) {
      const id = `019a0000-0000-7000-8000-0000000000${String(nth).padStart(2, '0')}`;
      ports.device.set(`${place}${id}`, { person: null, response: response({ id }) });
    }
    const old = response({ id: '01990000-0000-7000-8000-000000000099', shown: '2026-10-01T00:00:00.000Z' });
    ports.device.set(`${place}${old.id}`, { person: null, response: old });
    open();
    expect(waiting()).toBe(50);
    expect(ports.device.keys(`${place}${old.id}`)).toEqual([]);
    expect(ports.device.keys(`${place}019a0000-0000-7000-8000-000000000059`)).toHaveLength(1);
    expect(log.filter((line) => line.includes('dropped'))).toHaveLength(11);
  });

  test('does nothing any more after it was stopped', async () => {
    ports.answer = () => status(0);
    const outbox = open();
    outbox.put({ person: null, response: response() });
    await ports.pass(0);
    outbox.stop();
    ports.online();
    ports.leave();
    await ports.pass(600_000);
    expect(ports.posts).toHaveLength(1);
    expect(waiting()).toBe(1);
  });

  test.each([
    ['a page of somebody else', { status: 200, body: null, retryAfterMs: null }],
    ['JSON of somebody else', { status: 200, body: { ok: true }, retryAfterMs: null }],
    ['a refusal of somebody else', { status: 413, body: null, retryAfterMs: null }],
  ])('keeps a response that %s is answered to', async (_, reply) => {
    ports.answer = () => reply;
    open().put({ person: null, response: response() });
    await ports.pass(0);
    expect(waiting()).toBe(1);
    expect(log.at(-1)).toBe('1 kept');
    ports.answer = () => stored;
    await ports.pass(60_000);
    expect(waiting()).toBe(0);
  });

  test('one that always fails holds up nobody behind it', async () => {
    ports.answer = () => (sentStates().at(-1)?.id.endsWith('1') ? status(500) : stored);
    const outbox = open();
    outbox.put({ person: null, response: response() });
    outbox.put({ person: null, response: response({ id: '019a0000-0000-7000-8000-000000000002' }) });
    await ports.pass(0);
    expect(log).toContain('2 sent');
    expect(waiting()).toBe(1);
  });

  test('clears away what is no parcel of ours, and goes on', async () => {
    ports.device.set(`${place}broken`, { person: null });
    ports.device.set(`${place}text`, 'not a parcel');
    open().put({ person: null, response: response() });
    await ports.pass(0);
    expect(log).toEqual(['1 sending', '1 sent']);
    expect(waiting()).toBe(0);
  });

  test('does not ask before the time that the collector named, not even when the page may be going', async () => {
    ports.answer = () => status(503, 30_000);
    open().put({ person: null, response: response() });
    await ports.pass(0);
    ports.leave();
    ports.online();
    await ports.pass(29_999);
    expect(ports.posts).toHaveLength(1);
  });
});
