import type { KeptResponse, Store } from '@milepost/collector';
import { describe, expect, test } from 'vitest';
import { buildCsat } from '../envelope.ts';
import { buildProgram } from '../program.ts';
import { createRandom } from '../random.ts';
import { buildExclusion } from './exclusions.ts';
import { anyProgram, anyResponses, anyTimes } from './history-model.ts';
import {
  incoming,
  type OpenStore,
  otherProject,
  project,
  push,
  readResponses,
  record,
  suiteNow,
  withStore,
} from './with-store.ts';

type Selection = Parameters<Store['crossed']>[0];

const today = Math.floor(suiteNow / 86_400_000);
const whole: Selection = {
  project,
  dimensions: [],
  scales: ['0..10', '1..5', 'funnel'],
  touchpoints: null,
  from: null,
  to: null,
  byDay: false,
};

/** The value of a response in a dimension, plainly. */
function plainValue({ state }: KeptResponse, dimension: string): string | undefined {
  if (dimension === 'channel') return state.channel ?? 'in_app';
  if (dimension === 'locale') return ['en', 'de'].includes(state.locale ?? '') ? state.locale : '(other)';
  const value = dimension === 'fact:queue' ? state.facts?.['queue'] : state.person?.traits?.[dimension];
  return value === undefined ? undefined : String(value);
}

/** The answers of each group, in order: what the sums must come to. */
function crossPlainly(responses: readonly KeptResponse[], selection: Selection): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const response of responses) {
    const { state, excluded } = response;
    if (excluded.length > 0 || !(selection.touchpoints?.includes(state.touchpoint) ?? true)) continue;
    const values = selection.dimensions.map(({ dimension, values: only }) => {
      const value = plainValue(response, dimension);
      return value !== undefined && (only?.includes(value) ?? true) ? value : undefined;
    });
    if (values.includes(undefined)) continue;
    const scored = (state.answers ?? []).filter(({ value }) => typeof value === 'number');
    for (const question of ['', ...scored.map((answer) => answer.question)]) {
      const key = [state.touchpoint, question, ...values].join(' ');
      counts[key] = (counts[key] ?? 0) + 1;
    }
  }
  return counts;
}

/** The sums of a selection, as `crossPlainly` tells them: every response is shown once. */
async function cross(store: Store, selection: Selection): Promise<Record<string, number>> {
  const counts: Record<string, number> = {};
  for (const { touchpoint, question, values, scale, counts: columns } of await store.crossed(selection)) {
    const key = [touchpoint, question, ...values].join(' ');
    const n = scale === 'funnel' ? (columns[0] ?? 0) : columns.reduce((sum, count) => sum + count, 0);
    counts[key] = (counts[key] ?? 0) + n;
  }
  return counts;
}

/** Counting in several dimensions at once. */
export function describeCrossing(open: OpenStore): void {
  describe('counts in several dimensions at once', () => {
    test.each([1, 2, 3, 4])('what a plain count finds (seed %d)', async (seed) => {
      const random = createRandom(seed);
      await using opened = await withStore(open, { ...anyProgram(random), timezone: 'UTC' });
      const { store } = opened;
      const segments = (await store.program(project))?.program.segments ?? [];
      const sends = anyResponses(random, 40).map((states) => incoming(random.pick(states), anyTimes(random)));
      await record(store, sends);
      await store.addExclusion(project, buildExclusion('person', ['u-1']));
      await store.erasePerson(project, { id: 'u-2', at: suiteNow, answers: 'keep' });
      const responses = await readResponses(store);
      for (let round = 0; round < 12; round++) {
        const dimensions = random
          .shuffle(['channel', 'locale', ...segments])
          .slice(0, random.int(0, 3))
          .map((dimension) => ({
            dimension,
            values: random.pick([null, ['pro', 'en', 'in_app', 'billing'], ['nothing']]),
          }));
        const touchpoints = random.pick([null, ['pulse'], ['pulse', 'ticket_closed'], []]);
        const selection = { ...whole, dimensions, touchpoints };
        expect(await cross(store, selection)).toEqual(crossPlainly(responses, selection));
      }
    });

    test('as the cells do, by day and by one dimension', async () => {
      const random = createRandom(9);
      await using opened = await withStore(
        open,
        buildProgram({ timezone: 'Asia/Tokyo', cells: { buckets: 3 } }),
      );
      const { store } = opened;
      await record(
        store,
        anyResponses(random, 40).map((states) => incoming(random.pick(states), anyTimes(random))),
      );
      for (const dimension of ['plan', 'channel', 'fact:queue'])
        for (const days of [
          { from: null, to: null },
          { from: today - 1, to: null },
          { from: today - 1, to: today },
        ]) {
          const selection = { ...whole, ...days, byDay: true };
          const crossed = await store.crossed({ ...selection, dimensions: [{ dimension, values: null }] });
          const cells = await store.cells({ ...selection, dimension });
          const flat = crossed.map(({ values, ...sum }) => ({ ...sum, value: values[0] ?? '' }));
          const keyOf = (sum: object) => JSON.stringify(sum, [...Object.keys(sum).sort()]);
          const counted = cells.filter(({ counts }) => counts.some((count) => count > 0));
          expect(counted.length).toBeGreaterThan(0);
          expect(flat.map(keyOf).sort()).toEqual(counted.map(keyOf).sort());
        }
    });

    test('the values that have no place any more as others, and nothing of another project', async () => {
      await using opened = await withStore(open);
      const { store } = opened;
      await record(store, [
        incoming({ ...buildCsat(4, { locale: 'xx' }), person: { traits: { plan: 'pro' } } }),
      ]);
      const dimensions = ['plan', 'locale'].map((dimension) => ({ dimension, values: null }));
      expect(await store.crossed({ ...whole, scales: ['1..5'], dimensions })).toEqual([
        {
          day: 0,
          touchpoint: 'ticket_closed',
          survey: 'support-csat',
          version: 1,
          question: 'satisfaction',
          scale: '1..5',
          values: ['pro', '(other)'],
          counts: [0, 0, 0, 0, 1, 0, 0, 0, 0, 0, 0],
        },
      ]);
      expect(await store.crossed({ ...whole, project: otherProject, dimensions })).toEqual([]);
      await push(store, buildProgram({ segments: [] }));
      expect(await store.crossed({ ...whole, dimensions })).toEqual([]);
    });
  });
}
