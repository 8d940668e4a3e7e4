import { expect, test } from 'vitest';
import { createResponseStreams } from './response-streams.ts';

const store = { changes: async () => ({ rows: [], next: '0' }) };
const ignore = () => {};

/** Takes places until none is given, and says how many there were. */
function takeAll(streams: ReturnType<typeof createResponseStreams>, project: string): (() => void)[] {
  const taken: (() => void)[] = [];
  for (;;) {
    try {
      taken.push(streams.take(project, ignore));
    } catch (error) {
      expect(error).toMatchObject({ problem: { code: 'overloaded' }, retryAfter: 5 });
      return taken;
    }
  }
}

test('a project gets half of the places that others leave, and not one more', () => {
  const streams = createResponseStreams(store, 100);
  expect(takeAll(streams, 'first')).toHaveLength(50);
  expect(takeAll(streams, 'second')).toHaveLength(25);
  expect(takeAll(streams, 'third')).toHaveLength(12);
  expect(takeAll(streams, 'first')).toHaveLength(0);
  streams.stop();
});

test('a stream that ends makes room for just one, however often it says so', () => {
  const streams = createResponseStreams(store, 8);
  const [release] = takeAll(streams, 'p');
  release?.();
  release?.();
  expect(takeAll(streams, 'p')).toHaveLength(1);
  streams.stop();
});

test('streams that stop hurry those that are still open', () => {
  const streams = createResponseStreams(store, 8);
  const hurried: string[] = [];
  streams.take('p', () => hurried.push('open'));
  streams.take('p', () => hurried.push('ended'))();
  streams.stop();
  expect([hurried, streams.stopping()]).toEqual([['open'], true]);
});
