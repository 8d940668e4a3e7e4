import type { Moment } from '@milepost/collector';
import { describe, expect, test } from 'vitest';
import { buildResponse } from '../envelope.ts';
import {
  incoming,
  type OpenStore,
  otherProject,
  project,
  record,
  suiteNow,
  withStore,
} from './with-store.ts';

function buildMoment(overrides: Partial<Moment> = {}): Moment {
  return {
    id: 'm-1',
    person: 'u-17',
    touchpoint: 'ticket_closed',
    facts: { ticketId: 'T-42' },
    made: suiteNow,
    expires: suiteNow + 1_000,
    ...overrides,
  };
}

const someone = { id: 'u-17', now: suiteNow };

/** What a person is to be asked about later. */
export function describeMoments(open: OpenStore): void {
  describe('a moment', () => {
    test('is kept once, until it expires or is taken back', async () => {
      await using opened = await withStore(open);
      const { store } = opened;
      const moment = buildMoment();
      expect(await store.addMoment(project, moment)).toEqual({ kind: 'added', moment });
      expect(await store.addMoment(project, buildMoment({ facts: { other: 1 } }))).toEqual({
        kind: 'repeated',
        moment,
      });
      expect(await store.openMoments(project, someone)).toEqual([moment]);
      expect(await store.openMoments(project, { ...someone, now: moment.expires })).toEqual([]);
      expect([
        await store.hasMoments(project, suiteNow),
        await store.hasMoments(otherProject, suiteNow),
      ]).toEqual([true, false]);
      expect(await store.removeMoment(otherProject, { id: 'm-1', now: suiteNow })).toBe(false);
      expect(await store.removeMoment(project, { id: 'm-1', now: suiteNow })).toBe(true);
      expect(await store.removeMoment(project, { id: 'm-1', now: suiteNow })).toBe(false);
      expect(await store.addMoment(project, moment)).toEqual({ kind: 'deleted' });
      expect(await store.openMoments(project, someone)).toEqual([]);
      expect(await store.hasMoments(project, suiteNow)).toBe(false);
    });

    test('is over when the person was asked about it, by somebody who is vouched for', async () => {
      await using opened = await withStore(open);
      const { store } = opened;
      await store.addMoment(project, buildMoment());
      const shown = new Date(suiteNow + 100).toISOString();
      const ask = (verified: boolean) =>
        record(store, [
          incoming(
            { ...buildResponse({ shown }), person: { id: 'u-17' }, verified },
            { received: suiteNow + 200 },
          ),
        ]);
      await ask(false);
      expect(await store.openMoments(project, someone)).toHaveLength(1);
      await ask(true);
      expect(await store.openMoments(project, someone)).toEqual([]);
    });

    test('gives way to newer ones of its person when there are too many', async () => {
      await using opened = await withStore(open);
      const { store } = opened;
      for (let index = 0; index < 22; index++)
        await store.addMoment(project, buildMoment({ id: `m-${index}`, made: suiteNow + index }));
      const left = await store.openMoments(project, someone);
      expect(left.map(({ id }) => id)).toEqual(Array.from({ length: 20 }, (_, index) => `m-${index + 2}`));
    });
  });
}
