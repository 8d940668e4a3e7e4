import { describe, expect, test } from 'vitest';
import { buildCsat } from '../envelope.ts';
import {
  incoming,
  type OpenStore,
  otherProject,
  project,
  record,
  suiteNow,
  withStore,
} from './with-store.ts';

/** What was refused, for those who look for the reason. */
export function describeRejected(open: OpenStore): void {
  describe('of what was refused', () => {
    test('keeps what the checks and what it refused itself, the newest first, page by page', async () => {
      await using opened = await withStore(open);
      const { store } = opened;
      const stored = { ...buildCsat(4), person: { id: 'u-1' } };
      await record(store, [incoming(stored)]);
      const conflicting = { ...stored, person: { id: 'u-2' } };
      const refused = {
        id: null,
        person: null,
        code: 'response_invalid',
        detail: 'a',
        input: '{"a":1}',
      } as const;
      await store.record([
        { project, responses: [incoming(conflicting)], tallies: [], rejected: [refused] },
        { project, responses: [incoming(conflicting)], tallies: [], rejected: null },
        { project: otherProject, responses: [], tallies: [], rejected: [{ ...refused, detail: 'b' }] },
      ]);
      const page = (overrides: object = {}) =>
        store.rejected(project, { before: null, since: 0, limit: 10, ...overrides });
      const all = await page();
      expect(all).toEqual([
        {
          sequence: expect.any(Number),
          at: suiteNow,
          id: stored.id,
          person: 'u-2',
          code: 'response_conflict',
          detail: expect.stringContaining('person'),
          input: expect.any(String),
        },
        { ...refused, sequence: expect.any(Number), at: suiteNow },
      ]);
      expect(JSON.parse(all[0]?.input ?? '')).toEqual(conflicting);
      expect(all[0]?.sequence).toBeGreaterThan(all[1]?.sequence ?? 0);
      expect(await page({ limit: 1 })).toEqual(all.slice(0, 1));
      expect(await page({ before: all[0]?.sequence })).toEqual(all.slice(1));
      expect(await page({ since: suiteNow + 1 })).toEqual([]);
    });

    test('gives a person no more than its own, whatever word its id is', async () => {
      await using opened = await withStore(open);
      const { store } = opened;
      const input = '{"id":"u-17","answers":[]}';
      const refused = { id: null, code: 'response_invalid' as const, detail: '', input };
      const rejected = ['answers', 'u-18'].map((person) => ({ ...refused, person }));
      await store.record([{ project, responses: [], tallies: [], rejected }]);
      const known = await store.person(project, { id: 'answers', now: suiteNow });
      expect(known.rejected.map(({ person }) => person)).toEqual(['answers']);
      const erased = await store.erasePerson(project, { id: 'answers', at: suiteNow, answers: 'keep' });
      expect(erased.rejected).toBe(1);
      const left = await store.rejected(project, { before: null, since: 0, limit: 10 });
      expect(left.map(({ person }) => person)).toEqual(['u-18']);
    });

    test('keeps only so many', async () => {
      await using opened = await withStore(open);
      const { store } = opened;
      const rejected = Array.from({ length: 500 }, (_, index) => ({
        id: null,
        person: null,
        code: 'too_old' as const,
        detail: `${index}`,
        input: null,
      }));
      for (let times = 0; times < 22; times++)
        await store.record([{ project, responses: [], tallies: [], rejected }]);
      const kept = await store.rejected(project, { before: null, since: 0, limit: 20_000 });
      expect(kept.length).toBeGreaterThanOrEqual(10_000);
      expect(kept.length).toBeLessThan(10_600);
      expect(kept[0]?.detail).toBe('499');
    });
  });
}
