import { expect, test, vi } from 'vitest';
import { fakePorts } from '../ports/fake-ports.fixture.ts';
import { atEnd, pause } from './ending.ts';

test('an end that has come already is told at once', () => {
  const told = vi.fn();
  atEnd(AbortSignal.abort(), told);
  expect(told).toHaveBeenCalledOnce();
});

test('an end that comes is told once', () => {
  const ending = new AbortController();
  const told = vi.fn();
  atEnd(ending.signal, told);
  expect(told).not.toHaveBeenCalled();
  ending.abort();
  ending.abort();
  expect(told).toHaveBeenCalledOnce();
});

test('a pause is over after its time, or at the end, and then nothing waits any more', async () => {
  const { after, pass, listening } = fakePorts();
  const ending = new AbortController();
  const passed = vi.fn();
  void pause(500, { signal: ending.signal, after }).then(passed);
  await pass(499);
  expect(passed).not.toHaveBeenCalled();
  await pass(1);
  expect(passed).toHaveBeenCalledOnce();
  void pause(500, { signal: ending.signal, after }).then(passed);
  ending.abort();
  await pass(0);
  expect(passed).toHaveBeenCalledTimes(2);
  expect(listening()).toBe(0);
});
