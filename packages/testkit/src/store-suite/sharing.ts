import { randomUUID } from 'node:crypto';
import type { Store } from '@milepost/collector';
import { checkProgram } from '@milepost/protocol';
import { describe, expect, test } from 'vitest';
import { buildAnswer, buildCsat } from '../envelope.ts';
import { buildProgram } from '../program.ts';
import { createRandom } from '../random.ts';
import {
  incoming,
  type OpenStore,
  project,
  push,
  readCells,
  readResponses,
  record,
  recordKinds,
  suiteNow,
  withStore,
} from './with-store.ts';

/** Two stores with the same data, and what is there after everything was closed. */
export function describeSharing(open: OpenStore): void {
  describe('shared by two', () => {
    test('takes what both are sent at once as one would', async () => {
      await using opened = await withStore(open);
      const stores = [opened.store, await opened.reopen()] as const;
      const random = createRandom(4);
      const responses = Array.from({ length: 60 }, (_, index) => {
        const state = buildCsat((index % 5) + 1);
        const person = { id: `u-${index % 7}`, traits: { plan: random.pick(['basic', 'pro', 'team']) } };
        return [
          { ...state, answers: [], person },
          { ...state, person },
          { ...state, person, completed: '2026-11-22T07:00:00Z' },
        ];
      });
      const sends = random.shuffle([...responses.flat(), ...responses.flat()]);
      const groups = Array.from({ length: 36 }, (_, index) => sends.slice(index * 10, index * 10 + 10));
      await Promise.all(
        groups.map((group, index) =>
          record(
            stores[index % 2] as Store,
            group.map((state) => incoming(state)),
          ),
        ),
      );
      const kept = await readResponses(opened.store);
      expect(kept).toHaveLength(60);
      expect(kept.every(({ state }) => state.completed !== undefined)).toBe(true);
      for (const store of stores)
        expect(await store.verifyCells(project, 10)).toEqual({ faults: [], count: 0 });
    });

    test('knows at once what the other has stored, pushed, excluded and erased', async () => {
      await using opened = await withStore(open);
      const [one, other] = [opened.store, await opened.reopen()];
      const state = { ...buildCsat(4), person: { id: 'u-17' } };
      await record(one, [incoming(state)]);
      expect(await recordKinds(other, [incoming(state)])).toEqual(['repeated']);
      expect((await other.program(project))?.revision).toBe(1);
      await push(other, buildProgram({ timezone: 'Asia/Tokyo' }));
      expect((await one.program(project))?.program.timezone).toBe('Asia/Tokyo');
      expect(await one.program(project)).toBe(await one.program(project));

      const before = await one.cellsVersion(project);
      const exclusion = { id: randomUUID(), reason: 'test' as const, by: 'ana', note: null, at: suiteNow };
      const targets = [{ kind: 'person' as const, target: 'u-17' }];
      await other.addExclusion(project, { ...exclusion, targets });
      expect(await one.cellsVersion(project)).not.toBe(before);
      expect(await readCells(one)).toEqual({});
      await record(one, [incoming({ ...buildCsat(1), person: { id: 'u-17' } })]);
      expect(await readCells(one)).toEqual({});
      await other.erasePerson(project, { id: 'u-17', at: suiteNow, answers: 'keep' });
      expect(await recordKinds(one, [incoming(state)])).toEqual(['person_erased']);
    });

    test('counts the same values of a segment, also after they are counted anew', async () => {
      await using opened = await withStore(open);
      const [one, other] = [opened.store, await opened.reopen()];
      const send = (store: Store, plan: string) =>
        record(store, [incoming({ ...buildCsat(4), person: { traits: { plan } } })]);
      for (const [store, plan] of [
        [one, 'basic'],
        [other, 'basic'],
        [other, 'pro'],
        [one, 'pro'],
      ] as const)
        await send(store, plan);
      await push(other, buildProgram({ segments: ['plan', 'vintage'] }));
      await send(one, 'team');
      await send(other, 'team');
      expect(Object.values(await readCells(one, ['plan']))).toEqual([
        '2 2 0 0 0 2',
        '2 2 0 0 0 2',
        '2 2 0 0 0 2',
        '0 0 0 0 2',
        '0 0 0 0 2',
        '0 0 0 0 2',
      ]);
      expect((await other.verifyCells(project, 10)).count).toBe(0);
    });

    test('lets neither push over the other', async () => {
      await using opened = await withStore(open);
      const stores = [opened.store, await opened.reopen()];
      const revisions = await Promise.all(
        stores.map((store, index) =>
          push(store, buildProgram({ segments: [`segment_${index}`] })).then(
            ({ revision }) => revision,
            (error: Error) => error.message,
          ),
        ),
      );
      expect(revisions).toContain(2);
      expect(revisions.filter((one) => typeof one === 'string').join()).toMatch(/^(|another revision .*)$/);
      const { program } = checkProgram(buildProgram());
      expect(program).not.toBeNull();
    });

    test('keeps everything that it acknowledged after both are closed', async () => {
      await using opened = await withStore(open);
      const other = await opened.reopen();
      const state = { ...buildCsat(4), answers: [buildAnswer('satisfaction', 4)] };
      await record(opened.store, [incoming(state)]);
      const cells = await readCells(other);
      await opened.store.close();
      await other.close();
      const again = await opened.reopen();
      expect(await readCells(again)).toEqual(cells);
      expect((await readResponses(again)).map((one) => one.state)).toEqual([state]);
      expect((await again.program(project))?.revision).toBe(1);
    });
  });
}
