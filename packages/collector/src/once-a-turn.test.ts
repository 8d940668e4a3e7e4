import { setImmediate as turned } from 'node:timers/promises';
import { describe, expect, test } from 'vitest';
import { onceATurn } from './once-a-turn.ts';

describe('onceATurn', () => {
  test('asks once for what is wanted several times in a turn, and again in the next', async () => {
    const asked: string[] = [];
    const find = onceATurn(async (name) => asked.push(name));
    expect(await Promise.all([find('a'), find('b'), find('a')])).toEqual([1, 2, 1]);
    await turned();
    expect(await find('a')).toBe(3);
    expect(asked).toEqual(['a', 'b', 'a']);
  });

  test('tells all who asked in a turn that it failed, and tries again in the next', async () => {
    let away = true;
    const find = onceATurn(async (name) => {
      if (away) throw new Error('away');
      return name;
    });
    const results = await Promise.allSettled([find('a'), find('a')]);
    expect(results.map(({ status }) => status)).toEqual(['rejected', 'rejected']);
    away = false;
    await turned();
    expect(await find('a')).toBe('a');
  });
});
