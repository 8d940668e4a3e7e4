import { expect, test } from 'vitest';
import { createMemo } from './memo.ts';

const of = (key: string, version = 1) => ({ key, version });
const sizeOf = (made: string) => made.length;

test('makes once what several wait for, and again for another version', async () => {
  const memo = createMemo(100);
  let made = 0;
  const make = async () => `made ${++made}`;
  expect(await Promise.all([1, 2, 3].map(() => memo.remember(of('a'), make, sizeOf)))).toEqual([
    'made 1',
    'made 1',
    'made 1',
  ]);
  expect(await memo.remember(of('a', 2), make, sizeOf)).toBe('made 2');
  expect(await memo.remember(of('a', 2), make, sizeOf)).toBe('made 2');
});

test('forgets what was asked for longest ago when there is no room', async () => {
  const memo = createMemo(10);
  const remember = (key: string) => memo.remember(of(key), async () => 'abc', sizeOf);
  await remember('a');
  await remember('b');
  await remember('a');
  await remember('c');
  expect(['a', 'b', 'c'].map((key) => memo.has(of(key)))).toEqual([true, false, true]);
  await memo.remember(of('all'), async () => 'x'.repeat(50), sizeOf);
  expect(['a', 'c', 'all'].some((key) => memo.has(of(key)))).toBe(false);
});

test('does not keep a failure', async () => {
  const memo = createMemo(10);
  const fail = () => Promise.reject(new Error('is gone'));
  await expect(memo.remember(of('a'), fail, sizeOf)).rejects.toThrow('is gone');
  expect(memo.has(of('a'))).toBe(false);
  expect(await memo.remember(of('a'), async () => 'here', sizeOf)).toBe('here');
});
