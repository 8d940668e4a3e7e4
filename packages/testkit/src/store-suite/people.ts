import { describe, expect, test } from 'vitest';
import { buildAnswer, buildCsat } from '../envelope.ts';
import { buildExclusion } from './exclusions.ts';
import { incoming, type OpenStore, otherProject, project, suiteNow, withStore } from './with-store.ts';

/** Everything that is known of a person. */
export function describePeople(open: OpenStore): void {
  describe('of a person', () => {
    test('tells everything that is known, and nothing of anybody else', async () => {
      await using opened = await withStore(open);
      const { store } = opened;
      const person = { id: 'u-17', account: 'acme', traits: { plan: 'pro' } };
      const [older, newer] = [
        { ...buildCsat(4, { shown: '2026-11-20T07:00:00Z' }), person, verified: false },
        { ...buildCsat(5, { answers: [buildAnswer('why', 'u-17 said so')] }), person },
      ] as const;
      const ofOther = { ...buildCsat(1), person: { id: 'u-18', account: 'acme' } };
      await store.record([
        {
          project,
          responses: [incoming(older), incoming(newer), incoming(ofOther)],
          tallies: [],
          rejected: [
            { id: null, person: 'u-17', code: 'too_old', detail: 'its own', input: null },
            {
              id: null,
              person: null,
              code: 'too_old',
              detail: 'of nobody known',
              input: '{"answers":[{"value":"u-17"}]}',
            },
            {
              id: null,
              person: 'u-170',
              code: 'too_old',
              detail: 'another',
              input: '{"person":{"id":"u-170"}}',
            },
            { id: newer.id, person: null, code: 'too_old', detail: 'of its response', input: null },
          ],
        },
      ]);
      const moment = {
        id: 'm-1',
        person: 'u-17',
        touchpoint: 'pulse',
        made: suiteNow,
        expires: suiteNow + 1_000,
      };
      await store.addMoment(project, moment);
      await store.addMoment(project, { ...moment, id: 'm-2', person: 'u-18' });
      const exclusions = [
        buildExclusion('person', ['u-17'], { at: 3 }),
        buildExclusion('account', ['acme'], { at: 2 }),
        buildExclusion('response', [older.id, ofOther.id], { at: 1 }),
        buildExclusion('person', ['u-18']),
      ];
      for (const one of exclusions) await store.addExclusion(project, one);

      const known = await store.person(project, { id: 'u-17', now: suiteNow });
      expect(known.responses.map(({ state }) => state)).toEqual([newer, older]);
      expect(known.responses.map(({ excluded }) => excluded.length)).toEqual([2, 3]);
      expect(known.moments).toEqual([moment]);
      expect(known.exclusions).toEqual([
        exclusions[0],
        exclusions[1],
        { ...exclusions[2], targets: [{ kind: 'response', target: older.id }] },
      ]);
      expect(known.rejected.map(({ detail }) => detail)).toEqual(['of its response', 'its own']);
      const nothing = { responses: [], moments: [], exclusions: [], rejected: [] };
      expect(await store.person(project, { id: 'u-1', now: suiteNow })).toEqual(nothing);
      expect(await store.person(otherProject, { id: 'u-17', now: suiteNow })).toEqual(nothing);
    });
  });
}
