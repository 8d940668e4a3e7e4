import type { Store } from '@milepost/collector';
import type { ResponseState } from '@milepost/protocol';
import { describe, expect, test } from 'vitest';
import { buildCsat, buildTally } from '../envelope.ts';
import { buildProgram } from '../program.ts';
import { buildExclusion } from './exclusions.ts';
import {
  incoming,
  type OpenStore,
  otherProject,
  project,
  record,
  suiteNow,
  withStore,
} from './with-store.ts';

const minutesAgo = (minutes: number) => suiteNow - minutes * 60_000;
const shown = (minutes: number, id: string, account?: string): ResponseState => ({
  ...buildCsat(3, { shown: new Date(minutesAgo(minutes)).toISOString() }),
  person: { id, ...(account !== undefined && { account }) },
});
const all = { from: 0, to: suiteNow, account: null, limit: 100 };

async function readPrompts(
  store: Store,
  query: Partial<typeof all> | { account: string },
): Promise<string[][]> {
  const pages: string[][] = [];
  let after: string | null = null;
  do {
    const { rows, next }: Awaited<ReturnType<Store['accountPrompts']>> = await store.accountPrompts(project, {
      ...all,
      ...query,
      after,
    });
    pages.push(
      rows.map((row) => `${row.account} ${row.state.person?.id} ${(suiteNow - row.shown) / 60_000}`),
    );
    after = next;
  } while (after !== null);
  return pages;
}

/** What was shown to accounts, and what devices counted. */
export function describePrompts(open: OpenStore): void {
  describe('tells the prompts of accounts', () => {
    test('by account and time, an account on one page', async () => {
      await using opened = await withStore(open, buildProgram({ cells: { buckets: 3 } }));
      const { store } = opened;
      await record(
        store,
        [
          shown(30, 'u-1', 'b'),
          shown(20, 'u-2', 'b'),
          shown(10, 'u-1', 'b'),
          shown(15, 'u-3', 'a'),
          shown(5, 'u-4', 'c'),
          shown(5, 'u-5'),
          { ...shown(5, 'u-6', 'b'), verified: false as const },
        ].map((state) => incoming(state)),
      );
      const [a, b, c] = [['a u-3 15'], ['b u-1 30', 'b u-2 20', 'b u-1 10'], ['c u-4 5']] as const;
      expect(await readPrompts(store, {})).toEqual([[...a, ...b, ...c]]);
      expect(await readPrompts(store, { limit: 1 })).toEqual([[...a], [...b], [...c]]);
      expect(await readPrompts(store, { limit: 2 })).toEqual([[...a, ...b], [...c]]);
      expect(await readPrompts(store, { account: 'b' })).toEqual([[...b]]);
      expect(await readPrompts(store, { from: minutesAgo(20), to: minutesAgo(10) })).toEqual([
        ['a u-3 15', 'b u-2 20'],
      ]);
      expect(await readPrompts(store, { account: 'nobody' })).toEqual([[]]);
      expect(await store.accountPrompts(otherProject, { ...all, after: null })).toEqual({
        rows: [],
        next: null,
      });
    });

    test('without who is excluded or erased', async () => {
      await using opened = await withStore(open);
      const { store } = opened;
      await record(
        store,
        [shown(3, 'u-1', 'a'), shown(2, 'u-2', 'a'), shown(1, 'u-3', 'a')].map((state) => incoming(state)),
      );
      await store.addExclusion(project, buildExclusion('person', ['u-1']));
      await store.erasePerson(project, { id: 'u-2', at: suiteNow, answers: 'keep' });
      expect(await readPrompts(store, {})).toEqual([['a u-3 1']]);
    });
  });

  describe('adds up tallies', () => {
    test('of touchpoints and days over devices, each device once', async () => {
      await using opened = await withStore(open);
      const { store } = opened;
      const first = buildTally({ triggered: 9, gates: { sample: 4, constructor: 1 } });
      const tallies = [
        first,
        { ...first, triggered: 10, gates: { sample: 3, quiet_period: 2 } },
        buildTally({ triggered: 5, gates: { sample: 1 } }),
        buildTally({ triggered: 3, day: '2026-11-20' }),
        buildTally({ triggered: 2, touchpoint: 'pulse', gates: { toString: 2 } as never }),
      ];
      await store.record([{ project, responses: [], tallies, rejected: null }]);
      const read = async (selection: object) =>
        (await store.tallies(project, { from: null, to: null, byDay: false, ...selection }))
          .map(({ day, touchpoint, triggered, gates }) =>
            [day, touchpoint, triggered, Object.entries(gates).map(String).sort().join(' ')].join(' '),
          )
          .sort();
      const here = 'ticket_closed 15 constructor,1 quiet_period,2 sample,5';
      expect(await read({})).toEqual([' pulse 2 toString,2', ` ${here.replace('15', '18')}`]);
      expect(await read({ byDay: true })).toEqual([
        '2026-11-20 ticket_closed 3 ',
        '2026-11-22 pulse 2 toString,2',
        `2026-11-22 ${here}`,
      ]);
      expect(await read({ to: '2026-11-22' })).toEqual([' ticket_closed 3 ']);
      expect(await read({ from: '2026-11-21', to: '2026-11-23', byDay: true })).toHaveLength(2);
      expect(await store.tallies(otherProject, { from: null, to: null, byDay: false })).toEqual([]);
    });
  });
}
