import { randomUUID } from 'node:crypto';
import type { Decision } from '@milepost/engine';
import { checkProgram, type ProgramInput } from '@milepost/protocol';
import { buildCsat, buildProgram, createTempFolder, testNow } from '@milepost/testkit';
import { describe, expect, test } from 'vitest';
import { type KnownProgram, revise } from '../../program/known.ts';
import type { Store } from '../store.ts';
import { openSqliteStore } from './open.ts';

const project = 'default';
const now = Date.parse(testNow);

/** Two stores with one file, as two processes have them. */
async function openTwo() {
  const folder = await createTempFolder();
  const open = () => openSqliteStore(folder.file('milepost.db'), () => now);
  const stores = [open(), open()] as const;
  await stores[0].ensureProject(project, 'Default');
  return {
    stores,
    [Symbol.asyncDispose]: async () => {
      for (const store of stores) await store.close();
      await folder[Symbol.asyncDispose]();
    },
  };
}

async function push(store: Store, document: ProgramInput): Promise<KnownProgram | null> {
  const { program } = checkProgram(document);
  if (!program) throw new Error('the program has faults');
  const known = await store.program(project);
  return (await store.putProgram(project, revise(known, program), known?.revision ?? null)).known;
}

const record = (store: Store, plan: string) =>
  store.record([
    {
      project,
      responses: [{ state: { ...buildCsat(4), person: { traits: { plan } } }, sent: now, received: now }],
      tallies: [],
      rejected: null,
    },
  ]);

const refusal: Decision = { ask: false, reason: null, eligibleAt: null, survey: null, gates: [] };

const cells = (store: Store, dimension: string) =>
  store.cells({ project, dimension, scales: ['1..5'], from: null, to: null, byDay: false });

describe('of two processes with one file', () => {
  test('each knows at once what the other has pushed', async () => {
    await using two = await openTwo();
    const [one, other] = two.stores;
    expect(await other.program(project)).toBeNull();
    await push(one, buildProgram());
    expect((await other.program(project))?.revision).toBe(1);
    await push(other, buildProgram({ timezone: 'Asia/Tokyo' }));
    expect((await one.program(project))?.program.timezone).toBe('Asia/Tokyo');
    expect(await one.program(project)).toBe(await one.program(project));
  });

  test('neither pushes over the other', async () => {
    await using two = await openTwo();
    const [one, other] = two.stores;
    await push(one, buildProgram());
    const { program } = checkProgram(buildProgram());
    if (!program) throw new Error('the program has faults');
    const { problem } = await other.putProgram(project, revise(null, program), null);
    expect(problem?.code).toBe('program_stale');
  });

  test('both count the same values of a segment, also after they are counted anew', async () => {
    await using two = await openTwo();
    const [one, other] = two.stores;
    await push(one, buildProgram());
    await record(one, 'basic');
    await record(other, 'basic');
    await record(other, 'pro');
    await record(one, 'pro');
    const counted = [
      { value: 'basic', counts: expect.arrayContaining([2]) },
      { value: 'pro', counts: expect.arrayContaining([2]) },
    ];
    expect(await cells(other, 'plan')).toMatchObject(counted);
    await push(other, buildProgram({ segments: ['plan', 'vintage'] }));
    await record(one, 'team');
    await record(other, 'team');
    expect(await cells(one, 'plan')).toMatchObject([...counted, { value: 'team' }]);
  });

  test('each sees that the other has moved cells', async () => {
    await using two = await openTwo();
    const [one, other] = two.stores;
    await push(one, buildProgram());
    const versions = async () => [await one.cellsVersion(project), await other.cellsVersion(project)];
    const before = await versions();
    expect(await versions()).toEqual(before);
    await record(other, 'pro');
    const after = await versions();
    expect(after.every((version, index) => version !== before[index])).toBe(true);
  });

  test('one alone grants a claim', async () => {
    await using two = await openTwo();
    await push(two.stores[0], buildProgram());
    const person = { touchpoint: 'ticket_closed', person: 'u-17', account: null };
    const claimOnce = (store: Store) =>
      store.claim(
        { project, response: randomUUID(), ...person, at: now, countPeopleSince: null },
        ({ history }) => ({ ...refusal, ask: history.length === 0 }),
      );
    const outcomes = [await claimOnce(two.stores[0]), await claimOnce(two.stores[1])];
    expect(outcomes.map(({ kind }) => kind)).toEqual(['granted', 'refused']);
  });
});
