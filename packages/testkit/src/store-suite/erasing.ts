import type { Store } from '@milepost/collector';
import { describe, expect, test } from 'vitest';
import { buildAnswer, buildCsat, buildNps, buildResponse } from '../envelope.ts';
import { buildExclusion } from './exclusions.ts';
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

const person = { id: 'u-17', account: 'acme', role: 'buyer', traits: { plan: 'pro', mail: 'a@b.c' } };
const secrets = /u-17|acme|buyer|a@b\.c|said|T-42|tickets/;

const full = {
  ...buildCsat(4, {
    page: '/tickets/42',
    locale: 'de',
    facts: { queue: 'billing', ticketId: 'T-42' },
    answers: [buildAnswer('satisfaction', 4), buildAnswer('why', 'what I said')],
    completed: '2026-11-22T07:00:00Z',
  }),
  person,
};
const onlyWords = { ...buildResponse({ answers: [buildAnswer('why', 'I said so')] }), person };
const ofOther = { ...buildNps(9), person: { id: 'u-18', account: 'acme', traits: { plan: 'pro' } } };

async function fill(store: Store): Promise<void> {
  await store.record([
    {
      project,
      responses: [full, onlyWords, ofOther].map((state) => incoming(state)),
      tallies: [],
      rejected: [
        { id: null, person: 'u-17', code: 'too_old', detail: 'x', input: '{}' },
        { id: null, person: 'u-18', code: 'too_old', detail: 'y', input: '{}' },
      ],
    },
  ]);
  const moment = { touchpoint: 'ticket_closed', made: suiteNow, expires: suiteNow + 1_000 };
  await store.addMoment(project, { ...moment, id: 'm-1', person: 'u-17' });
  await store.addMoment(project, { ...moment, id: 'm-2', person: 'u-18' });
}

const dimensions = ['', 'plan', 'fact:queue', 'locale', 'channel'];
const erase = (store: Store, answers: 'keep' | 'delete', at = suiteNow) =>
  store.erasePerson(project, { id: 'u-17', at, answers });

