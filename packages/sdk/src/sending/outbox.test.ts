import { limits } from '@milepost/protocol/limits';
import { beforeEach, describe, expect, test } from 'vitest';
import { memoryStorage, status, stored } from '../ports/fake-ports.fixture.ts';
import {
  answered,
  bench,
  clearBench,
  device,
  id,
  keep,
  marked,
  open,
  put,
  response,
  sentIds,
  sentStates,
  waiting,
} from './outbox.fixture.ts';
import { createOutbox, maxAgeMs, maxParcels } from './outbox.ts';
import type { Reply } from './sending-ports.ts';

beforeEach(clearBench);

describe('outbox', () => {
  test('persists a state before it is sent, and forgets it when the collector has it', async () => {
    let atSend: unknown;
    bench.ports.answer = () => {
      atSend = [waiting(), marked()];
      return stored;
    };
    void open().put({ person: { id: 'u-17' }, response: response() });
    await bench.ports.pass(0);
    expect(atSend).toEqual([1, true]);
    expect([bench.kept.size, marked()]).toEqual([0, false]);
    expect(bench.log).toEqual(['1 sending', '1 sent']);
    expect(bench.ports.posts[0]?.body).toEqual({
      key: 'mp_pub_test',
      sent: '2026-11-22T07:00:00.000Z',
      person: { id: 'u-17' },
      responses: [response()],
    });
  });

  test('keeps a copy of what was answered, and of nothing else', async () => {
    const outbox = open();
    put(outbox, answered(4));
    put(outbox, { ...answered(null), id: id(2) });
    await bench.ports.pass(0);
    expect(await outbox.all()).toEqual([{ person: null, response: answered(4), stored: true }]);
    expect(marked()).toBe(false);
  });

  test('touches no database while there is nothing to keep', async () => {
    let opened = 0;
    bench.ports = device({
      parcels: () => ({
        all: async () => {
          opened += 1;
          return [];
        },
        change: async () => {
          opened += 1;
        },
      }),
    });
    open();
    bench.ports.leave();
    bench.ports.online();
    await bench.ports.pass(600_000);
    expect(opened).toBe(0);
  });

  test('sends the later state too when it changed while one was on its way', async () => {
    let answer: (reply: Reply) => void = () => {};
    bench.ports.answer = () => new Promise((resolve) => (answer = resolve));
    const outbox = open();
    put(outbox, response());
    await bench.ports.pass(0);
    put(outbox, response({ completed: '2026-11-22T07:00:01.000Z' }));
    await bench.ports.pass(0);
    expect(bench.ports.posts).toHaveLength(1);
    bench.ports.answer = () => stored;
    answer(stored);
    await bench.ports.pass(0);
    expect(sentStates().map((state) => state?.completed)).toEqual([undefined, '2026-11-22T07:00:01.000Z']);
    expect(bench.log).toEqual(['1 sending', '1 sending', '1 sent']);
    expect(waiting()).toBe(0);
  });

  test('sends what an earlier page left behind, once the mark says that there is something', async () => {
    const entries = new Map<string, string>();
    bench.ports = device({ device: memoryStorage(entries), answer: () => status(0) });
    const first = open();
    put(first, response());
    await bench.ports.pass(0);
    first.stop();
    bench.ports = device({ device: memoryStorage(entries) });
    open();
    await bench.ports.pass(0);
    expect(sentIds()).toEqual(['1']);
    expect([waiting(), marked()]).toEqual([0, false]);
  });

  test('sends everything at once when the page may be going, but not twice what is on its way', async () => {
    bench.ports.answer = () => new Promise(() => {});
    const outbox = open();
    put(outbox, response());
    await bench.ports.pass(0);
    put(outbox, response({ id: id(2) }));
    bench.ports.leave();
    bench.ports.leave();
    expect(sentIds()).toEqual(['1', '2']);
  });

  test('sends on leaving what was answered 0 ms before, with a database that does not answer', () => {
    bench.ports = device({
      parcels: () => ({ all: () => new Promise(() => {}), change: () => new Promise(() => {}) }),
    });
    put(open(), answered(4));
    bench.ports.leave();
    expect(sentIds()).toEqual(['1']);
  });

  test('keeps so many responses, the latest, and none that the collector would not take any more', async () => {
    expect(maxAgeMs).toBe(limits.maxAgeDays * 86_400_000);
    const before = (ms: number) => new Date(bench.ports.now() - ms).toISOString();
    const all = maxParcels + 10;
    for (let nth = 0; nth < all; nth++)
      keep({ person: null, response: response({ id: id(nth), shown: before((all - nth) * 1_000) }) });
    keep({ person: null, response: response({ id: id(98), shown: before(maxAgeMs) }) });
    keep({ person: null, response: response({ id: id(99), shown: before(maxAgeMs + 1) }), stored: true });
    bench.ports.answer = () => status(0);
    bench.ports.device.set('mp:test:out', 1);
    open();
    await bench.ports.pass(0);
    expect(bench.kept.size).toBe(maxParcels);
    expect(bench.kept.has(id(all - 1))).toBe(true);
    // The copy, which the collector has, goes without a word.
    expect(bench.log.filter((line) => line.includes('dropped expired'))).toHaveLength(11);
  });

  test('sends what it holds when it is stopped; after that nothing, and leaves no listener behind', async () => {
    bench.ports.answer = () => status(0);
    const before = bench.ports.listening();
    const outbox = open();
    put(outbox, response());
    await bench.ports.pass(0);
    outbox.stop();
    expect(bench.ports.listening()).toBe(before);
    bench.ports.online();
    bench.ports.leave();
    await bench.ports.pass(600_000);
    expect(bench.ports.posts).toHaveLength(2);
    expect(waiting()).toBe(1);
  });

  test('goes on when a host that listens throws', async () => {
    const errors: unknown[] = [];
    const note = (error: unknown) => errors.push(error);
    process.once('uncaughtException', note);
    const outbox = createOutbox({
      ports: bench.ports,
      collector: '',
      key: '',
      prefix: 'mp:test:',
      onDelivery: () => {
        if (errors.length === 0) throw new Error('of the host');
      },
      onDropped: () => {},
    });
    put(outbox, response());
    await bench.ports.pass(0);
    expect(bench.ports.posts).toHaveLength(1);
    expect(bench.kept.size).toBe(0);
    process.off('uncaughtException', note);
  });
});
