import { expect, test } from 'vitest';
import { buildKnown } from '../../program/known-program.fixture.ts';
import type { CellSum } from '../../store/store.ts';
import type { KeptSelection } from './kept-cells.ts';
import { readOnce } from './once.ts';
import type { ReadingStore } from './reading-store.ts';

const cell = (scale: string): CellSum => ({
  day: 0,
  touchpoint: 'pulse',
  survey: 'relationship-nps',
  version: 1,
  question: '',
  value: '',
  scale,
  counts: [1],
});

/** A store that tells what it is asked. */
function spiedStore() {
  const asked: KeptSelection[] = [];
  const unused = () => Promise.reject(new Error('is not asked'));
  const store: ReadingStore = {
    cells: (selection) => {
      asked.push(selection);
      return Promise.resolve(selection.scales.map(cell));
    },
    crossed: unused,
    accountSums: unused,
    crowds: unused,
    remembered: unused,
    openResponses: unused,
    tallies: unused,
  };
  return { store, asked };
}

const selection = {
  project: 'default',
  dimension: '',
  touchpoints: null,
  from: null,
  to: 20_780,
  apart: 'none' as const,
};

test('cells of all scales are read once, and each reader gets its own', async () => {
  const { store, asked } = spiedStore();
  const once = readOnce(store, buildKnown());
  const [nps, csat] = await Promise.all([
    once.cells({ ...selection, scales: ['0..10', 'funnel'] }),
    once.cells({ scales: ['1..5'], ...selection }),
  ]);
  expect(nps.map(({ scale }) => scale)).toEqual(['0..10', 'funnel']);
  expect(csat.map(({ scale }) => scale)).toEqual(['1..5']);
  expect(asked).toHaveLength(1);
  expect(new Set(asked[0]?.scales)).toEqual(new Set(['0..10', '1..5', 'funnel']));
});

test('another selection is another read', async () => {
  const { store, asked } = spiedStore();
  const once = readOnce(store, buildKnown());
  const scales = ['0..10'];
  for (const other of [
    {},
    { apart: 'day' as const },
    { from: 1 },
    { dimension: 'plan' },
    { touchpoints: ['pulse'] },
  ])
    expect(await once.cells({ ...selection, ...other, scales })).toHaveLength(1);
  expect(asked).toHaveLength(5);
});
