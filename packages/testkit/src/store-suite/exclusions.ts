import { randomUUID } from 'node:crypto';
import type { Exclusion } from '@milepost/collector';
import { describe, expect, test } from 'vitest';
import { buildCsat } from '../envelope.ts';
import {
  incoming,
  type OpenStore,
  otherProject,
  project,
  readCells,
  readResponses,
  record,
  suiteNow,
  withStore,
} from './with-store.ts';

/** An exclusion of a test, made now. */
export function buildExclusion(
  kind: Exclusion['targets'][number]['kind'],
  targets: readonly string[],
  overrides: Partial<Exclusion> = {},
): Exclusion {
  return {
    id: randomUUID(),
    reason: 'test',
    by: 'ana@example.com',
    note: null,
    at: suiteNow,
    targets: targets.map((target) => ({ kind, target })),
    ...overrides,
  };
}

const person = (id: string, account = 'acme') => ({ id, account, traits: { plan: 'pro' } });

/** Leaving answers out of the scores, and bringing them back exactly. */
export function describeExclusions(open: OpenStore): void {
  describe('leaves out of the scores', () => {
    test.each([
      ['a person', () => buildExclusion('person', ['u-1']), 2],
      ['an account', () => buildExclusion('account', ['acme']), 3],
    ] as const)(
      '%s, what is there and what comes, until the exclusion is lifted',
      async (_of, exclusionOf, count) => {
        await using opened = await withStore(open);
        const { store } = opened;
        const all = [
          { ...buildCsat(1), person: person('u-1') },
          { ...buildCsat(2), person: person('u-1') },
          { ...buildCsat(3), person: person('u-2') },
          { ...buildCsat(4), person: person('u-3', 'globex') },
          buildCsat(5),
        ].map((state) => incoming(state));
        await record(store, all);
        const before = await readCells(store);
        const exclusion = exclusionOf();
        expect(await store.addExclusion(project, exclusion)).toEqual({ kind: 'added', changed: count });
        const later = incoming({ ...buildCsat(1), person: person('u-1') });
        expect(await record(store, [later])).toEqual([{ kind: 'accepted' }]);
        expect(await record(store, [later])).toEqual([{ kind: 'repeated' }]);
        expect((await readResponses(store)).filter(({ excluded }) => excluded.length > 0)).toHaveLength(
          count + 1,
        );
        expect(await store.verifyCells(project, 10)).toEqual({ faults: [], count: 0 });

        expect(await store.removeExclusion(project, exclusion.id)).toBe(count + 1);
        await store.erasePerson(project, { id: 'nobody', at: suiteNow, answers: 'keep' });
        await store.addExclusion(project, buildExclusion('response', [later.state.id]));
        expect(await readCells(store)).toEqual(before);
      },
    );

    test('some responses, those too that are still to come', async () => {
      await using opened = await withStore(open);
      const { store } = opened;
      const [there, toCome] = [buildCsat(1), buildCsat(2)];
      await record(store, [incoming(there)]);
      const before = await readCells(store);
      const exclusion = buildExclusion('response', [there.id, toCome.id]);
      expect(await store.addExclusion(project, exclusion)).toEqual({ kind: 'added', changed: 1 });
      await record(store, [incoming(toCome)]);
      expect(await readCells(store)).toEqual({});
      expect(await store.removeExclusion(project, exclusion.id)).toBe(2);
      await store.addExclusion(project, buildExclusion('response', [toCome.id]));
      expect(await readCells(store)).toEqual(before);
    });

    test('what several exclusions fit until the last of them is lifted', async () => {
      await using opened = await withStore(open);
      const { store } = opened;
      const state = { ...buildCsat(4), person: person('u-1') };
      await record(store, [incoming(state)]);
      const before = await readCells(store);
      const exclusions = [
        buildExclusion('person', ['u-1'], { at: suiteNow - 1, note: 'a colleague' }),
        buildExclusion('account', ['acme'], { reason: 'staff' }),
        buildExclusion('response', [state.id], { at: suiteNow + 1, reason: 'bot' }),
      ];
      const changed = [];
      for (const one of exclusions) changed.push(await store.addExclusion(project, one));
      expect(changed).toEqual([1, 0, 0].map((count) => ({ kind: 'added', changed: count })));
      const [kept] = await readResponses(store);
      expect(kept?.excluded).toEqual(
        exclusions.map(({ id, reason, by, note, at }) => ({
          id,
          reason,
          by,
          ...(note !== null && { note }),
          at: new Date(at).toISOString(),
        })),
      );
      const back = [];
      for (const { id } of exclusions) back.push(await store.removeExclusion(project, id));
      expect(back).toEqual([0, 0, 1]);
      expect(await readCells(store)).toEqual(before);
    });

    test('somebody who becomes known', async () => {
      await using opened = await withStore(open);
      const { store } = opened;
      const state = buildCsat(4);
      await record(store, [incoming(state)]);
      await store.addExclusion(project, buildExclusion('person', ['u-1']));
      expect(await readCells(store)).not.toEqual({});
      expect(await record(store, [incoming({ ...state, person: { id: 'u-1' } })])).toEqual([
        { kind: 'accepted' },
      ]);
      expect(await readCells(store)).toEqual({});
    });

    test('open responses', async () => {
      await using opened = await withStore(open);
      const { store } = opened;
      const state = buildCsat(4);
      await record(store, [incoming(state)]);
      expect(await store.openResponses(project, 0)).toHaveLength(1);
      await store.addExclusion(project, buildExclusion('response', [state.id]));
      expect(await store.openResponses(project, 0)).toEqual([]);
    });
  });

  describe('an exclusion', () => {
    test('is the same when it comes again, and another under the same id is refused', async () => {
      await using opened = await withStore(open);
      const { store } = opened;
      const ids = [buildCsat(1).id, buildCsat(1).id];
      const exclusion = buildExclusion('response', ids);
      await store.addExclusion(project, exclusion);
      const again = { ...exclusion, at: suiteNow + 5, targets: [...exclusion.targets].reverse() };
      expect(await store.addExclusion(project, again)).toEqual({ kind: 'repeated' });
      for (const other of [
        { ...exclusion, note: 'x' },
        { ...exclusion, reason: 'bot' as const },
        { ...exclusion, targets: exclusion.targets.slice(1) },
        { ...exclusion, targets: [{ kind: 'person' as const, target: 'u-1' }] },
      ])
        expect(await store.addExclusion(project, other)).toEqual({ kind: 'conflict' });
      expect((await store.exclusions(project, { after: null, limit: 10 })).rows).toEqual([
        { ...exclusion, targets: expect.arrayContaining(exclusion.targets) },
      ]);
    });

    test('is listed with the newest first, page by page', async () => {
      await using opened = await withStore(open);
      const { store } = opened;
      const all = [5, 1, 3, 3, 2].map((at) => buildExclusion('person', [`u-${at}`], { at }));
      for (const one of all) await store.addExclusion(project, one);
      const told: number[] = [];
      let after: string | null = null;
      do {
        const page: Awaited<ReturnType<typeof store.exclusions>> = await store.exclusions(project, {
          after,
          limit: 2,
        });
        told.push(...page.rows.map(({ at }) => at));
        after = page.next;
      } while (after !== null);
      expect(told).toEqual([5, 3, 3, 2, 1]);
      expect((await store.exclusions(project, { after: 'nonsense', limit: 2 })).rows).toEqual([]);
    });

    test('is of one project alone', async () => {
      await using opened = await withStore(open);
      const { store } = opened;
      const exclusion = buildExclusion('person', ['u-1']);
      await store.addExclusion(otherProject, exclusion);
      await record(store, [incoming({ ...buildCsat(4), person: person('u-1') })]);
      expect(Object.keys(await readCells(store))).not.toEqual([]);
      expect(await store.removeExclusion(project, exclusion.id)).toBeNull();
      expect((await store.exclusions(project, { after: null, limit: 10 })).rows).toEqual([]);
      expect(await store.removeExclusion(otherProject, exclusion.id)).toBe(0);
      expect(await store.removeExclusion(otherProject, exclusion.id)).toBeNull();
    });

    test('that an exported line brings is kept with its id', async () => {
      await using opened = await withStore(open);
      const { store } = opened;
      const told = { id: randomUUID(), reason: 'bot' as const, by: 'ana', at: '2026-01-01T00:00:00.000Z' };
      const state = buildCsat(4);
      expect(await record(store, [incoming(state, { excluded: [told] })])).toEqual([{ kind: 'accepted' }]);
      expect(await record(store, [incoming(state, { excluded: [told] }), incoming(state)])).toEqual([
        { kind: 'repeated' },
        { kind: 'repeated' },
      ]);
      expect(await readCells(store)).toEqual({});
      expect((await readResponses(store))[0]?.excluded).toEqual([told]);
      expect(await store.removeExclusion(project, told.id)).toBe(1);
      expect(await store.verifyCells(project, 10)).toEqual({ faults: [], count: 0 });
      expect(await record(store, [incoming(state, { excluded: [told] })])).toEqual([{ kind: 'accepted' }]);
      expect(await readCells(store)).toEqual({});
    });

    test('that a refused line brings leaves nothing out, whatever is stored beside it', async () => {
      await using opened = await withStore(open);
      const { store } = opened;
      const told = { id: randomUUID(), reason: 'bot' as const, by: 'ana', at: '2026-01-01T00:00:00.000Z' };
      const state = buildCsat(4);
      const other = { ...state, version: 2 };
      expect(
        (await record(store, [incoming(state), incoming(other, { excluded: [told] })])).map(
          ({ kind }) => kind,
        ),
      ).toEqual(['accepted', 'rejected']);
      const before = await readCells(store);
      expect(before).not.toEqual({});
      expect((await readResponses(store))[0]?.excluded).toEqual([]);
      await store.rebuildCells(project);
      expect(await readCells(store)).toEqual(before);
    });

    test('holds for what comes after the line in the same commit', async () => {
      await using opened = await withStore(open);
      const { store } = opened;
      const told = { id: randomUUID(), reason: 'bot' as const, by: 'ana', at: '2026-01-01T00:00:00.000Z' };
      const state = buildCsat(4);
      const later = { ...state, completed: '2026-11-22T07:00:09.000Z' };
      await record(store, [incoming(state, { excluded: [told] }), incoming(later)]);
      expect(await readCells(store)).toEqual({});
      expect(await store.verifyCells(project, 10)).toEqual({ faults: [], count: 0 });
    });
  });
}
