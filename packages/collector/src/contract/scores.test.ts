import type { Person, Response } from '@milepost/protocol';
import {
  buildAnswer,
  buildCsat,
  buildEnvelope,
  buildNps,
  buildProgram,
  buildResponse,
  startCollector,
  type TestCollector,
} from '@milepost/testkit';
import { describe, expect, test } from 'vitest';

/** Posts responses of one person, a hundred at a time. */
async function record(collector: TestCollector, responses: readonly Response[], person?: Person) {
  for (let start = 0; start < responses.length; start += 100) {
    const part = responses.slice(start, start + 100);
    const { body } = await collector.post(
      buildEnvelope({ responses: part, ...(person !== undefined && { person }) }),
    );
    expect(body).toMatchObject({ accepted: part.length, rejected: [] });
  }
}

const times = (count: number, value: number) => Array.from({ length: count }, () => value);

describe('the table', () => {
  test('says what was asked, and has no rows without data', async () => {
    await using collector = await startCollector();
    const { status, headers, body } = await collector.scores({ metric: 'nps' });
    expect(status).toBe(200);
    expect(headers.get('Content-Type')).toMatch(/^application\/json\b/);
    expect(headers.get('Cache-Control')).toBe('no-store');
    expect(body).toEqual({
      metric: 'nps',
      scale: '0..10',
      from: null,
      to: '2026-11-23',
      interval: 'all',
      timezone: 'UTC',
      confidence: 0.95,
      method: 'adjusted-wald-3t',
      rows: [],
      notes: [],
    });
    const asked = {
      metric: 'csat',
      from: '2026-10-01',
      to: '2026-12-01',
      interval: 'month',
      confidence: '0.9',
    };
    expect((await collector.scores(asked)).body).toEqual({
      ...asked,
      scale: '1..5',
      timezone: 'UTC',
      confidence: 0.9,
      method: 'wilson',
      rows: [],
      notes: [],
    });
  });

  test('ends with today in the time zone of the project', async () => {
    const program = buildProgram({ timezone: 'Pacific/Kiritimati' });
    await using collector = await startCollector({ now: '2026-11-22T12:00:00Z', program });
    const shown = '2026-11-22T11:59:00Z';
    await collector.post(
      buildEnvelope({ sent: '2026-11-22T12:00:00Z', responses: [buildCsat(4, { shown })] }),
    );
    const { body } = await collector.counts({ metric: 'csat', interval: 'day' });
    expect(body).toMatchObject({ to: '2026-11-24', rows: [{ period: '2026-11-23', n: 1 }] });
  });

  test('a project without a program has none', async () => {
    await using collector = await startCollector({ program: null });
    const { status, body } = await collector.scores({ metric: 'csat' });
    expect([status, body.code]).toEqual([404, 'program_missing']);
  });
});

describe('a score is what a hand computes:', () => {
  const near = (value: number) => expect.closeTo(value, 9);

  test.each<[string, number[], Record<string, string>, object]>([
    [
      '5 promoters, 3 passives, 2 detractors',
      [10, 10, 9, 9, 9, 8, 8, 7, 5, 3],
      {},
      { n: 10, score: 30, mean: near(7.8), low: near(-19.05061537636365), high: near(65.2044615302098) },
    ],
    [
      'the same with 90 % confidence',
      [10, 10, 9, 9, 9, 8, 8, 7, 5, 3],
      { confidence: '0.9' },
      { n: 10, score: 30, low: near(-12.277621683085588), high: near(58.43146783693174) },
    ],
    ['promoters only', times(10, 10), {}, { n: 10, score: 100, low: near(47.50355154479023), high: 100 }],
    ['detractors only', times(10, 0), {}, { n: 10, score: -100, low: -100, high: near(-47.50355154479023) }],
    [
      '15 promoters, 20 passives, 5 detractors',
      [...times(15, 9), ...times(20, 7), ...times(5, 6)],
      {},
      { n: 40, score: 25, mean: near(7.625), low: near(3.296723901098486), high: near(43.21490400587826) },
    ],
  ])('NPS of %s', async (_what, values, parameters, expected) => {
    await using collector = await startCollector();
    await record(
      collector,
      values.map((value) => buildNps(value)),
    );
    const { body } = await collector.scores({ metric: 'nps', ...parameters });
    expect(body.rows).toMatchObject([{ period: 'all', group: {}, suppressed: null, ...expected }]);
    expect(Object.keys(body.rows[0]?.histogram ?? {})).toHaveLength(11);
  });

  test.each<[string, number[], Record<string, string>, object]>([
    [
      '14 of 20',
      [...times(8, 5), ...times(6, 4), ...times(3, 3), 2, 2, 1],
      {},
      {
        n: 20,
        score: 70,
        mean: near(3.9),
        low: near(48.10271816464765),
        high: near(85.45227551323956),
        histogram: { 1: 1, 2: 2, 3: 3, 4: 6, 5: 8 },
      },
    ],
    [
      '14 of 20 with 80 % confidence',
      [...times(14, 4), ...times(6, 3)],
      { confidence: '0.8' },
      { n: 20, score: 70, low: near(55.76745843065063), high: near(81.19706240491877) },
    ],
    ['20 of 20', times(20, 5), {}, { n: 20, score: 100, low: near(83.88748419471807), high: near(100) }],
    ['0 of 10', times(10, 3), {}, { n: 10, score: 0, low: near(0), high: near(27.753279986288916) }],
    [
      '74 of 107, as published',
      [...times(14, 1), ...times(9, 2), ...times(10, 3), ...times(32, 4), ...times(42, 5)],
      {},
      { n: 107, score: near(69.1588785046729), low: near(59.871509132198554), high: near(77.11826025212977) },
    ],
  ])('CSAT of %s', async (_what, values, parameters, expected) => {
    await using collector = await startCollector();
    await record(
      collector,
      values.map((value) => buildCsat(value)),
    );
    const { body } = await collector.scores({ metric: 'csat', ...parameters });
    expect(body.rows).toMatchObject([{ period: 'all', group: {}, suppressed: null, ...expected }]);
  });
});

