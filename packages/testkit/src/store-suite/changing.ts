import type { Store } from '@milepost/collector';
import { describe, expect, test } from 'vitest';
import { buildAnswer, buildCsat } from '../envelope.ts';
import { buildProgram } from '../program.ts';
import { createRandom } from '../random.ts';
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

/** What has changed since a place, page by page until nothing more is told. */
async function follow(store: Store, from: string, limit = 3): Promise<{ ids: string[]; next: string }> {
  const ids: string[] = [];
  let after = from;
  for (;;) {
    const { rows, next } = await store.changes(project, { after, limit });
    expect(rows.length).toBeLessThanOrEqual(limit);
    ids.push(...rows.map(({ state }) => state.id));
    if (rows.length > 0) expect(rows.at(-1)?.cursor).toBe(next);
    if (rows.length === 0) return { ids, next };
    after = next;
  }
}

const endOf = async (store: Store) => (await store.changes(project, { after: null, limit: 5 })).next;

/** What came and changed, in its order. */
export function describeChanging(open: OpenStore): void {
  describe('tells what changes', () => {
    test('in the order of the commits, each response at its latest place', async () => {
      await using opened = await withStore(open, buildProgram({ cells: { buckets: 3 } }));
      const { store } = opened;
      const states = Array.from({ length: 7 }, (_, index) => ({
        ...buildCsat(1, { answers: [] }),
        person: { id: `u-${index}`, account: 'acme' },
      }));
      const id = (index: number) => states[index]?.id ?? '';
      const start = await endOf(store);
      expect((await store.changes(project, { after: null, limit: 5 })).rows).toEqual([]);
      await record(
        store,
        states.slice(0, 5).map((state) => incoming(state)),
      );
      const first = await follow(store, start);
      // Those of one commit stand in any order.
      expect(first.ids.sort()).toEqual([0, 1, 2, 3, 4].map(id).sort());
      expect((await follow(store, await endOf(store))).ids).toEqual([]);
      await record(store, [incoming(states[5] as never), incoming(states[1] as never)]);
      const second = await follow(store, first.next);
      // The second one came again as it was.
      expect(second.ids).toEqual([id(5)]);
      const answered = { ...states[0], answers: [buildAnswer('satisfaction', 5)] };
      await record(store, [incoming(answered as never), incoming(states[6] as never)]);
      expect((await follow(store, second.next)).ids.sort()).toEqual([0, 6].map(id).sort());
      const all = (await follow(store, start)).ids;
      const commits = [all.slice(0, 4), all.slice(4, 5), all.slice(5)].map((some) => some.sort());
      expect(commits).toEqual([[1, 2, 3, 4], [5], [0, 6]].map((some) => some.map(id).sort()));
    });

    test('by exclusions and erasures, and not what was deleted', async () => {
      await using opened = await withStore(open);
      const { store } = opened;
      const states = ['u-1', 'u-2', 'u-3'].map((id) => ({ ...buildCsat(2), person: { id } }));
      const ids = states.map((state) => state.id);
      const start = await endOf(store);
      await record(
        store,
        states.map((state) => incoming(state)),
      );
      let at = (await follow(store, start)).next;
      const exclusion = buildExclusion('person', ['u-2']);
      await store.addExclusion(project, exclusion);
      const { rows, next } = await store.changes(project, { after: at, limit: 5 });
      expect(rows).toMatchObject([{ state: states[1], excluded: [{ id: exclusion.id }], erased: null }]);
      await store.removeExclusion(project, exclusion.id);
      await store.erasePerson(project, { id: 'u-1', at: suiteNow, answers: 'keep' });
      const later = await store.changes(project, { after: next, limit: 5 });
      expect(later.rows.map((row) => [row.state.id, row.excluded, row.erased])).toEqual([
        [ids[1], [], null],
        [ids[0], [], suiteNow],
      ]);
      // The last number went with the response that had it; the next one is another all the same.
      at = later.next;
      const last = { ...buildCsat(2), person: { id: 'u-4' } };
      await record(store, [incoming(last)]);
      at = (await follow(store, at)).next;
      await store.erasePerson(project, { id: 'u-4', at: suiteNow, answers: 'delete' });
      const after = buildCsat(3);
      await record(store, [incoming(after)]);
      expect((await follow(store, at)).ids).toEqual([after.id]);
      expect((await follow(store, start)).ids).toEqual([ids[2], ids[1], ids[0], after.id]);
    });

    test('without a gap while several write', async () => {
      await using opened = await withStore(open, buildProgram({ cells: { buckets: 4 } }));
      const { store } = opened;
      const other = await opened.reopen();
      const random = createRandom(7);
      const states = Array.from({ length: 40 }, () => buildCsat(1, { answers: [] }));
      const start = await endOf(store);
      let at = start;
      const latest = new Map<string, number>();
      const told = new Map<string, number>();
      const look = async () => {
        const { rows, next } = await other.changes(project, { after: at, limit: 5 });
        for (const { state } of rows) {
          const value = Number(state.answers?.[0]?.value ?? 0);
          expect(value).toBeGreaterThan(told.get(state.id) ?? -1);
          told.set(state.id, value);
        }
        at = next;
        return rows.length;
      };
      for (let round = 1; round <= 5; round++) {
        const writes = [store, other, store, other].map((one, writer) => {
          const mine = states.filter((_, index) => index % 4 === writer && random() < 0.7);
          return record(
            one,
            mine.map((state) => {
              latest.set(state.id, round);
              const minute = `2026-11-22T06:5${round}:00Z`;
              return incoming({ ...state, answers: [buildAnswer('satisfaction', round, minute)] });
            }),
          );
        });
        await Promise.all([...writes, look()]);
        await look();
      }
      while ((await look()) > 0);
      expect(told).toEqual(latest);
    });

    test('of one project alone, and nothing before a cursor that no page gave', async () => {
      await using opened = await withStore(open);
      const { store } = opened;
      await record(store, [incoming(buildCsat(1))]);
      const other = await store.changes(otherProject, { after: null, limit: 5 });
      expect((await store.changes(otherProject, { after: other.next, limit: 5 })).rows).toEqual([]);
      for (const after of ['nonsense', '', "' or 1=1", '-1', '1e3'])
        expect((await store.changes(project, { after, limit: 5 })).rows).toEqual([]);
    });
  });
}
