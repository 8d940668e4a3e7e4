import { expect, test } from 'vitest';
import { buildKnown } from '../../program/known-program.fixture.ts';
import type { Store, TallySum } from '../../store/store.ts';
import { createFunnelSums } from './funnel-sums.ts';
import { talliedBy } from './tallied.ts';

test('gates of any name are added up, as tallies have them that came before names were looked at', async () => {
  const gates = (text: string) => JSON.parse(text) as Record<string, number>;
  const sum = (text: string): TallySum => ({
    day: null,
    touchpoint: 'pulse',
    triggered: 5,
    gates: gates(text),
  });
  const rows = [sum('{"constructor":2,"__proto__":1}'), sum('{"constructor":3,"toString":4,"__proto__":1}')];
  const known = buildKnown();
  const grouping = {
    by: ['touchpoint'],
    interval: 'all',
    dimensions: [],
    touchpoints: null,
    surveys: null,
  } as const;
  const store: Pick<Store, 'tallies'> = { tallies: async () => rows };
  const found = await talliedBy({
    store: store as Parameters<typeof talliedBy>[0]['store'],
    known,
    sums: createFunnelSums({ ...grouping, known }),
    by: ['touchpoint'],
    interval: 'all',
    range: { from: null, to: 20_780 },
    touchpoints: null,
  });
  const [tallied] = [...found.values()];
  expect(tallied?.triggered).toBe(10);
  expect(Object.entries(tallied?.gates ?? {}).toSorted(([a], [b]) => a.localeCompare(b))).toEqual([
    ['__proto__', 2],
    ['constructor', 5],
    ['toString', 4],
  ]);
});