/** Erasing a person: what goes, what stays, and what is refused for good. */
export function describeErasing(open: OpenStore): void {
  describe('erasing a person', () => {
    test('takes the person out of everything and leaves every count', async () => {
      await using opened = await withStore(open);
      const { store } = opened;
      await fill(store);
      const before = await readCells(store, dimensions);
      expect(await erase(store, 'keep')).toEqual({ responses: 2, moments: 1, rejected: 1 });
      expect(await readCells(store, dimensions)).toEqual(before);
      const kept = await readResponses(store);
      const erased = kept.filter((one) => one.erased !== null);
      expect(erased.map((one) => one.erased)).toEqual([suiteNow, suiteNow]);
      expect(JSON.stringify(erased)).not.toMatch(secrets);
      expect(erased.find(({ state }) => state.id === full.id)?.state).toEqual({
        ...buildCsat(4, {
          id: full.id,
          locale: 'de',
          facts: { queue: 'billing' },
          answers: [buildAnswer('satisfaction', 4), buildAnswer('why', '')],
          completed: '2026-11-22T07:00:00Z',
        }),
        person: { traits: { plan: 'pro' } },
      });
      expect(kept.find(({ state }) => state.id === ofOther.id)?.state).toEqual(ofOther);
      expect(await store.person(project, { id: 'u-17', now: suiteNow })).toEqual({
        responses: [],
        moments: [],
        exclusions: [],
        rejected: [],
      });
      expect(await store.openMoments(project, { id: 'u-18', now: suiteNow })).toHaveLength(1);
      expect(await store.verifyCells(project, 10)).toEqual({ faults: [], count: 0 });
      await store.rebuildCells(project);
      expect(await readCells(store, dimensions)).toEqual(before);
    });

    test('takes the answers too when that is asked for', async () => {
      await using opened = await withStore(open);
      const { store } = opened;
      await record(store, [incoming(ofOther)]);
      const before = await readCells(store, dimensions);
      await fill(store);
      expect(await erase(store, 'delete')).toMatchObject({ responses: 2, moments: 1, rejected: 1 });
      expect(await readCells(store, dimensions)).toEqual(before);
      expect((await readResponses(store)).map(({ state }) => state)).toEqual([ofOther]);
      expect(await store.verifyCells(project, 10)).toEqual({ faults: [], count: 0 });
    });

    test.each(['keep', 'delete'] as const)(
      'refuses what comes late, and keeps nothing of it (answers: %s)',
      async (answers) => {
        await using opened = await withStore(open);
        const { store } = opened;
        await fill(store);
        await erase(store, answers);
        const { person: _person, ...anonymous } = full;
        const late = [
          full,
          anonymous,
          { ...buildCsat(1), person: { id: 'u-17' } },
          { ...buildCsat(1, { shown: new Date(suiteNow).toISOString() }), person: { id: 'u-17' } },
        ].map((state) => incoming(state));
        const shownLater = {
          ...buildCsat(1, { shown: new Date(suiteNow + 1).toISOString() }),
          person: { id: 'u-17' },
        };
        const refusedByChecks = { id: null, code: 'too_old', detail: 'd' } as const;
        const [outcomes] = await store.record([
          {
            project,
            responses: [...late, incoming(shownLater)],
            tallies: [],
            rejected: [
              { ...refusedByChecks, person: 'u-17', input: '"what u-17 said"' },
              { ...refusedByChecks, person: null, input: '{}' },
            ],
          },
        ]);
        expect(outcomes?.map((one) => (one.kind === 'rejected' ? one.code : one.kind))).toEqual([
          ...late.map(() => 'person_erased'),
          'accepted',
        ]);
        const kept = await store.rejected(project, { before: null, since: 0, limit: 100 });
        expect(kept.filter(({ code }) => code === 'person_erased')).toHaveLength(4);
        expect(JSON.stringify(kept)).not.toMatch(secrets);
        expect((await store.person(project, { id: 'u-17', now: suiteNow })).responses).toHaveLength(1);
        expect(await recordKinds(store, [incoming(ofOther)])).toEqual(['repeated']);
        expect(await store.verifyCells(project, 10)).toEqual({ faults: [], count: 0 });
      },
    );

    test('leaves an exclusion standing for the responses that it kept out', async () => {
      await using opened = await withStore(open);
      const { store } = opened;
      await fill(store);
      const before = await readCells(store, dimensions);
      const ofPerson = buildExclusion('person', ['u-17']);
      const ofAccount = buildExclusion('account', ['acme']);
      await store.addExclusion(project, ofPerson);
      await store.addExclusion(project, ofAccount);
      expect(await readCells(store, dimensions)).toEqual({});
      await erase(store, 'keep');
      expect(await readCells(store, dimensions)).toEqual({});
      const { rows } = await store.exclusions(project, { after: null, limit: 10 });
      expect(JSON.stringify(rows)).not.toContain('u-17');
      const told = (await readResponses(store)).map(({ erased, excluded }) => [
        erased !== null,
        excluded.length,
      ]);
      expect(told.map(String).sort()).toEqual(['false,1', 'true,2', 'true,2']);
      expect(await store.removeExclusion(project, ofPerson.id)).toBe(0);
      expect(await store.removeExclusion(project, ofAccount.id)).toBe(3);
      expect(await readCells(store, dimensions)).toEqual(before);
    });

    test('takes away an exclusion of which nothing is left', async () => {
      await using opened = await withStore(open);
      const { store } = opened;
      await fill(store);
      await store.addExclusion(project, buildExclusion('person', ['u-17']));
      await store.addExclusion(project, buildExclusion('response', [full.id]));
      await erase(store, 'delete');
      expect((await store.exclusions(project, { after: null, limit: 10 })).rows).toEqual([]);
      expect(await store.verifyCells(project, 10)).toEqual({ faults: [], count: 0 });
    });

    test('can be done again, and of somebody who was never seen', async () => {
      await using opened = await withStore(open);
      const { store } = opened;
      await fill(store);
      await erase(store, 'keep');
      const none = { responses: 0, moments: 0, rejected: 0 };
      expect(await erase(store, 'keep', suiteNow + 10)).toEqual(none);
      expect(await erase(store, 'delete', suiteNow - 10)).toEqual(none);
      const shown = new Date(suiteNow + 5).toISOString();
      const state = { ...buildCsat(1, { shown }), person: { id: 'u-17' } };
      expect(await recordKinds(store, [incoming(state)])).toEqual(['person_erased']);
      expect(await store.erasePerson(project, { id: 'x', at: suiteNow, answers: 'keep' })).toEqual(none);
      expect(await recordKinds(store, [incoming({ ...buildCsat(1), person: { id: 'x' } })])).toEqual([
        'person_erased',
      ]);
    });

    test('is of one project alone', async () => {
      await using opened = await withStore(open);
      const { store } = opened;
      await fill(store);
      const all = await readResponses(store);
      expect(await store.erasePerson(otherProject, { id: 'u-17', at: suiteNow, answers: 'delete' })).toEqual({
        responses: 0,
        moments: 0,
        rejected: 0,
      });
      expect(await readResponses(store)).toEqual(all);
      expect(await recordKinds(store, [incoming(full)])).toEqual(['repeated']);
    });

    test('is told by an export, and comes back as it was', async () => {
      await using opened = await withStore(open);
      const { store } = opened;
      await fill(store);
      await erase(store, 'keep');
      await using copy = await withStore(open);
      for (let times = 0; times < 2; times++) {
        const lines = (await readResponses(store)).map(({ state, erased, sent, received }) =>
          incoming(state, { erased, sent, received }),
        );
        const expected = times === 0 ? 'accepted' : 'repeated';
        expect(await recordKinds(copy.store, lines)).toEqual(lines.map(() => expected));
      }
      expect(await readResponses(copy.store)).toEqual(await readResponses(store));
      expect(await recordKinds(copy.store, [incoming(full)])).toEqual(['person_erased']);
      expect(await copy.store.verifyCells(project, 10)).toEqual({ faults: [], count: 0 });
      // A line that says that it was erased and still has its words loses them.
      await record(copy.store, [
        incoming({ ...full, id: onlyWords.id.replace(/^.{8}/, '00000000') }, { erased: 5 }),
      ]);
      const erased = (await readResponses(copy.store)).filter((one) => one.erased !== null);
      expect(erased).toHaveLength(3);
      expect(JSON.stringify(erased)).not.toMatch(secrets);
    });
  });
}
