import { describe, expect, test } from 'vitest';
import { buildCsat, buildNps } from '../envelope.ts';
import { buildProgram } from '../program.ts';
import {
  incoming,
  type OpenStore,
  otherProject,
  project,
  push,
  readCells,
  record,
  suiteNow,
  withStore,
} from './with-store.ts';

const day = Math.floor(suiteNow / 86_400_000);

/** Adding up, and counting anew. */
export function describeCells(open: OpenStore): void {
  describe('adds up', () => {
    test('the cells of a dimension, of some scales and days, of every bucket', async () => {
      await using opened = await withStore(open, buildProgram({ cells: { buckets: 8 } }));
      const { store } = opened;
      const ago = (days: number) => new Date(suiteNow - days * 86_400_000).toISOString();
      const person = { traits: { plan: 'pro' } };
      await record(store, [
        ...[1, 5, 5].map((value) => incoming({ ...buildCsat(value), person })),
        ...[2, 5].map((value) => incoming({ ...buildCsat(value, { shown: ago(2) }), person })),
        incoming(buildNps(10)),
      ]);
      const sum = (overrides: object) =>
        store.cells({
          project,
          dimension: '',
          scales: ['1..5'],
          from: null,
          to: null,
          byDay: false,
          ...overrides,
        });
      const csat = {
        touchpoint: 'ticket_closed',
        survey: 'support-csat',
        version: 1,
        question: 'satisfaction',
      };
      const counts = (...answers: number[]) => [0, ...answers, 0, 0, 0, 0, 0];
      expect(await sum({})).toEqual([
        { ...csat, day: 0, value: '', scale: '1..5', counts: counts(1, 1, 0, 0, 3) },
      ]);
      expect(await sum({ from: day })).toMatchObject([{ counts: counts(1, 0, 0, 0, 2) }]);
      expect(await sum({ to: day })).toMatchObject([{ counts: counts(0, 1, 0, 0, 1) }]);
      expect((await sum({ byDay: true })).map((cell) => cell.day).sort((a, b) => a - b)).toEqual([
        day - 2,
        day,
      ]);
      expect(await sum({ dimension: 'plan' })).toMatchObject([
        { value: 'pro', counts: counts(1, 1, 0, 0, 3) },
      ]);
      for (const values of [['pro', 'free'], ['free'], []])
        expect(await sum({ dimension: 'plan', values })).toHaveLength(values.includes('pro') ? 1 : 0);
      for (const touchpoints of [['ticket_closed', 'pulse'], ['pulse'], []])
        expect(await sum({ touchpoints })).toHaveLength(touchpoints.includes('ticket_closed') ? 1 : 0);
      expect(await sum({ scales: ['1..5', '0..10'] })).toHaveLength(2);
      expect(await sum({ scales: [] })).toEqual([]);
      expect(await sum({ project: otherProject })).toEqual([]);
    });

    test('open responses with all that they count', async () => {
      await using opened = await withStore(open);
      const { store } = opened;
      await record(store, [
        incoming({ ...buildCsat(4), person: { traits: { plan: 'pro' } } }),
        incoming(buildCsat(4, { completed: '2026-11-22T07:00:00Z' })),
        incoming(buildCsat(4, { dismissed: { at: '2026-11-22T07:00:00Z', reason: 'timeout' } })),
        incoming(buildCsat(4, { shown: '2026-11-20T07:00:00Z' })),
      ]);
      const found = await store.openResponses(project, suiteNow - 86_400_000);
      expect(found).toHaveLength(1);
      expect(found[0]).toMatchObject({ day, shown: Date.parse('2026-11-22T06:59:50.001Z') });
      expect(found[0]?.counts).toHaveLength(12);
      expect(await store.openResponses(project, 0)).toHaveLength(2);
      expect(await store.openResponses(otherProject, 0)).toEqual([]);
    });
  });

  describe('counted anew, the cells', () => {
    test('are those of the zone and the segments that were pushed', async () => {
      await using opened = await withStore(open, buildProgram({ segments: [] }));
      const { store } = opened;
      const state = {
        ...buildCsat(4, { shown: '2026-11-22T02:00:00Z' }),
        person: { traits: { plan: 'pro' } },
      };
      await record(store, [incoming(state)]);
      await push(store, buildProgram({ segments: ['plan'], timezone: 'America/New_York' }));
      expect(Object.keys(await readCells(store))).toEqual([
        `${day - 1} ticket_closed    funnel`,
        `${day - 1} ticket_closed  plan pro funnel`,
        `${day - 1} ticket_closed satisfaction   1..5`,
        `${day - 1} ticket_closed satisfaction plan pro 1..5`,
      ]);
      expect(await store.verifyCells(project, 10)).toEqual({ faults: [], count: 0 });
    });

    test('are the same, and another version of them', async () => {
      await using opened = await withStore(open);
      const { store } = opened;
      await record(
        store,
        Array.from({ length: 30 }, (_, index) => incoming(buildCsat((index % 5) + 1))),
      );
      const before = [await readCells(store), await store.cellsVersion(project)] as const;
      await store.rebuildCells(project);
      expect(await readCells(store)).toEqual(before[0]);
      expect(await store.cellsVersion(project)).not.toBe(before[1]);
      await store.rebuildCells(otherProject);
      expect(await store.verifyCells(otherProject, 10)).toEqual({ faults: [], count: 0 });
    });

    test('have another version when something has moved, and only then', async () => {
      await using opened = await withStore(open);
      const { store } = opened;
      const response = incoming(buildCsat(4));
      const versions = [await store.cellsVersion(project)];
      await record(store, [response]);
      versions.push(await store.cellsVersion(project));
      expect(new Set(versions).size).toBe(2);
      await record(store, [response]);
      expect(await store.cellsVersion(project)).toBe(versions[1]);
    });
  });
}
