import { describe, expect, test } from 'vitest';
import { type Batch, type Outcome, StoreUnavailable } from '../store/store.ts';
import { createIntake } from './queue.ts';

const batch = (project: string, responses = 1): Batch => ({
  project,
  responses: Array.from({ length: responses }, () => ({ state: {} as never, sent: null, received: 0 })),
  tallies: [],
  rejected: null,
});
const overloaded = { problem: { code: 'overloaded', status: 503 }, retryAfter: 5 };
const accepted = (batches: readonly Batch[]): Outcome[][] =>
  batches.map(({ responses }) => responses.map(() => ({ kind: 'accepted' })));

describe('intake', () => {
  test('gathers what arrives in one turn into one commit', async () => {
    const commits: number[] = [];
    const intake = createIntake({
      record: async (batches) => {
        commits.push(batches.length);
        return accepted(batches);
      },
    });
    const outcomes = await Promise.all([
      intake.submit(batch('a')),
      intake.submit(batch('b', 2)),
      intake.submit(batch('c')),
    ]);
    expect(commits).toEqual([3]);
    expect(outcomes.map((all) => all.length)).toEqual([1, 2, 1]);
  });

  test('acknowledges nothing before the commit, and gathers the next group meanwhile', async () => {
    const commits: { names: string[]; done: () => void }[] = [];
    const intake = createIntake({
      record: (batches) =>
        new Promise((resolve) => {
          commits.push({
            names: batches.map(({ project }) => project),
            done: () => resolve(accepted(batches)),
          });
        }),
    });
    let acknowledged = false;
    const first = intake.submit(batch('a')).then(() => {
      acknowledged = true;
    });
    await expect.poll(() => commits.length).toBe(1);
    const rest = [intake.submit(batch('b')), intake.submit(batch('c'))];
    expect(acknowledged).toBe(false);
    commits[0]?.done();
    await first;
    await expect.poll(() => commits.length).toBe(2);
    expect(commits[1]?.names).toEqual(['b', 'c']);
    commits[1]?.done();
    await Promise.all(rest);
    await intake.drain();
  });

  test('a fault in one request costs the others of its group nothing', async () => {
    const intake = createIntake({
      record: async (batches) => {
        if (batches.some(({ project }) => project === 'bad')) throw new Error('a fault');
        return accepted(batches);
      },
    });
    const results = await Promise.allSettled(['a', 'bad', 'b'].map((name) => intake.submit(batch(name))));
    expect(results.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'fulfilled']);
  });

  test('a store that is away refuses the whole group at once', async () => {
    let tries = 0;
    const intake = createIntake({
      record: async () => {
        tries += 1;
        throw new StoreUnavailable('the disk is full');
      },
    });
    const results = await Promise.allSettled(['a', 'b'].map((name) => intake.submit(batch(name))));
    expect(results.map(({ status }) => status)).toEqual(['rejected', 'rejected']);
    expect(tries).toBe(1);
  });

  test('refuses before memory grows, and takes more when there is room', async () => {
    let release = () => {};
    const held = new Promise<void>((resolve) => {
      release = resolve;
    });
    const intake = createIntake({
      record: async (batches) => {
        await held;
        return accepted(batches);
      },
    });
    const waiting = Array.from({ length: 201 }, () => intake.submit(batch('a', 100)).then(() => 'stored'));
    await expect(Promise.all(waiting)).rejects.toMatchObject(overloaded);
    release();
    await intake.drain();
    expect(await intake.submit(batch('a'))).toHaveLength(1);
  });

  test('counts the bytes of the requests too', async () => {
    let release = () => {};
    const held = new Promise<void>((resolve) => {
      release = resolve;
    });
    const intake = createIntake({
      record: async (batches) => {
        await held;
        return accepted(batches);
      },
    });
    const half = 8 * 1024 * 1024;
    const waiting = [intake.submit(batch('a'), half), intake.submit(batch('b'), half)];
    expect(intake.depth()).toEqual({ responses: 2, bytes: 2 * half });
    await expect(intake.submit(batch('c'), 1)).rejects.toMatchObject(overloaded);
    release();
    await Promise.all(waiting);
    expect(intake.depth()).toEqual({ responses: 0, bytes: 0 });
    expect(await intake.submit(batch('c'), 1)).toHaveLength(1);
  });
});
