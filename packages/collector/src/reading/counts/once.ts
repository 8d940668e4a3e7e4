import { canonical } from '@milepost/engine';
import { funnelScale } from '../../intake/cells.ts';
import type { KnownProgram } from '../../program/known.ts';
import { worthyQuestions } from '../../program/worth.ts';
import type { AccountSelection, CrossSelection, OpenResponse, TallySum } from '../../store/store.ts';
import type { KeptSelection } from './kept-cells.ts';
import type { ReadingStore } from './reading-store.ts';

/**
 * A store of which everything is read once, for an answer that is made of many tables: all scales of a selection at a
 * time, so that the tables of different metrics share what is read. For one request, since it forgets nothing.
 */
export function readOnce(store: ReadingStore, known: KnownProgram): ReadingStore {
  const scales = [...scalesOf(known)];
  const byScale = <S extends { scales: readonly string[] }, T extends { scale: string }>(
    read: (selection: S) => Promise<T[]>,
  ) => {
    const once = createOnce<Map<string, T[]>>();
    return async (selection: S): Promise<T[]> => {
      const wide = { ...selection, scales };
      const rows = await once(wide, async () => Map.groupBy(await read(wide), ({ scale }) => scale));
      return selection.scales.flatMap((scale) => rows.get(scale) ?? []);
    };
  };
  const crowds = createOnce<number[]>();
  const open = createOnce<OpenResponse[]>();
  const tallies = createOnce<TallySum[]>();
  return {
    cells: byScale((selection: KeptSelection) => store.cells(selection)),
    crossed: byScale((selection: CrossSelection) => store.crossed(selection)),
    accountSums: byScale((selection: AccountSelection) => store.accountSums(selection)),
    crowds: (selections) => crowds(selections, () => store.crowds(selections)),
    openResponses: (project, since) => open([project, since], () => store.openResponses(project, since)),
    remembered: store.remembered,
    tallies: (project, selection) => tallies([project, selection], () => store.tallies(project, selection)),
  };
}

/** Every scale that something is counted on. */
function scalesOf({ surveys }: KnownProgram): Set<string> {
  const scales = new Set([funnelScale]);
  for (const versions of surveys.values())
    for (const version of versions.values())
      for (const { scale } of worthyQuestions(version).values()) scales.add(scale.id);
  return scales;
}

/** Keeps what is made for a key, from the moment on that somebody waits for it. */
function createOnce<T>() {
  const made = new Map<string, Promise<T>>();
  return (key: object | string, make: () => Promise<T>): Promise<T> => {
    // Equal selections come with their parts in any order.
    const text = canonical(key);
    const found = made.get(text) ?? make();
    made.set(text, found);
    return found;
  };
}
