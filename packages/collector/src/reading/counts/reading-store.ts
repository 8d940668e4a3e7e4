import { dayMs } from '../../intake/local-day.ts';
import type { CellSum, Store } from '../../store/store.ts';
import { type KeptSelection, readKeptCells } from './kept-cells.ts';
import type { Memo } from './memo.ts';
import { type Days, type MonthVersions, versionOf } from './stretches.ts';

/** Something that is made of the counts of a range of days. */
export interface Remembered extends Days {
  /** Everything that it is made by but the project. */
  key: string;
}

/** What scores are read from, for one request: what others have read before is kept, as long as it is the same. */
export interface ReadingStore
  extends Pick<Store, 'crossed' | 'accountSums' | 'crowds' | 'openResponses' | 'tallies'> {
  /** Cells, added up; not to be changed by who gets them. */
  cells(selection: KeptSelection): Promise<CellSum[]>;
  /** Makes several things, those that are not known from before all at once: `make` is given their places. */
  remembered<T>(
    several: readonly Remembered[],
    how: { make(missing: readonly number[]): Promise<readonly T[]>; sizeOf(made: T): number },
  ): Promise<T[]>;
}

type Source = Pick<
  Store,
  'cells' | 'monthVersions' | 'crossed' | 'accountSums' | 'crowds' | 'openResponses' | 'tallies'
>;

/** Sums that are kept in a process, of all projects together; each takes some 300 bytes. */
export const sumsKept = 200_000;

/**
 * The numbers of the months are read once, before anything else: what a commit changes meanwhile is kept under a number
 * that nobody asks for again.
 */
export function createReadingStore(
  { store, memo }: { store: Source; memo: Memo },
  project: string,
): ReadingStore {
  const { crossed, accountSums, crowds, tallies } = store;
  let read: Promise<MonthVersions> | null = null;
  const readVersions = (): Promise<MonthVersions> => {
    read ??= store.monthVersions(project);
    return read;
  };
  const remembered = async <T>(
    several: readonly Remembered[],
    { make, sizeOf }: { make(missing: readonly number[]): Promise<readonly T[]>; sizeOf(made: T): number },
  ): Promise<T[]> => {
    const versions = await readVersions();
    const asked = several.map(({ key, ...days }) => ({
      key: `${project} ${key}`,
      version: versionOf(days, versions),
    }));
    const missing = asked.flatMap((one, place) => (memo.has(one) ? [] : [place]));
    const made = missing.length > 0 ? make(missing) : null;
    return Promise.all(
      asked.map((one, place) =>
        memo.remember(one, async () => (await made)?.[missing.indexOf(place)] as T, sizeOf),
      ),
    );
  };
  return {
    crossed,
    accountSums,
    crowds,
    tallies,
    remembered,
    cells: async (selection) =>
      selection.apart === 'day'
        ? readKeptCells(selection, { store, memo, versions: new Map() })
        : readKeptCells(selection, { store, memo, versions: await readVersions() }),
    openResponses: async (ofProject, since) => {
      // What opens, closes or goes moves the cells of its month; what grows too old in between is passed over.
      const hour = Math.floor(since / hourMs) * hourMs;
      const from = Math.floor(hour / dayMs) - 1;
      const [open] = await remembered([{ key: `open ${hour}`, from, to: null }], {
        make: async () => [await store.openResponses(ofProject, hour)],
        sizeOf: (found) => found.reduce((sum, { counts }) => sum + counts.length, 0),
      });
      return open?.filter(({ shown }) => shown >= since) ?? [];
    },
  };
}

const hourMs = 3_600_000;
