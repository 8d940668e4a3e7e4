import { Writable } from 'node:stream';
import { pino } from 'pino';
import { expect, test } from 'vitest';
import { ProblemError } from '../problem-error.ts';
import { type Batch, type Outcome, type Store, StoreUnavailable } from '../store/store.ts';
import { createMetrics } from './metrics.ts';
import { observedStore } from './observed-store.ts';

function observe(store: Partial<Store>) {
  const lines: Record<string, unknown>[] = [];
  const target = new Writable({
    write: (text, _encoding, done) => {
      lines.push(JSON.parse(String(text)));
      done();
    },
  });
  const metrics = createMetrics();
  const log = pino({ base: null, timestamp: false }, target);
  const value = async (line: string) =>
    (await metrics.exposition()).text
      .split('\n')
      .find((one) => one.startsWith(`${line} `))
      ?.slice(line.length + 1);
  return { store: observedStore(store as Store, { metrics, log }), lines, value };
}

const batch = (rejected: Batch['rejected'] = null): Batch => ({
  project: 'p',
  responses: [],
  tallies: [],
  rejected,
});

test('what a commit made of its responses is counted, with what the checks refused', async () => {
  const outcomes: Outcome[][] = [
    [{ kind: 'accepted' }, { kind: 'accepted' }, { kind: 'repeated' }],
    [{ kind: 'rejected', code: 'response_conflict', detail: '' }],
  ];
  const { store, value } = observe({ record: async () => outcomes });
  const refused = { id: null, person: null, code: 'too_old', detail: '', input: null } as const;
  expect(await store.record([batch(), batch([refused])])).toBe(outcomes);
  expect(await value('milepost_responses_accepted_total')).toBe('2');
  expect(await value('milepost_responses_repeated_total')).toBe('1');
  expect(await value('milepost_responses_rejected_total{code="response_conflict"}')).toBe('1');
  expect(await value('milepost_responses_rejected_total{code="too_old"}')).toBe('1');
  expect(await value('milepost_commit_seconds_count')).toBe('1');
});

test('an outage is one line in the log and so is its end, and each failure is counted', async () => {
  let away = true;
  const { store, lines, value } = observe({
    record: async () => {
      if (away) throw new StoreUnavailable('SQLITE_FULL');
      return [];
    },
  });
  for (let time = 0; time < 3; time++)
    await expect(store.record([batch()])).rejects.toThrow(StoreUnavailable);
  expect(await value('milepost_store_errors_total{operation="record"}')).toBe('3');
  expect(await value('milepost_commit_seconds_count')).toBe('0');
  away = false;
  await store.record([batch()]);
  await store.record([batch()]);
  expect(lines).toEqual([
    { level: 50, operation: 'record', reason: 'SQLITE_FULL', msg: 'the store is unavailable' },
    { level: 30, failures: 3, msg: 'the store can be written again' },
  ]);
});

test('a refusal that the store hands on is no failure of the store', async () => {
  const { store, value } = observe({
    cells: async () => {
      throw new ProblemError('rate_limited', 'wait');
    },
  });
  const selection = { project: 'p', dimension: '', scales: [], from: null, to: null, byDay: false };
  await expect(store.cells(selection)).rejects.toThrow(ProblemError);
  expect(await value('milepost_store_errors_total{operation="cells"}')).toBeUndefined();
});

test('an erasure is told by its counts, and never by whose it was', async () => {
  const { store, lines } = observe({
    erasePerson: async () => ({ responses: 3, moments: 1, rejected: 0 }),
  });
  await store.erasePerson('p', { id: 'u-secret', at: 0, answers: 'keep' });
  expect(lines).toEqual([
    {
      level: 30,
      project: 'p',
      answers: 'keep',
      responses: 3,
      moments: 1,
      rejected: 0,
      msg: 'a person was erased',
    },
  ]);
});
