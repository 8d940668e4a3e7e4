import { createRandom, type Random } from '@milepost/testkit';
import { expect, test } from 'vitest';
import { firstDayOf, monthOf } from '../../intake/local-day.ts';
import type { CellSelection, CellSum } from '../../store/store.ts';
import type { Apart, KeptSelection } from './kept-cells.ts';
import { createMemo } from './memo.ts';
import { createReadingStore } from './reading-store.ts';

const project = 'default';
const touchpoints = ['a', 'b'];
const values = ['x', 'y', 'z'];
const scales = ['1..5', 'funnel'];
const firstDay = firstDayOf(680);
const days = 100;

/** A store of cells with their months' numbers, by several collectors if need be. */
function createModel() {
  const cells: CellSum[] = [];
  const months = new Map<number, number>();
  const model = {
    reads: 0,
    /** What happens between the reading of the numbers and that of the cells. */
    meanwhile: () => {},
    write: (random: Random) => {
      const day = firstDay + random.int(0, days - 1);
      const place = { touchpoint: random.pick(touchpoints), value: random.pick(values) };
      const scale = random.pick(scales);
      const kept = { survey: 's', version: 1, question: 'q', scale, counts: [random.int(1, 9), 0] };
      cells.push({ day, ...place, ...kept });
      months.set(monthOf(day), (months.get(monthOf(day)) ?? 0) + 1);
    },
    /** Everything lies a day later, in whatever month that is. */
    shift: () => {
      for (const cell of cells) cell.day += 1;
      for (const { day } of cells) months.set(monthOf(day), months.get(monthOf(day)) ?? 0);
      for (const [month, version] of months) months.set(month, version + 1);
    },
    cells: async ({ byDay, ...selection }: CellSelection): Promise<CellSum[]> => {
      model.reads += 1;
      const fits = (list: readonly string[] | null | undefined, one: string) => list?.includes(one) ?? true;
      return cells
        .filter(
          ({ day, scale, touchpoint, value }) =>
            (selection.from === null || day >= selection.from) &&
            (selection.to === null || day < selection.to) &&
            selection.scales.includes(scale) &&
            fits(selection.touchpoints, touchpoint) &&
            fits(selection.values, value),
        )
        .map((cell) => ({ ...cell, day: byDay ? cell.day : 0 }));
    },
    monthVersions: async () => {
      const told = new Map(months);
      model.meanwhile();
      return told;
    },
  };
  return model;
}

type Model = ReturnType<typeof createModel>;
const unused = () => Promise.reject(new Error('is not asked'));

/** What a request reads. */
function readingOf(model: Model, memo = createMemo(10_000)) {
  const rest = {
    crossed: unused,
    accountSums: unused,
    crowds: unused,
    openResponses: unused,
    tallies: unused,
  };
  return createReadingStore({ store: { ...model, ...rest }, memo }, project);
}

/** Counts by all that tells cells apart. */
function added(cells: readonly CellSum[], apart: Apart): Record<string, number> {
  const sums: Record<string, number> = {};
  for (const { day, touchpoint, value, scale, counts } of cells) {
    const when = { day, month: monthOf(day), none: 'all' }[apart];
    const key = [when, touchpoint, value, scale].join(' ');
    sums[key] = (sums[key] ?? 0) + (counts[0] ?? 0);
  }
  return sums;
}

const maybe = <T>(random: Random, make: () => T): T | null => (random() < 0.5 ? make() : null);

function anySelection(random: Random): KeptSelection {
  const from = maybe(random, () => firstDay + random.int(-40, days));
  const to = maybe(random, () => (from ?? firstDay) + random.int(0, days));
  const some = (of: readonly string[]) => of.filter(() => random() < 0.6);
  return {
    project,
    dimension: 'plan',
    scales: some(scales),
    from,
    to,
    touchpoints: maybe(random, () => some(touchpoints)),
    values: maybe(random, () => some(values)),
    apart: random.pick(['day', 'month', 'none']),
  };
}

test('what is kept adds up to what the store has, whatever is written in between', async () => {
  const random = createRandom(7);
  for (let round = 0; round < 60; round++) {
    const model = createModel();
    // Little room, so that some of it is forgotten.
    const memo = createMemo(random.int(1, 200));
    const selections = Array.from({ length: 4 }, () => anySelection(random));
    for (let step = 0; step < 30; step++) {
      if (random() < 0.5) model.write(random);
      if (random() < 0.05) model.shift();
      const { apart, ...selection } = random.pick(selections);
      const kept = await readingOf(model, memo).cells({ ...selection, apart });
      expect(added(kept, apart)).toEqual(added(await model.cells({ ...selection, byDay: true }), apart));
    }
  }
});

test('what a commit changes between the numbers and the cells is read again, and never missed', async () => {
  const random = createRandom(8);
  for (let round = 0; round < 60; round++) {
    const model = createModel();
    const memo = createMemo(10_000);
    const selection = anySelection(random);
    for (let step = 0; step < 10; step++) {
      model.meanwhile = () => (random() < 0.7 ? model.write(random) : model.shift());
      await readingOf(model, memo).cells(selection);
      model.meanwhile = () => {};
      const kept = await readingOf(model, memo).cells(selection);
      const { apart, ...plain } = selection;
      expect(added(kept, apart)).toEqual(added(await model.cells({ ...plain, byDay: true }), apart));
    }
  }
});

test('only months that have changed are read again', async () => {
  const random = createRandom(9);
  const model = createModel();
  for (let cell = 0; cell < 500; cell++) model.write(random);
  const memo = createMemo(10_000);
  const selection = { project, dimension: '', scales, from: null, to: null };
  const reads = async (apart: Apart) => {
    const before = model.reads;
    await readingOf(model, memo).cells({ ...selection, apart });
    return model.reads - before;
  };
  expect(await reads('month')).toBeGreaterThan(3);
  expect(await reads('month')).toBe(0);
  expect(await reads('none')).toBeGreaterThan(1);
  expect(await reads('none')).toBe(0);
  model.write(random);
  expect(await reads('month')).toBe(1);
  expect(await reads('none')).toBe(1);
});
