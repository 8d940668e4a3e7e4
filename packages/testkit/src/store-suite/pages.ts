import type { Page, StoredText } from '@milepost/collector';
import { describe, expect, test } from 'vitest';
import { buildCsat, buildNps } from '../envelope.ts';
import { buildProgram } from '../program.ts';
import {
  incoming,
  type OpenStore,
  otherProject,
  project,
  readResponses,
  record,
  stateOf,
  suiteNow,
  withStore,
} from './with-store.ts';

/** Reading every response. */
export function describePages(open: OpenStore): void {
  describe('reads', () => {
    test.each([1, 8])('every response once, page by page, with its times (buckets: %d)', async (buckets) => {
      await using opened = await withStore(open, buildProgram({ cells: { buckets } }));
      const { store } = opened;
      const states = Array.from({ length: 25 }, (_, index) => buildCsat((index % 5) + 1));
      await record(
        store,
        states.map((state, index) =>
          incoming(state, index % 2 === 0 ? {} : { sent: null, received: suiteNow - 5 }),
        ),
      );
      const found = await readResponses(store, 7);
      const byId = (a: { id: string }, b: { id: string }) => (a.id < b.id ? -1 : 1);
      expect(found.map(({ state }) => state).sort(byId)).toEqual(states.sort(byId));
      expect(found.filter(({ sent, received }) => sent === null && received === suiteNow - 5)).toHaveLength(
        12,
      );
      expect(found.filter(({ sent, received }) => sent === suiteNow && received === suiteNow)).toHaveLength(
        13,
      );
      // Of eight some may be empty; that four are, nobody will live to see.
      expect(new Set(found.map(({ bucket }) => bucket)).size).toBeGreaterThan(buckets / 2);
      expect(await readResponses(store, 25)).toEqual(found);
    });

    test('each once while others are stored', async () => {
      await using opened = await withStore(open);
      const { store } = opened;
      const states = Array.from({ length: 20 }, () => buildCsat(3));
      await record(
        store,
        states.map((state) => incoming(state)),
      );
      const first = await store.responsePage(project, { after: null, limit: 10 });
      await record(
        store,
        Array.from({ length: 20 }, () => incoming(buildCsat(1))),
      );
      const rest = await store.responsePage(project, { after: first.next, limit: 100 });
      const ids = [...first.rows, ...rest.rows].map(({ text }) => stateOf(text).id);
      expect(new Set(ids).size).toBe(ids.length);
      expect(states.filter(({ id }) => !ids.includes(id))).toEqual([]);
    });

    test('what fits, in canonical JSON, with its day', async () => {
      await using opened = await withStore(
        open,
        buildProgram({ timezone: 'Asia/Tokyo', cells: { buckets: 2 } }),
      );
      const { store } = opened;
      const states = [
        buildCsat(1, { shown: '2026-11-20T14:59:59Z' }),
        buildCsat(2, { shown: '2026-11-20T15:00:00Z' }),
        buildNps(3, { shown: '2026-11-21T16:00:00Z' }),
        ...Array.from({ length: 20 }, () => buildCsat(4, { shown: '2026-11-22T02:00:00Z' })),
      ];
      await record(
        store,
        states.map((state) => incoming(state)),
      );
      const all = { from: null, to: null, touchpoints: null, surveys: null };
      const day = Math.floor(suiteNow / 86_400_000);
      const read = async (filter: Partial<typeof all> | object) => {
        const found: StoredText[] = [];
        let after: string | null = null;
        do {
          const page: Page<StoredText> = await store.responsePage(project, {
            after,
            limit: 2,
            filter: { ...all, ...filter },
          });
          expect(page.rows.length).toBeLessThanOrEqual(2);
          found.push(...page.rows);
          after = page.next;
        } while (after !== null);
        return found;
      };
      expect(await read({})).toHaveLength(23);
      const [one, ...others] = await read({ to: day - 1 });
      expect(others).toEqual([]);
      expect(one?.text).toBe(
        `{"answers":[{"at":"2026-11-22T06:59:58.400Z","question":"satisfaction","value":1}],"id":"${states[0]?.id}",` +
          '"shown":"2026-11-20T14:59:59Z","survey":"support-csat","touchpoint":"ticket_closed","version":1}',
      );
      expect(one?.day).toBe(day - 2);
      const ids = async (filter: object) => (await read(filter)).map(({ text }) => stateOf(text).id).sort();
      expect(await ids({ from: day - 1, to: day })).toEqual([states[1]?.id]);
      expect(await ids({ touchpoints: ['pulse'] })).toEqual([states[2]?.id]);
      expect(await ids({ surveys: ['relationship-nps', 'nothing'] })).toEqual([states[2]?.id]);
      expect(await ids({ surveys: ['support-csat'], to: day })).toEqual(
        [states[0]?.id, states[1]?.id].sort(),
      );
      expect(await ids({ touchpoints: [] })).toEqual([]);
    });

    test('nothing after a cursor that no page gave, and nothing of another project', async () => {
      await using opened = await withStore(open);
      const { store } = opened;
      await record(store, [incoming(buildCsat(1))]);
      const nothing = { rows: [], next: null };
      for (const after of ['nonsense', '', ':', '1e9:', "0:' or 1=1"])
        expect((await store.responsePage(project, { after, limit: 1 })).rows.length).toBeLessThanOrEqual(1);
      expect(await store.responsePage(project, { after: 'nonsense', limit: 1 })).toEqual(nothing);
      expect(await store.responsePage(otherProject, { after: null, limit: 1 })).toEqual(nothing);
    });
  });
}
