import { describe, expect, test } from 'vitest';
import { buildAnswer, buildCsat, buildResponse, buildTally } from '../envelope.ts';
import {
  incoming,
  type OpenStore,
  otherProject,
  project,
  readCells,
  readResponses,
  record,
  recordKinds,
  suiteNow,
  withStore,
} from './with-store.ts';

const day = Math.floor(suiteNow / 86_400_000);

/** Recording: the merge, what is counted, and that all of a commit is there or nothing. */
export function describeRecord(open: OpenStore): void {
  describe('records', () => {
    test('a response once, however often it comes', async () => {
      await using opened = await withStore(open);
      const { store } = opened;
      const response = incoming({ ...buildCsat(4), person: { traits: { plan: 'pro' } } });
      expect(await recordKinds(store, [response])).toEqual(['accepted']);
      expect(await recordKinds(store, [response, response])).toEqual(['repeated', 'repeated']);
      expect(await readCells(store)).toEqual({
        [`${day} ticket_closed    funnel`]: '1 1 0 0 0 1',
        [`${day} ticket_closed  plan pro funnel`]: '1 1 0 0 0 1',
        [`${day} ticket_closed satisfaction   1..5`]: '0 0 0 0 1',
        [`${day} ticket_closed satisfaction plan pro 1..5`]: '0 0 0 0 1',
      });
    });

    test('several states of one response in one commit, in either order', async () => {
      const first = buildResponse();
      const last = {
        ...first,
        answers: [buildAnswer('satisfaction', 2)],
        completed: '2026-11-22T07:00:00Z',
      };
      for (const states of [
        [first, last],
        [last, first],
      ]) {
        await using opened = await withStore(open);
        const { store } = opened;
        const batches = states.map((state) => ({
          project,
          responses: [incoming(state)],
          tallies: [],
          rejected: null,
        }));
        await store.record(batches);
        expect(await readCells(store)).toEqual({
          [`${day} ticket_closed    funnel`]: '1 1 1',
          [`${day} ticket_closed satisfaction   1..5`]: '0 0 1',
        });
        expect((await readResponses(store)).map(({ state }) => state)).toEqual([last]);
      }
    });

    test('what it was told of each response, in the order of the batches', async () => {
      await using opened = await withStore(open);
      const { store } = opened;
      const stored = buildCsat(4);
      await record(store, [incoming(stored)]);
      const outcomes = await store.record([
        { project, responses: [], tallies: [buildTally()], rejected: null },
        {
          project,
          responses: [incoming({ ...stored, touchpoint: 'pulse' }), incoming(buildCsat(1)), incoming(stored)],
          tallies: [],
          rejected: [],
        },
        { project: otherProject, responses: [incoming(buildCsat(1))], tallies: [], rejected: null },
      ]);
      expect(outcomes).toEqual([
        [],
        [
          { kind: 'rejected', code: 'response_conflict', detail: expect.stringContaining('touchpoint') },
          { kind: 'accepted' },
          { kind: 'repeated' },
        ],
        [{ kind: 'rejected', code: 'touchpoint_unknown', detail: 'the project has no program' }],
      ]);
    });

    test('an answer that is withdrawn, and a day that moves with its clock', async () => {
      await using opened = await withStore(open);
      const { store } = opened;
      const given = buildCsat(5, { shown: '2026-11-22T00:10:00Z' });
      await record(store, [incoming(given)]);
      const withdrawn = {
        ...given,
        answers: [buildAnswer('satisfaction', null, '2026-11-22T06:59:59Z')],
      };
      // This send took a day and a half less than the other by the device's clock.
      await record(store, [incoming(withdrawn, { sent: suiteNow + 36 * 3_600_000 })]);
      expect(await readCells(store)).toEqual({ [`${day - 2} ticket_closed    funnel`]: '1 0 0 0 0 1' });
    });

    test('people and traits that are called like members of every object', async () => {
      await using opened = await withStore(open);
      const { store } = opened;
      const traits = JSON.parse('{"__proto__":"x","constructor":"y","plan":"toString"}') as Record<
        string,
        string
      >;
      const state = { ...buildCsat(3), person: { id: '__proto__', account: 'constructor', traits } };
      expect(await recordKinds(store, [incoming(state), incoming(state)])).toEqual(['accepted', 'repeated']);
      expect((await store.person(project, { id: '__proto__', now: suiteNow })).responses).toHaveLength(1);
      expect(Object.keys(await readCells(store, ['plan']))).toEqual([
        `${day} ticket_closed  plan toString funnel`,
        `${day} ticket_closed satisfaction plan toString 1..5`,
      ]);
    });

    test('every character of a text', async () => {
      await using opened = await withStore(open);
      const { store } = opened;
      const said = `a\u0000b 'quoted' "twice" \\ \u{1f600} \u2028 é %_;--`;
      await record(store, [incoming(buildResponse({ answers: [buildAnswer('why', said)] }))]);
      const [kept] = await readResponses(store);
      expect(kept?.state.answers?.[0]?.value).toBe(said);
    });

    test('nothing of a commit in which something cannot be stored', async () => {
      await using opened = await withStore(open);
      const { store } = opened;
      // What no check lets pass stops the commit in its middle.
      const broken = { ...buildCsat(1), shown: undefined as unknown as string };
      const batch = { project, tallies: [buildTally()], rejected: [] };
      const commit = store.record([
        { ...batch, responses: [incoming({ ...buildCsat(5), person: { traits: { plan: 'new' } } })] },
        { ...batch, responses: [incoming(broken)] },
      ]);
      await expect(commit).rejects.toThrow();
      expect(await readCells(store)).toEqual({});
      expect(await readResponses(store)).toEqual([]);
      const fresh = incoming({ ...buildCsat(5), person: { traits: { plan: 'new' } } });
      expect(await recordKinds(store, [fresh])).toEqual(['accepted']);
      expect((await store.verifyCells(project, 10)).faults).toEqual([]);
    });
  });
}
