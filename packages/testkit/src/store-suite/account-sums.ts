import type { Store } from '@milepost/collector';
import type { ResponseState } from '@milepost/protocol';
import { describe, expect, test } from 'vitest';
import { buildAnswer, buildCsat, buildNps, buildResponse } from '../envelope.ts';
import { buildProgram, buildSurvey } from '../program.ts';
import { readAccountSums } from './account-model.ts';
import { buildExclusion } from './exclusions.ts';
import {
  incoming,
  type OpenStore,
  otherProject,
  project,
  push,
  record,
  suiteNow,
  withStore,
} from './with-store.ts';

const month = 56 * 12 + 10;
const of = (id: string, account: string) => ({ person: { id, account, traits: { plan: 'pro' } } });

async function fill(store: Store): Promise<void> {
  await record(
    store,
    [
      { ...buildCsat(5), ...of('u-1', 'acme') },
      { ...buildCsat(2), ...of('u-2', 'acme') },
      { ...buildCsat(4), ...of('u-3', 'globex') },
      { ...buildNps(3), ...of('u-1', 'acme') },
      { ...buildCsat(5, { shown: '2026-10-22T06:59:50Z' }), ...of('u-1', 'acme') },
      { ...buildCsat(1), ...of('u-4', 'initech'), verified: false as const },
      buildCsat(1),
    ].map((state: ResponseState) => incoming(state)),
  );
}

const all = { project, scales: ['0..10', '1..5', '-3..3'], from: null, to: null, byMonth: false };
const csat = 'ticket_closed support-csat 1 satisfaction 1..5';
const numbers = (...all: number[]) => all.map((number) => number.toFixed(9)).join(' ');

/** Answers added up per account. */
export function describeAccountSums(open: OpenStore): void {
  describe('adds up per account', () => {
    test('what answers count, of some scales, months and touchpoints', async () => {
      await using opened = await withStore(open, buildProgram({ cells: { buckets: 4 } }));
      const { store } = opened;
      await fill(store);
      expect(await readAccountSums(store)).toEqual({
        'pulse relationship-nps 1 recommend 0..10 acme': numbers(1, -1, 1),
        [`${csat} acme`]: numbers(3, 2, 2),
        [`${csat} globex`]: numbers(1, 1, 1),
      });
      const monthly = await store.accountSums({ ...all, scales: ['1..5'], byMonth: true });
      const told = monthly.map((sum) => [sum.month, sum.account, sum.n, sum.sum, sum.sumOfSquares].join(' '));
      expect(told.sort()).toEqual([
        `${month - 1} acme 1 1 1`,
        `${month} acme 2 1 1`,
        `${month} globex 1 1 1`,
      ]);
      const count = async (selection: object) =>
        (await store.accountSums({ ...all, ...selection })).reduce((sum, { n }) => sum + n, 0);
      expect(await count({ from: month })).toBe(4);
      expect(await count({ to: month })).toBe(1);
      expect(await count({ touchpoints: ['pulse'] })).toBe(1);
      expect(await count({ touchpoints: null })).toBe(5);
      expect(await count({ touchpoints: [] })).toBe(0);
      expect(await count({ scales: [] })).toBe(0);
      expect(await count({ project: otherProject })).toBe(0);
    });

    test('the composite of a question in three parts to the last bit, in and out again', async () => {
      await using opened = await withStore(
        open,
        buildProgram({
          surveys: {
            'support-csat': buildSurvey({
              id: 'experience',
              type: 'cxi',
              text: 'How was it?',
              needs: 'Were your needs met?',
              ease: 'How easy was it?',
              enjoyment: 'How enjoyable was it?',
            }),
            'relationship-nps': buildSurvey({ id: 'recommend', type: 'nps', text: 'Would you?' }),
          },
        }),
      );
      const { store } = opened;
      const answered = (...values: number[]) =>
        buildResponse({
          answers: values.map((value, index) =>
            buildAnswer(`experience.${['needs', 'ease', 'enjoyment'][index]}`, value),
          ),
        });
      const whole = { ...answered(5, 4, 3), ...of('u-1', 'acme') };
      await record(store, [
        incoming(whole),
        incoming({ ...answered(1, 2, 3), ...of('u-2', 'acme') }),
        incoming({ ...answered(4, 3, 3), ...of('u-3', 'acme') }),
        incoming({ ...answered(5, 5), ...of('u-4', 'acme') }),
      ]);
      const composite = { ...all, scales: ['-3..3'] };
      expect(await store.accountSums(composite)).toMatchObject([
        { question: 'experience', account: 'acme', n: 3, sum: 1 / 3, sumOfSquares: 1 },
      ]);
      const exclusion = buildExclusion('response', [whole.id]);
      await store.addExclusion(project, exclusion);
      expect(await store.accountSums(composite)).toMatchObject([{ n: 2, sum: -1 / 3, sumOfSquares: 5 / 9 }]);
      await store.removeExclusion(project, exclusion.id);
      expect(await store.accountSums(composite)).toMatchObject([{ n: 3, sum: 1 / 3, sumOfSquares: 1 }]);
      const cells = await store.cells({
        project,
        dimension: '',
        scales: ['-3..3'],
        from: null,
        to: null,
        byDay: false,
      });
      expect(cells).toMatchObject([{ question: 'experience', counts: [0, 1, 0, 0, 1, 1, 0, 0, 0, 0, 0] }]);
      expect(await store.verifyCells(project, 10)).toEqual({ faults: [], count: 0 });
    });

    test('nothing of an account that left, was erased or never counted', async () => {
      await using opened = await withStore(open);
      const { store } = opened;
      await fill(store);
      const before = await store.cellsVersion(project);
      await store.erasePerson(project, { id: 'u-1', at: suiteNow, answers: 'keep' });
      expect(await readAccountSums(store)).toEqual({
        [`${csat} acme`]: numbers(1, 0, 0),
        [`${csat} globex`]: numbers(1, 1, 1),
      });
      expect(await store.cellsVersion(project)).not.toBe(before);
      await store.erasePerson(project, { id: 'u-2', at: suiteNow, answers: 'delete' });
      expect(await readAccountSums(store)).toEqual({ [`${csat} globex`]: numbers(1, 1, 1) });
      await store.expire(project, { shownBefore: suiteNow, at: suiteNow, rows: 10 });
      expect(await readAccountSums(store)).toEqual({});
      expect(await store.verifyCells(project, 10)).toEqual({ faults: [], count: 0 });
      await store.rebuildCells(project);
      expect(await readAccountSums(store)).toEqual({});
    });

    test('anew when the zone puts answers into another month', async () => {
      await using opened = await withStore(open);
      const { store } = opened;
      await record(store, [
        incoming({ ...buildCsat(5, { shown: '2026-11-01T02:00:00Z' }), ...of('u-1', 'acme') }),
      ]);
      expect(await store.accountSums({ ...all, byMonth: true })).toMatchObject([{ month }]);
      await push(store, buildProgram({ timezone: 'America/New_York' }));
      expect(await store.accountSums({ ...all, byMonth: true })).toMatchObject([{ month: month - 1, n: 1 }]);
      expect(await store.verifyCells(project, 10)).toEqual({ faults: [], count: 0 });
    });
  });
}
