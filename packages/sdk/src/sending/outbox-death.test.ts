import type { Response } from '@milepost/protocol';
import { describe, expect, test } from 'vitest';
import { fakePorts, memoryStorage, status, stored } from '../ports/fake-ports.fixture.ts';
import { memoryParcels } from './memory-parcels.fixture.ts';
import { createOutbox } from './outbox.ts';
import type { Parcels } from './parcels.ts';

const response = (value: number): Response => ({
  id: '019a0000-0000-7000-8000-000000000001',
  touchpoint: 'ticket_closed',
  survey: 'support-csat',
  version: 1,
  shown: '2026-11-22T07:00:00.000Z',
  answers: [{ question: 'satisfaction', value, at: `2026-11-22T07:00:0${value}.000Z` }],
});

/** A page whose database answers nothing once it hangs, as when the page dies before it does. */
function page(entries: Map<string, string>, kept = new Map<string, string>()) {
  const database = memoryParcels(kept);
  const hanging = { is: false };
  const never = new Promise<never>(() => {});
  const parcels: Parcels = {
    all: () => (hanging.is ? never : database.all()),
    change: (...change) => (hanging.is ? never : database.change(...change)),
  };
  const ports = fakePorts({ consented: true, parcels: () => parcels, device: memoryStorage(entries) });
  ports.answer = () => status(0);
  const nothing = () => {};
  const outbox = createOutbox({
    ports,
    collector: '',
    key: '',
    prefix: 'mp:test:',
    onDelivery: nothing,
    onDropped: nothing,
  });
  return { ports, outbox, hanging };
}

describe('a page that dies', () => {
  test('in the task of an answer leaves it to the next page', async () => {
    const entries = new Map<string, string>();
    const dying = page(entries);
    dying.hanging.is = true;
    void dying.outbox.put({ person: null, response: response(4) });
    const next = page(new Map(entries));
    next.ports.answer = () => stored;
    await next.ports.pass(0);
    expect(next.ports.posts.map(({ body }) => body['responses'])).toEqual([[response(4)]]);
  });

  test('while it looks for what is left leaves the mark that something is', async () => {
    const entries = new Map<string, string>();
    const kept = new Map<string, string>();
    const { ports, outbox, hanging } = page(entries, kept);
    await outbox.put({ person: null, response: response(4) });
    await ports.pass(0);
    hanging.is = true;
    void outbox.send();
    await ports.pass(0);
    expect(entries.get('mp:test:out')).toBeTruthy();
  });
});

test('what came ahead of the database is gone once the database has the last of it', async () => {
  const entries = new Map<string, string>();
  const kept = new Map<string, string>();
  const { ports, outbox } = page(entries, kept);
  void outbox.put({ person: null, response: response(2) });
  void outbox.put({ person: null, response: response(4) });
  expect(entries.get('mp:test:parcels')).toContain('"value":4');
  await ports.pass(0);
  expect(entries.has('mp:test:parcels')).toBe(false);
  expect([...kept.values()].map((text) => JSON.parse(text) as object)).toEqual([
    { person: null, response: response(4) },
  ]);
});
