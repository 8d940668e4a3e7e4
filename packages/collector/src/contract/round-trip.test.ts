import { writeFile } from 'node:fs/promises';
import { openStore } from '@milepost/collector';
import {
  buildEnvelope,
  buildProgram,
  buildResponse,
  createTempFolder,
  startCollector,
  type TestCollector,
} from '@milepost/testkit';
import { expect, test } from 'vitest';
import { importFile } from '../cli/import/import.ts';
import type { Store } from '../store/store.ts';
import { everyRevision, fillWithEveryState } from './every-state.fixture.ts';

const scales = ['0..10', '1..5', '1..3', '1..7', '1..10', '0..1', 'funnel'];
const dimensions = ['', 'locale', 'channel', 'plan', 'vintage', 'fact:queue'];

/** A collector on a file, and its store beside it. */
async function openBoth() {
  const folder = await createTempFolder();
  const file = folder.file('milepost.db');
  const collector = await startCollector({
    program: null,
    environment: { MILEPOST_STORE: `sqlite:${file}` },
  });
  const store = await openStore({ kind: 'sqlite', file }, collector.clock);
  return {
    collector,
    store,
    folder,
    [Symbol.asyncDispose]: async () => {
      await store.close();
      await collector.stop();
      await folder[Symbol.asyncDispose]();
    },
  };
}

const exported = async ({ request, secretKey }: TestCollector, query = '') => {
  const { status, body } = await request<string>(`/v1/export${query}`, {
    headers: { Authorization: `Bearer ${secretKey}` },
  });
  expect(status).toBe(200);
  return String(body);
};

/** Every cell of every day, dimension and scale; one that counts nothing any more is as good as none. */
const counts = (store: Store) =>
  Promise.all(
    dimensions.map(async (dimension) => {
      const selection = { project: 'default', dimension, scales, from: null, to: null, byDay: true };
      return (await store.cells(selection)).filter(({ counts }) => counts.some((count) => count !== 0));
    }),
  );

const scores = (collector: TestCollector) =>
  Promise.all(
    ['nps', 'csat'].flatMap((metric) =>
      ['all', 'day', 'week', 'month', 'quarter', 'year'].map(async (interval) => {
        const scale = metric === 'csat' ? '1..5' : '0..10';
        const { body } = await collector.counts({ metric, interval, scale, by: 'survey,plan' });
        return body.rows;
      }),
    ),
  );

test.each(['ndjson', 'csv'])(
  'an export as %s and its import lose nothing: the same lines, the same scores, in any number of runs',
  async (format) => {
    await using before = await openBoth();
    await fillWithEveryState(before.collector, before.store);
    const lines = await exported(before.collector);
    expect(lines.split('\n').length).toBeGreaterThan(20);
    expect((await scores(before.collector)).flat().length).toBeGreaterThan(10);

    await using after = await openBoth();
    for (const program of everyRevision) await after.collector.putProgram(program);
    const file = after.folder.file(`responses.${format}`);
    await writeFile(file, await exported(before.collector, `?format=${format}`));
    const { url, secretKey: key } = after.collector;
    const first = await importFile({ file, url, key });
    const read = lines.trimEnd().split('\n').length;
    expect(first).toMatchObject({ faults: [], answer: { accepted: read, repeated: 0, rejected: 0 } });

    expect(await exported(after.collector)).toBe(lines);
    expect(await counts(after.store)).toEqual(await counts(before.store));
    expect(await scores(after.collector)).toEqual(await scores(before.collector));
    expect((await after.store.verifyCells('default', 10)).faults).toEqual([]);

    const second = await importFile({ file, url, key });
    expect(second).toMatchObject({ faults: [], answer: { accepted: 0, repeated: read, rejected: 0 } });
    expect(await exported(after.collector)).toBe(lines);
  },
);

test('an exclusion that was brought in with its responses can be lifted, and they count again', async () => {
  await using before = await openBoth();
  await fillWithEveryState(before.collector, before.store);
  await using after = await openBoth();
  for (const program of everyRevision) await after.collector.putProgram(program);
  await after.collector.importLines(await exported(before.collector));
  for (const { store } of [before, after])
    for (const { id } of (await store.exclusions('default', { after: null, limit: 100 })).rows)
      await store.removeExclusion('default', id);
  expect(await counts(after.store)).toEqual(await counts(before.store));
  expect(await exported(after.collector)).toBe(await exported(before.collector));
  expect(await exported(after.collector)).not.toContain('"excluded"');
});

test('what many sends have brought together comes back, however long the texts are together', async () => {
  const questions = Array.from({ length: 40 }, (_, index) => ({
    id: `q${index}`,
    type: 'cxi' as const,
    text: 'How was it?',
    needs: 'Were your needs met?',
    ease: 'How easy was it?',
    enjoyment: 'How enjoyable was it?',
    comment: 'Anything else?',
  }));
  const program = buildProgram({
    surveys: { ...buildProgram().surveys, 'support-csat': { questions } },
  });
  await using before = await openBoth();
  await before.collector.putProgram(program);
  const response = buildResponse();
  const send = (answers: { question: string; value: number | string }[]) =>
    before.collector.post(buildEnvelope({ person: { id: 'u-1' }, responses: [{ ...response, answers }] }));
  const all = (part: string, value: number | string) =>
    questions.map(({ id }) => ({ question: `${id}.${part}`, value }));
  for (const part of ['needs', 'ease', 'enjoyment']) expect((await send(all(part, 5))).body.accepted).toBe(1);
  const long = 'x'.repeat(4_000);
  expect((await send(all('comment', long).slice(0, 4))).body.accepted).toBe(1);
  expect((await send(all('comment', long).slice(4, 5))).body.accepted).toBe(1);
  for (let count = 0; count < 25; count++)
    await before.store.addExclusion('default', {
      id: crypto.randomUUID(),
      reason: 'test',
      by: 'ana',
      note: '\u0001'.repeat(500),
      at: count,
      targets: [{ kind: 'person', target: 'u-1' }],
    });

  await using after = await openBoth();
  await after.collector.putProgram(program);
  const line = await exported(before.collector);
  expect((await after.collector.importLines(line)).body).toMatchObject({ accepted: 1, faults: [] });
  expect(await exported(after.collector)).toBe(line);
});
