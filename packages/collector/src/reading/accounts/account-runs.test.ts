import { buildAnswer } from '@milepost/testkit';
import { expect, test } from 'vitest';
import type { AccountPrompt, Page } from '../../store/store.ts';
import { buildKnown } from '../known-program.fixture.ts';
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
