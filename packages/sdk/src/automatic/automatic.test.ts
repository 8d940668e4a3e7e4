// @vitest-environment happy-dom
import type { ClientProgram } from '@milepost/protocol';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { memoryStorage } from '../ports/fake-ports.fixture.ts';
import { type Rousing, rouse } from './automatic.ts';

const trigger = vi.fn<Rousing['trigger']>(async () => ({ status: 'not_asked', answers: {} }));
let given: Rousing;

beforeEach(() => {
  const spec = { survey: 'csat', triggers: [{ on: 'event', name: 'exported' }] };
  given = {
    ports: { consented: true, device: memoryStorage() } as Partial<Rousing['ports']> as Rousing['ports'],
    prefix: 'mp:',
    state: { busy: false, barred: false },
    program: { triggers: true, touchpoints: { exported: spec } } as unknown as ClientProgram,
    person: () => null,
    draw: async () => null,
    trigger,
    collector: 'https://cx.example.com',
    key: 'mp_pub_0123456789abcdef',
  };
});
afterEach(() => {
  given.state.unwatch?.();
  trigger.mockClear();
});

const happen = () => document.dispatchEvent(new CustomEvent('exported', { detail: { rows: 17 } }));

test('what the page reaches is triggered with its facts, as what no code asked for', () => {
  rouse(given);
  happen();
  expect(trigger.mock.calls).toEqual([['exported', { rows: 17 }, true]]);
});

test('nothing happens twice when somebody has come', () => {
  rouse(given);
  rouse(given);
  happen();
  expect(trigger).toHaveBeenCalledTimes(1);
});

test.each<[string, () => void]>([
  ['the program has no triggers', () => delete given.program?.triggers],
  ['the client was destroyed on the way', () => Object.assign(given.state, { barred: 'destroyed' })],
  ['the person said no on the way', () => Object.assign(given.ports, { consented: false })],
])('nothing is watched when %s', (_, change) => {
  change();
  rouse(given);
  happen();
  expect(given.state.unwatch).toBeUndefined();
  expect(trigger).not.toHaveBeenCalled();
});

test('nothing is watched after the stop', () => {
  rouse(given);
  given.state.unwatch?.();
  happen();
  expect(trigger).not.toHaveBeenCalled();
});
