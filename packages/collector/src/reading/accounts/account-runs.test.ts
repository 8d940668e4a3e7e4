import { buildAnswer } from '@milepost/testkit';
import { expect, test } from 'vitest';
import { buildKnown } from '../../program/known-program.fixture.ts';
import type { AccountPrompt, Page } from '../../store/store.ts';
import { buildChanged } from '../responses/listed.fixture.ts';
import { createAccountRuns } from './account-runs.ts';
import { asOf, buildPrompt, end } from './prompt.fixture.ts';

const known = buildKnown();

/** A store of prompts, an account a page. */
function storeOf(prompts: AccountPrompt[]) {
  const state = { version: 1, changed: '1', reads: 0, fails: false };
  const accountPrompts = async (
    _project: string,
    { from, to, after }: { from: number; to: number; after: string | null },
  ): Promise<Page<AccountPrompt>> => {
    state.reads += 1;
    if (state.fails) throw new Error('away');
    const names = [...new Set(prompts.map(({ account }) => account))].sort();
    const [name, next] = names.filter((one) => after === null || one > after);
    return {
      rows: prompts.filter(({ account, shown }) => account === name && shown >= from && shown < to),
      next: next === undefined ? null : (name ?? null),
    };
  };
  return {
    state,
    accountPrompts,
    cellsVersion: async () => state.version,
    changes: async (_project: string, { after }: { after: string | null }) => ({
      rows: after === null || after === state.changed ? [] : [buildChanged(Number(state.changed))],
      next: state.changed,
    }),
  };
}

const answered = (account: string, values: number[], before = 5) =>
  values.map((value, index) =>
    buildPrompt(before, {
      person: { id: `${account}-${index}`, account },
      answers: [buildAnswer('satisfaction', value)],
    }),
  );

test('all accounts are judged together, those first that want to be looked at first', async () => {
  const store = storeOf([
    ...answered('happy', [5, 5, 5], 5),
    ...answered('happy', [5, 5, 5], 70),
    ...answered('worse', [1, 1, 1]),
    ...answered('bad', [1, 1, 5]),
    ...answered('worst', [1, 1, 1]),
    ...answered('unknown', [3]),
    ...answered('before', [1, 1], 180),
  ]);
  const run = await createAccountRuns(store)(known, { asOf, now: end });
  expect(run.accounts.map(({ account, judgement }) => [account, judgement.class])).toEqual([
    ['worse', 'at_risk'],
    ['worst', 'at_risk'],
    ['bad', 'at_risk'],
    ['unknown', null],
    ['happy', 'happy'],
  ]);
});

test('a run is the same one until something has changed', async () => {
  const store = storeOf(answered('acme', [5]));
  const runs = createAccountRuns(store);
  const first = await runs(known, { asOf, now: end });
  const { reads } = store.state;
  const again = () => runs(known, { asOf, now: end });
  expect(await again()).toBe(first);
  expect(store.state.reads).toBe(reads);

  const changes = [
    () => (store.state.version = 2),
    // A role or an erasure moves no cell.
    () => (store.state.changed = '2'),
  ];
  let before = first;
  for (const change of changes) {
    change();
    const after = await again();
    expect(after).not.toBe(before);
    expect(await again()).toBe(after);
    before = after;
  }
  expect(await runs({ ...known, revision: 2 }, { asOf, now: end })).not.toBe(before);
  expect(await runs(known, { asOf: '2026-11-22', now: end })).not.toBe(before);
});

test('a run that failed is not kept', async () => {
  const store = storeOf(answered('acme', [5]));
  const runs = createAccountRuns(store);
  store.state.fails = true;
  await expect(runs(known, { asOf, now: end })).rejects.toThrow('away');
  store.state.fails = false;
  expect((await runs(known, { asOf, now: end })).accounts).toHaveLength(1);
});

test('who asks while a run is made waits for it, whatever changes meanwhile', async () => {
  const store = storeOf(answered('acme', [5]));
  const runs = createAccountRuns(store);
  const first = runs(known, { asOf, now: end });
  store.state.version = 2;
  const second = runs(known, { asOf, now: end });
  expect(await second).toBe(await first);
  expect(store.state.reads).toBe(1);
});

test('of a project one run is made at a time, so many wait, and others are told to come back', async () => {
  const store = storeOf(answered('acme', [5]));
  let [making, most] = [0, 0];
  const gate = Promise.withResolvers<void>();
  const both = Promise.withResolvers<void>();
  const accountPrompts: typeof store.accountPrompts = async (project, asked) => {
    making += 1;
    most = Math.max(most, making);
    if (making === 2) both.resolve();
    await gate.promise;
    making -= 1;
    return store.accountPrompts(project, asked);
  };
  const runs = createAccountRuns({ ...store, accountPrompts });
  const days = ['2026-11-19', '2026-11-20', '2026-11-21', '2026-11-22', asOf];
  const waiting = days.map((day) => runs(known, { asOf: day, now: end }));
  const tooMany = runs(known, { asOf: '2026-11-18', now: end });
  await expect(tooMany).rejects.toMatchObject({ problem: { code: 'overloaded' }, retryAfter: 5 });
  const elsewhere = runs({ ...known, project: 'q' }, { asOf, now: end });
  await both.promise;
  gate.resolve();
  expect((await Promise.all([...waiting, elsewhere])).map(({ window }) => window.asOf)).toEqual([
    ...days,
    asOf,
  ]);
  // One of each project.
  expect(most).toBe(2);
  expect((await runs(known, { asOf: '2026-11-18', now: end })).window.asOf).toBe('2026-11-18');
});

test('of a project the latest few runs are kept', async () => {
  const store = storeOf(answered('acme', [5]));
  const runs = createAccountRuns(store);
  const days = ['2026-11-18', '2026-11-19', '2026-11-20', '2026-11-21', '2026-11-22'];
  for (const day of days) await runs(known, { asOf: day, now: end });
  const { reads } = store.state;
  for (const day of days.slice(1)) await runs(known, { asOf: day, now: end });
  expect(store.state.reads).toBe(reads);
  await runs(known, { asOf: '2026-11-18', now: end });
  expect(store.state.reads).toBe(reads + 1);
});
