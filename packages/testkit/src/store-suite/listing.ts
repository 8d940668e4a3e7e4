import type { ListedResponse, Page, Store } from '@milepost/collector';
import { describe, expect, test } from 'vitest';
import { buildCsat, buildNps } from '../envelope.ts';
import { buildProgram } from '../program.ts';
import { createRandom, type Random } from '../random.ts';
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

type Filter = Parameters<Store['listResponses']>[1]['filter'];

const today = Math.floor(suiteNow / 86_400_000);
const noFilter: Filter = { touchpoints: null, from: null, to: null, words: [], person: null, account: null };

/** Every response that a list holds, page by page. */
export async function listAll(
  store: Store,
  filter: Partial<Filter>,
  { limit = 100, of = project } = {},
): Promise<ListedResponse[]> {
  const all: ListedResponse[] = [];
  let after: string | null = null;
  do {
    const page: Page<ListedResponse> = await store.listResponses(of, {
      filter: { ...noFilter, ...filter },
      after,
      limit,
    });
    expect(page.rows.length).toBeLessThanOrEqual(limit);
    all.push(...page.rows);
    after = page.next;
  } while (after !== null);
  return all;
}

/** Any filter of the tests' people, places and days, but for words. */
export function anyFilter(random: Random): Filter {
  return {
    touchpoints: random.pick([null, null, ['ticket_closed'], ['pulse', 'ticket_closed'], ['nowhere'], []]),
    from: random.pick([null, null, today - 1]),
    to: random.pick([null, null, today]),
    words: [],
    person: random.pick([null, null, 'u-1', 'nobody']),
    account: random.pick([null, null, 'a-1', 'nothing']),
  };
}

const byPlace = (a: ListedResponse, b: ListedResponse) =>
  b.shown - a.shown || (a.state.id < b.state.id ? 1 : -1);
const ids = (rows: readonly ListedResponse[]) => rows.map(({ state }) => state.id);

async function fill(store: Store, random: Random, count: number): Promise<void> {
  await record(
    store,
    Array.from({ length: count }, (_, index) => {
      const shown = new Date(suiteNow - random.int(0, 60) * 3_600_000).toISOString();
      const end = { at: shown, reason: 'closed' as const };
      const state = {
        ...random.pick([buildCsat(random.int(1, 5)), buildNps(random.int(0, 10))]),
        shown,
        ...(random() < 0.5 && { dismissed: end }),
        ...(random() < 0.8 && { person: { id: `u-${index % 5}`, account: `a-${index % 3}` } }),
      };
      return incoming(state);
    }),
  );
}

/** The newest responses, as people look through them. */
export function describeListing(open: OpenStore): void {
  describe('lists', () => {
    test.each([
      [1, 1],
      [2, 1],
      [3, 5],
    ])('the newest first, completely, by any filter (seed %d, buckets %d)', async (seed, buckets) => {
      await using opened = await withStore(
        open,
        buildProgram({ timezone: 'America/New_York', cells: { buckets } }),
      );
      const { store } = opened;
      const random = createRandom(seed);
      await fill(store, random, 80);
      const everything = await listAll(store, {});
      expect(everything).toHaveLength(80);
      expect(ids(everything)).toEqual(ids([...everything].sort(byPlace)));
      for (let round = 0; round < 25; round++) {
        const filter = anyFilter(random);
        const found = await listAll(store, filter, { limit: random.int(1, 9) });
        const expected = everything.filter(
          ({ state, day }) =>
            (filter.touchpoints?.includes(state.touchpoint) ?? true) &&
            (filter.from === null || day >= filter.from) &&
            (filter.to === null || day < filter.to) &&
            (filter.person === null || state.person?.id === filter.person) &&
            (filter.account === null || state.person?.account === filter.account),
        );
        expect(ids(found)).toEqual(ids(expected));
      }
    });

    test('what was there once, while others come', async () => {
      await using opened = await withStore(open);
      const { store } = opened;
      await fill(store, createRandom(4), 30);
      const before = ids(await listAll(store, {}));
      const seen: string[] = [];
      let after: string | null = null;
      do {
        const page: Page<ListedResponse> = await store.listResponses(project, {
          filter: noFilter,
          after,
          limit: 4,
        });
        seen.push(...ids(page.rows));
        after = page.next;
        await fill(store, createRandom(seen.length), 2);
      } while (after !== null && seen.length < 200);
      expect(new Set(seen).size).toBe(seen.length);
      expect(seen.filter((id) => before.includes(id))).toEqual(before);
    });

    test('with its day, its corrected instant and what keeps it out, and nothing that is erased', async () => {
      await using opened = await withStore(open, buildProgram({ timezone: 'Asia/Tokyo' }));
      const { store } = opened;
      const late = { ...buildCsat(4, { shown: '2026-11-21T18:00:00Z' }), person: { id: 'u-1' } };
      const gone = { ...buildCsat(4), person: { id: 'u-2' } };
      await record(store, [
        incoming(late, { sent: suiteNow - 3_600_000, received: suiteNow }),
        incoming(gone),
      ]);
      const exclusion = buildExclusion('person', ['u-1']);
      await store.addExclusion(project, exclusion);
      await store.erasePerson(project, { id: 'u-2', at: suiteNow, answers: 'keep' });
      expect(await listAll(store, {})).toEqual([
        {
          bucket: 0,
          day: today,
          shown: Date.parse('2026-11-21T19:00:00Z'),
          sent: suiteNow - 3_600_000,
          received: suiteNow,
          state: late,
          erased: null,
          excluded: [expect.objectContaining({ id: exclusion.id, reason: 'test' })],
        },
      ]);
      expect(await listAll(store, { touchpoints: ['ticket_closed'] })).toHaveLength(1);
      expect(await listAll(store, {}, { of: otherProject })).toEqual([]);
    });

    test('nothing after a cursor that no page gave', async () => {
      await using opened = await withStore(open);
      const { store } = opened;
      await fill(store, createRandom(5), 3);
      for (const filter of [noFilter, { ...noFilter, words: ['a'] }, { ...noFilter, touchpoints: ['pulse'] }])
        for (const after of ['nonsense', '', ':', '1e9:', '9999999999999999:x', "' or 1=1"])
          expect(await store.listResponses(project, { filter, after, limit: 5 })).toEqual({
            rows: [],
            next: null,
          });
    });
  });
}
