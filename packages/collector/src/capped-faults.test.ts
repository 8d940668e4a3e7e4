import { expect, test } from 'vitest';
import { cappedFaults } from './capped-faults.ts';

const faults = (count: number) =>
  Array.from({ length: count }, (_, index) => ({ path: `/${index}`, message: 'is wrong' }));

test('up to twenty faults are told as they are', () => {
  expect(cappedFaults(faults(20))).toEqual(faults(20));
});

test('of more of them the last one says how many', () => {
  const told = cappedFaults(faults(21));
  expect(told).toHaveLength(20);
  expect(told.slice(0, 19)).toEqual(faults(19));
  expect(told[19]).toEqual({ path: '', message: 'and 2 more faults; correct these first' });
});
