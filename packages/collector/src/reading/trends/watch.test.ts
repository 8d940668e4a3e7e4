import { cusum, ewma } from '@milepost/metrics';
import { describe, expect, test } from 'vitest';
import { buildRow, satisfied } from '../table/table-row.fixture.ts';
import { type WatchSettings, watch } from './watch.ts';

const settings: WatchSettings = {
  method: 'cusum',
  k: 0.5,
  h: 5,
  lambda: 0.2,
  L: 2.962,
  baseline: 2,
  confidence: 0.95,
};
/** So many of 100 answers satisfied. */
const week = (hits: number, more: object = {}) => buildRow({ counts: satisfied(hits, 100 - hits), ...more });

// 150 of 200, and three answers more: what a week of 100 scatters by.
const share = 151.5 / 203;
const variance = (150 + 9 / 8) / 203 - share ** 2;
const sigma = 100 * Math.sqrt(variance / 100);

describe('a series', () => {
  test('is held against its first periods', () => {
    const rows = [week(74), week(76), week(75), week(60), week(60), week(60)];
    const { points, signals, target, notes } = watch(rows, settings);
    expect(target).toBe(75);
    expect(points.map(({ baseline }) => baseline)).toEqual([true, true, false, false, false, false]);
    const drop = 15 / sigma - 0.5;
    expect(points.map(({ down }) => down)).toEqual([
      null,
      null,
      0,
      expect.closeTo(drop, 9),
      expect.closeTo(2 * drop, 9),
      expect.closeTo(3 * drop, 9),
    ]);
    expect(points.map(({ up }) => up)).toEqual([null, null, 0, 0, 0, 0]);
    expect(signals).toEqual([{ side: 'down', seen: 4, since: 3 }]);
    expect(notes).toEqual([]);
  });

  test('passes over what is partial, suppressed or of few answers', () => {
    const odd = [
      week(0, { partial: true }),
      week(0, { suppressed: 'k_anonymity' }),
      buildRow({ counts: satisfied(0, 9) }),
    ];
    const rows = [...odd, week(74), ...odd, week(76), ...odd, week(60), ...odd, week(60), ...odd];
    const { points, signals, target } = watch(rows, settings);
    expect(target).toBe(75);
    expect(points.flatMap(({ baseline }, at) => (baseline ? [at] : []))).toEqual([3, 7]);
    expect(points.flatMap(({ down }, at) => (down === null ? [] : [at]))).toEqual([11, 15]);
    expect(signals).toEqual([{ side: 'down', seen: 15, since: 11 }]);
  });

  test('of accounts scatters more', () => {
    const rows = (designEffect: number) => [week(74), week(76), week(60, { designEffect })];
    const down = (designEffect: number) => watch(rows(designEffect), settings).points[2]?.down;
    expect(down(1)).toBeCloseTo(15 / sigma - 0.5, 9);
    expect(down(4)).toBeCloseTo(15 / (2 * sigma) - 0.5, 9);
  });

  test('of which one account answers a period passes it over, and says so', () => {
    const { points, notes } = watch([week(74), week(76), week(60, { designEffect: null })], settings);
    expect(points[2]).toEqual({ baseline: false, target: 75, up: null, down: null });
    expect(notes).toEqual([expect.stringMatching(/^Some periods are not watched/)]);
  });

  test('can be smoothed', () => {
    const rows = [week(74), week(76), ...[75, 60, 60].map((hits) => week(hits))];
    const { points, signals } = watch(rows, { ...settings, method: 'ewma' });
    const expected = ewma([75, 60, 60], { target: 75, sigma, lambda: 0.2, L: 2.962 });
    expect(points.slice(2).map(({ up, down }) => [up, down])).toEqual(
      expected.smoothed.map((value) => [expect.closeTo(value, 9), null]),
    );
    expect(signals.map(({ seen, since }) => [seen, since])).toEqual(
      expected.signals.map(({ index, since }) => [index + 2, since + 2]),
    );
    expect(signals).toHaveLength(1);
  });

  test('takes its slack and limit from the settings', () => {
    const rows = [week(74), week(76), week(60), week(60)];
    const { points, signals } = watch(rows, { ...settings, k: 0, h: 8 });
    const { low } = cusum([60, 60], { target: 75, sigma, k: 0, h: 8 });
    expect(points.slice(2).map(({ down }) => down)).toEqual(low.map((value) => expect.closeTo(value, 9)));
    expect(signals).toEqual([]);
  });

  test('that is too short has no baseline, and says what to do', () => {
    const { points, target, notes } = watch([week(74), week(60, { partial: true })], settings);
    expect(target).toBeNull();
    expect(points).toEqual([
      { baseline: false, target: null, up: null, down: null },
      { baseline: false, target: null, up: null, down: null },
    ]);
    expect(notes).toEqual([
      'Nothing is watched: a baseline needs 2 complete periods with a score, and there are 1. Ask for an earlier from, a longer interval or a smaller baseline.',
    ]);
  });

  test('that ends with its baseline is not watched yet', () => {
    const { target, notes } = watch([week(74), week(76)], settings);
    expect([target, notes]).toEqual([
      75,
      ['Nothing is watched yet: no complete period with a score follows the baseline.'],
    ]);
  });
});
