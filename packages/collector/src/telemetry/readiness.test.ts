import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { createReadiness } from './readiness.ts';

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

test('a store is asked once a second, however many ask', async () => {
  const ping = vi.fn(async () => {});
  const readiness = createReadiness({ ping });
  const all = await Promise.all(Array.from({ length: 100 }, () => readiness.refusal()));
  expect(new Set(all)).toEqual(new Set([null]));
  await vi.advanceTimersByTimeAsync(999);
  expect(await readiness.refusal()).toBeNull();
  expect(ping).toHaveBeenCalledTimes(1);
  await vi.advanceTimersByTimeAsync(1);
  expect(await readiness.refusal()).toBeNull();
  expect(ping).toHaveBeenCalledTimes(2);
});

test('a store that cannot be written is not ready, and is again when it can', async () => {
  const ping = vi.fn(async () => {}).mockRejectedValueOnce(new Error('disk full'));
  const readiness = createReadiness({ ping });
  expect(await readiness.refusal()).toBe('the store cannot be written now; see the log');
  await vi.advanceTimersByTimeAsync(1_000);
  expect(await readiness.refusal()).toBeNull();
});

test('a store that does not answer is not waited for, and not asked a second time meanwhile', async () => {
  const ping = vi.fn(() => new Promise<void>(() => {}));
  const readiness = createReadiness({ ping });
  const asked = readiness.refusal();
  await vi.advanceTimersByTimeAsync(2_000);
  expect(await asked).toBe('the store has not answered for 2 s');
  const again = readiness.refusal();
  await vi.advanceTimersByTimeAsync(2_000);
  expect(await again).toBe('the store has not answered for 2 s');
  expect(ping).toHaveBeenCalledTimes(1);
});

test('a collector that is stopping is not ready, and asks nobody', async () => {
  const ping = vi.fn(async () => {});
  const readiness = createReadiness({ ping });
  readiness.stop();
  expect(await readiness.refusal()).toBe('the collector is stopping');
  expect(ping).not.toHaveBeenCalled();
});