describe('precision', () => {
  test.each([
    [9, 'counts_only'],
    [10, 'low'],
    [29, 'low'],
    [30, 'normal'],
  ])('of %i answers is %s', async (n, precision) => {
    await using collector = await startCollector();
    await record(
      collector,
      times(n, 5).map((value) => buildCsat(value)),
    );
    const [row] = (await collector.scores({ metric: 'csat' })).body.rows;
    expect(row).toMatchObject({ n, precision, histogram: { 5: n }, funnel: { shown: n } });
    const told = [row?.score, row?.low, row?.high].map((value) => typeof value);
    expect(new Set(told)).toEqual(new Set([precision === 'counts_only' ? 'object' : 'number']));
  });

  test('has levels that a project sets', async () => {
    const precision = { countsOnlyBelow: 2, lowBelow: 3 };
    await using collector = await startCollector({ program: buildProgram({ precision }) });
    const levels: unknown[] = [];
    for (let n = 1; n <= 3; n++) {
      await record(collector, [buildCsat(5)]);
      const [row] = (await collector.counts({ metric: 'csat' })).body.rows;
      levels.push([row?.precision, row?.score]);
    }
    expect(levels).toEqual([
      ['counts_only', null],
      ['low', 100],
      ['normal', 100],
    ]);
  });

  test('of a row that nobody answered is counts only', async () => {
    await using collector = await startCollector();
    await record(collector, [buildResponse()]);
    const { body } = await collector.scores({ metric: 'csat' });
    expect(body.rows).toMatchObject([
      {
        n: 0,
        score: null,
        mean: null,
        low: null,
        high: null,
        precision: 'counts_only',
        funnel: { shown: 1 },
      },
    ]);
  });
});

test("an answer counts in its own metric and touchpoint, a text in the funnel's started", async () => {
  await using collector = await startCollector();
  await record(collector, [
    buildCsat(5),
    buildNps(3),
    buildResponse({ answers: [buildAnswer('why', 'Slow')] }),
  ]);
  const csat = await collector.counts({ metric: 'csat' });
  expect(csat.body.rows).toMatchObject([{ n: 1, funnel: { shown: 2, started: 2, answerRate: 1 } }]);
  const nps = await collector.counts({ metric: 'nps' });
  expect(nps.body.rows).toMatchObject([{ n: 1, histogram: { 3: 1 }, funnel: { shown: 1 } }]);
});

describe('a query is refused', () => {
  test.each<[string, Record<string, string>, string]>([
    ['without a metric', {}, '/metric'],
    ['for an unknown metric', { metric: 'happiness' }, '/metric'],
    ['with an unknown parameter', { metric: 'csat', form: '2026-11-01' }, '/form'],
    ['with a parameter of every object', { metric: 'csat', constructor: '1' }, '/constructor'],
    ['with an unknown interval', { metric: 'csat', interval: 'fortnight' }, '/interval'],
    ['with half a date', { metric: 'csat', from: '2026-11' }, '/from'],
    ['with a day that no month has', { metric: 'csat', to: '2026-02-30' }, '/to'],
    ['that ends before it begins', { metric: 'csat', from: '2026-11-22', to: '2026-11-21' }, '/to'],
    ['with an unknown breakdown', { metric: 'csat', by: 'touchpiont' }, '/by'],
    ['with a segment that is not declared', { metric: 'csat', by: 'country' }, '/by'],
    ['with three breakdowns', { metric: 'csat', by: 'touchpoint,survey,version' }, '/by'],
    ['with a confidence of 0', { metric: 'csat', confidence: '0' }, '/confidence'],
    ['with a confidence of 1', { metric: 'csat', confidence: '1' }, '/confidence'],
    ['with an exponent for a confidence', { metric: 'csat', confidence: '9e-1' }, '/confidence'],
    ['with a year before all', { metric: 'csat', from: '0001-01-01' }, '/from'],
    ['with a first day that is still to come', { metric: 'csat', from: '2100-01-01' }, '/from'],
    ['with a scale of no question', { metric: 'csat', scale: 'banana' }, '/scale'],
    ['with a question of another metric', { metric: 'csat', question: 'recommend' }, '/question'],
    ['with a confidence in words', { metric: 'csat', confidence: 'high' }, '/confidence'],
  ])('%s', async (_what, parameters, path) => {
    await using collector = await startCollector();
    const { status, headers, body } = await collector.scores(parameters);
    expect([status, body.code]).toEqual([400, 'query_invalid']);
    expect(headers.get('Content-Type')).toMatch(/^application\/problem\+json\b/);
    expect(body.errors?.map((fault) => fault.path)).toEqual([path]);
  });

  test('with twenty faults and how many more there are', async () => {
    await using collector = await startCollector();
    const unknown = Array.from({ length: 50 }, (_, index) => `no-such-${index}`).join();
    const { body } = await collector.scores({ metric: 'csat', touchpoint: unknown });
    expect(body.errors).toHaveLength(20);
    expect(body.errors?.at(-1)?.message).toBe('and 31 more faults; correct these first');
  });

  test('with every fault at once', async () => {
    await using collector = await startCollector();
    const { body } = await collector.scores({ metric: 'x', interval: 'x', from: 'x', x: 'x' });
    expect(body.errors?.map(({ path }) => path).sort()).toEqual(['/from', '/interval', '/metric', '/x']);
  });
});
