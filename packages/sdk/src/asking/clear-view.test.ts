import { describe, expect, test } from 'vitest';
import { fakePorts } from '../ports/fake-ports.fixture.ts';
import { createClearView } from './clear-view.ts';

/** A screen that a test covers and types at. */
function screen({ clear = true, pressed = false } = {}) {
  const ports = fakePorts();
  const watching = new Set<(typed: boolean) => void>();
  const state = { clear };
  const view = createClearView({
    after: ports.after,
    isClear: () => state.clear,
    mayBeTyping: () => pressed,
    onScreen: (callback) => {
      watching.add(callback);
      return () => watching.delete(callback);
    },
  });
  const change = (typed = false) => {
    for (const callback of watching) callback(typed);
  };
  /** Waits, and tells whether the waiting is over. */
  const wait = (signal = new AbortController().signal) => {
    const waiting = { over: false };
    void view.whenClear(signal).then(() => {
      waiting.over = true;
    });
    return waiting;
  };
  const cover = (covered: boolean) => {
    state.clear = !covered;
    change();
  };
  return { ports, view, wait, cover, type: () => change(true), change, watching };
}

describe('the view', () => {
  test('is not waited for when it is clear, and nothing listens', async () => {
    const { ports, wait, watching } = screen();
    const waiting = wait();
    await ports.pass(0);
    expect(waiting.over).toBe(true);
    expect(watching.size).toBe(0);
  });

  test('is waited for, without a timer, until nothing covers it', async () => {
    const { ports, wait, cover, change, watching } = screen({ clear: false });
    const waiting = wait();
    change();
    await ports.pass(3_600_000);
    expect(waiting.over).toBe(false);
    expect(ports.listening()).toBe(0);
    cover(false);
    await ports.pass(0);
    expect(waiting.over).toBe(true);
    expect(watching.size).toBe(0);
  });

  test('is clear two seconds after the last key', async () => {
    const { ports, wait, type } = screen({ pressed: true });
    const waiting = wait();
    await ports.pass(1_999);
    type();
    await ports.pass(1_999);
    expect(waiting.over).toBe(false);
    await ports.pass(1);
    expect(waiting.over).toBe(true);
    expect(ports.listening()).toBe(0);
  });

  test('is not clear when the keys have stopped and a dialog is open, or the other way about', async () => {
    const { ports, wait, type, cover, change } = screen({ clear: false });
    const waiting = wait();
    type();
    await ports.pass(2_000);
    expect(waiting.over).toBe(false);
    type();
    cover(false);
    change();
    await ports.pass(1_999);
    expect(waiting.over).toBe(false);
    await ports.pass(1);
    expect(waiting.over).toBe(true);
  });

  test('is given up at once, before the wait and in it, and nothing stays behind', async () => {
    const { ports, wait, type, watching } = screen({ clear: false, pressed: true });
    expect(ports.listening()).toBe(0);
    const ending = new AbortController();
    const waiting = wait(ending.signal);
    type();
    ending.abort();
    await ports.pass(0);
    expect(waiting.over).toBe(true);
    const late = wait(ending.signal);
    await ports.pass(0);
    expect(late.over).toBe(true);
    expect(watching.size).toBe(0);
    expect(ports.listening()).toBe(0);
  });
});
