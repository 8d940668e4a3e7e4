import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { changesPerPage, createChangeFeed } from './change-feed.ts';
import { buildChanged } from './listed.fixture.ts';

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

function storeOf(rows: number) {
  const changes = vi.fn(async (_project: string, { after }: { after: string | null }) => ({
    rows: Array.from({ length: rows }, (_, index) => buildChanged(index)),
    next: `${after}+`,
  }));
  return { changes };
}

test('streams that are up to date share one read between two beats', async () => {
  const store = storeOf(0);
  const feed = createChangeFeed(store, 500);
  const [first] = await Promise.all([feed.after('p', '1'), feed.after('p', '1')]);
  await feed.after('p', '1');
  expect(first.next).toBe('1+');
  expect(store.changes).toHaveBeenCalledTimes(1);
  await feed.after('other', '1');
  await feed.after('p', '2');
  expect(store.changes).toHaveBeenCalledTimes(3);
  const beat = feed.beat();
  await vi.advanceTimersByTimeAsync(500);
  await beat;
  await feed.after('p', '1');
  expect(store.changes).toHaveBeenCalledTimes(4);
});

test('a page that is full is not kept for others, and neither is a failure', async () => {
  const full = storeOf(changesPerPage);
  const feed = createChangeFeed(full, 500);
  await feed.after('p', '1');
  await feed.after('p', '1');
  expect(full.changes).toHaveBeenCalledTimes(2);

  const changes = vi.fn().mockRejectedValueOnce(new Error('away')).mockResolvedValue({ rows: [], next: '1' });
  const broken = createChangeFeed({ changes }, 500);
  await expect(broken.after('p', '1')).rejects.toThrow('away');
  expect(await broken.after('p', '1')).toEqual({ rows: [], next: '1' });
});

test('what was read is forgotten at the next beat, whether anybody waits or not', async () => {
  const store = storeOf(1);
  const feed = createChangeFeed(store, 500);
  await feed.after('p', '1');
  await vi.advanceTimersByTimeAsync(500);
  await feed.after('p', '1');
  expect(store.changes).toHaveBeenCalledTimes(2);
});

test('everybody waits for the same beat, and nobody once it has stopped', async () => {
  const feed = createChangeFeed(storeOf(0), 500);
  const beats = [feed.beat(), feed.beat()];
  expect(vi.getTimerCount()).toBe(1);
  feed.stop();
  await Promise.all(beats);
  await feed.beat();
  await feed.after('p', '1');
  expect(vi.getTimerCount()).toBe(0);
});
