import type { Store } from '@milepost/collector';
import type { ResponseState } from '@milepost/protocol';
import { describe, expect, test } from 'vitest';
import { buildCsat, buildNps, buildResponse } from '../envelope.ts';
import { buildProgram } from '../program.ts';
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

type Crowd = Parameters<Store['crowds']>[0][number];

const day = Math.floor(suiteNow / 86_400_000);
const here = { day, touchpoint: 'ticket_closed' };
const satisfaction = { survey: 'support-csat', version: 1, question: 'satisfaction' };
const any: Crowd = { project, places: [here], questions: null, within: [], outside: [], limit: 100 };
const of = (id: string, plan: string): Partial<ResponseState> => ({ person: { id, traits: { plan } } });

async function fill(store: Store): Promise<void> {
  await record(
    store,
    [
      { ...buildCsat(5), ...of('u-1', 'pro') },
      { ...buildCsat(4), ...of('u-1', 'pro') },
      { ...buildCsat(3), ...of('u-2', 'pro') },
      { ...buildCsat(2), ...of('u-3', 'basic') },
      { ...buildResponse(), ...of('u-4', 'basic') },
      buildCsat(1),
      buildCsat(1),
      { ...buildNps(9), ...of('u-5', 'pro') },
      { ...buildCsat(5, { shown: '2026-11-20T06:59:50Z' }), ...of('u-6', 'pro') },
    ].map((state) => incoming(state)),
  );
}

/** How many people stand behind a number. */
export function describePeopleCounts(open: OpenStore): void {
  describe('counts the people', () => {
    test('of a place, by what they answered and what they are', async () => {
      await using opened = await withStore(open, buildProgram({ cells: { buckets: 3 } }));
      const { store } = opened;
      await fill(store);
      const plan = (...values: string[]) => [{ dimension: 'plan', values }];
      const asked: [Partial<Crowd>, number][] = [
        [{}, 6],
        [{ questions: [satisfaction] }, 5],
        [{ questions: [{ ...satisfaction, version: 2 }] }, 0],
        [{ questions: [] }, 0],
        [{ within: plan('pro') }, 2],
        [{ within: plan('pro', 'basic') }, 4],
        [{ within: [{ dimension: 'plan', values: null }] }, 4],
        [{ within: [...plan('pro'), { dimension: 'channel', values: ['link'] }] }, 0],
        [{ outside: plan('pro') }, 4],
        [{ questions: [satisfaction], outside: plan('pro') }, 3],
        [{ outside: [...plan('pro'), { dimension: 'channel', values: ['link'] }] }, 6],
        [{ places: [here, { day: day - 2, touchpoint: 'ticket_closed' }] }, 7],
        [{ places: [here, here] }, 6],
        [{ places: [{ day, touchpoint: 'pulse' }] }, 1],
        [{ places: [] }, 0],
        [{ limit: 3 }, 3],
        [{ limit: 0 }, 0],
        [{ project: otherProject }, 0],
      ];
      const selections = asked.map(([selection]) => ({ ...any, ...selection }));
      expect(await store.crowds(selections)).toEqual(asked.map(([, people]) => people));
      for (const [index, selection] of selections.entries())
        expect(await store.crowds([selection])).toEqual([asked[index]?.[1]]);
      expect(await store.crowds([])).toEqual([]);
    });

    test('once over several places, without who is excluded, all who were erased as one', async () => {
      await using opened = await withStore(open);
      const { store } = opened;
      await fill(store);
      const everywhere = { ...any, places: [here, { day, touchpoint: 'pulse' }, { ...here, day: day - 2 }] };
      await record(store, [
        incoming({ ...buildNps(1), ...of('u-1', 'pro') }),
        incoming({ ...buildCsat(1, { shown: '2026-11-20T06:59:50Z' }), ...of('u-1', 'pro') }),
      ]);
      expect(await store.crowds([everywhere])).toEqual([8]);
      await store.addExclusion(project, buildExclusion('person', ['u-2']));
      expect(await store.crowds([everywhere])).toEqual([7]);
      await store.erasePerson(project, { id: 'u-1', at: suiteNow, answers: 'keep' });
      expect(await store.crowds([everywhere])).toEqual([7]);
      await store.erasePerson(project, { id: 'u-3', at: suiteNow, answers: 'keep' });
      expect(await store.crowds([everywhere])).toEqual([6]);
    });
  });
}
