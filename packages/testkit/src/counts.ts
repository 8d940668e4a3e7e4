import {
  createMemo,
  createReadingStore,
  openStore,
  readScores,
  type Settings,
  type Store,
} from '@milepost/collector';
import { type Funnel, type ScoreRow, type ScoreTable, scoreQuery } from '@milepost/protocol';

type Told<T> = { [K in keyof T]: T[K] extends number | null ? number : T[K] };

/** A row that nothing is kept back from. */
export interface CountedRow extends Omit<ScoreRow, 'n' | 'funnel' | 'histogram'> {
  n: number;
  histogram: Record<string, number>;
  funnel: Told<Omit<Funnel, 'answerRate' | 'completionRate' | 'dismissRate'>> &
    Pick<Funnel, 'answerRate' | 'completionRate' | 'dismissRate'>;
}

export interface CountedTable extends Omit<ScoreTable, 'rows'> {
  rows: CountedRow[];
}

/** Reads scores as they would be if a project could show the answers of a single person. */
export interface Counts extends AsyncDisposable {
  read(parameters: Record<string, string>): Promise<CountedTable>;
}

/**
 * Reads scores beside the wire, where k-anonymity keeps nothing back: for tests of what is counted, which have few people.
 * What the wire says of few people has tests of its own.
 */
export function createCounts(
  setting: Settings['store'],
  { clock, project = 'default' }: { clock: () => number; project?: string },
): Counts {
  const memo = createMemo(10_000);
  let opened: Promise<Store> | null = null;
  return {
    read: async (parameters) => {
      opened ??= openStore(setting, clock);
      const store = await opened;
      const known = await store.program(project);
      if (!known) throw new Error('the project has no program');
      const program = { ...known.program, privacy: { ...known.program.privacy, k: 1 } };
      const reading = {
        store: createReadingStore({ store, memo }, project),
        known: { ...known, program },
        now: clock(),
        wholeMonths: false,
      };
      return (await readScores(scoreQuery.parse(parameters), reading)) as CountedTable;
    },
    [Symbol.asyncDispose]: async () => {
      await (await opened)?.close();
    },
  };
}
