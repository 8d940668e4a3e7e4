import { PassThrough } from 'node:stream';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { readBytes } from './body.ts';

beforeEach(() => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'performance'] });
});
afterEach(() => {
  vi.useRealTimers();
});

const start = ({ announced, limit = 100 }: { announced?: string | undefined; limit?: number } = {}) => {
  const source = new PassThrough();
  const outcome = readBytes(source, { limit, announced }).then(
    (bytes) => Buffer.from(bytes).toString(),
    (error: { problem: { code: string; detail: string } }) => error.problem,
  );
  return { source, outcome };
};
/** Lets what was written be read. */
const read = () => new Promise((done) => setImmediate(done));

describe('a body', () => {
  test('is all that came, in whatever parts', async () => {
    const { source, outcome } = start();
    source.write('a'.repeat(60));
    await read();
    source.end('b'.repeat(40));
    expect(await outcome).toBe('a'.repeat(60) + 'b'.repeat(40));
    expect(vi.getTimerCount()).toBe(0);
  });

  test('of which nothing comes for ten seconds is too slow', async () => {
    const { source, outcome } = start();
    vi.advanceTimersByTime(9_999);
    source.write('a');
    await read();
    vi.advanceTimersByTime(9_999);
    expect(vi.getTimerCount()).toBe(1);
    vi.advanceTimersByTime(1);
    expect(await outcome).toMatchObject({ code: 'too_slow', detail: 'nothing of the body came for 10 s' });
  });

  test('that comes a byte at a time is too slow after a minute', async () => {
    const { source, outcome } = start();
    for (let second = 0; second <= 63; second += 9) {
      source.write('a');
      await read();
      vi.advanceTimersByTime(9_000);
    }
    expect(await outcome).toMatchObject({ code: 'too_slow', detail: 'the body did not come within 60 s' });
    expect(vi.getTimerCount()).toBe(0);
  });

  test('whose sender goes away is given up at once', async () => {
    const { source, outcome } = start();
    source.write('a');
    await read();
    source.destroy(new Error('aborted'));
    expect(await outcome).toMatchObject({ code: 'too_slow', detail: 'the sender went away' });
    expect(vi.getTimerCount()).toBe(0);
  });

  test.each([
    ['is announced as too large', '101'],
    ['turns out to be too large', undefined],
  ])('that %s is refused once it has come', async (_what, announced) => {
    const { source, outcome } = start({ announced });
    source.end('a'.repeat(101));
    expect(await outcome).toMatchObject({ code: 'too_large' });
  });

  test('that is too large and never ends is refused after a minute', async () => {
    const { source, outcome } = start({ announced: '101' });
    for (let tries = 0; tries < 200; tries++) {
      source.write('a');
      await read();
      vi.advanceTimersByTime(400);
    }
    expect(await outcome).toMatchObject({ code: 'too_large' });
    expect(vi.getTimerCount()).toBe(0);
  });

  test('is refused while too much of others is being read, and taken again when that has ended', async () => {
    const mebibyte = Buffer.alloc(1024 * 1024);
    const others = Array.from({ length: 63 }, () => start({ limit: mebibyte.byteLength }));
    for (const { source } of others) source.write(mebibyte);
    await read();
    const one = start({ limit: mebibyte.byteLength });
    one.source.end(mebibyte);
    expect(await one.outcome).toMatchObject({ code: 'overloaded', status: 503 });
    for (const { source } of others.slice(1)) source.destroy();
    others[0]?.source.end();
    expect(await others[0]?.outcome).toHaveLength(mebibyte.byteLength);
    const next = start({ limit: mebibyte.byteLength });
    next.source.end(mebibyte);
    expect(await next.outcome).toHaveLength(mebibyte.byteLength);
    expect(vi.getTimerCount()).toBe(0);
  });

  test('that comes in many parts counts for what they take', async () => {
    const { source, outcome } = start({ limit: 1024 * 1024 });
    for (let part = 0; part < 530_000; part++) source.emit('data', Buffer.from('a'));
    source.end();
    expect(await outcome).toMatchObject({ code: 'overloaded' });
  });

  test('that is too large and stalls is refused after half a second', async () => {
    const { outcome } = start({ announced: '101' });
    vi.advanceTimersByTime(500);
    expect(await outcome).toMatchObject({ code: 'too_large' });
  });
});
