import type { Person, ProgramInput, Response } from '@milepost/protocol';
import {
  buildAnswer,
  buildCsat,
  buildEnvelope,
  buildNps,
  buildProgram,
  buildResponse,
  buildSurvey,
  startCollector,
  type TestCollector,
} from '@milepost/testkit';
import { parse } from 'csv-parse/sync';
import { describe, expect, test } from 'vitest';

const times = <T>(count: number, make: (index: number) => T) =>
  Array.from({ length: count }, (_, index) => make(index));

async function record(collector: TestCollector, responses: Response[], person: Person = {}) {
  const { body } = await collector.post(buildEnvelope({ responses, person }));
  expect(body).toMatchObject({ accepted: responses.length, rejected: [] });
}

const read = (collector: TestCollector, query: string) =>
  collector.request<{ rows: { n: number }[] } & string>(`/v1/scores?${query}`, {
    headers: { Authorization: `Bearer ${collector.secretKey}` },
  });

describe('compare=previous', () => {
  const shown = (day: string) => ({ shown: `${day}T12:00:00Z` });

  test('holds each period against the one before it, and the first one against what lies before the range', async () => {
    await using collector = await startCollector();
    await record(collector, [
      ...times(30, (at) => buildNps(at < 10 ? 3 : 10, shown('2026-09-10'))),
      ...times(30, (at) => buildNps(at < 15 ? 3 : 10, shown('2026-10-10'))),
      ...times(30, () => buildNps(10, shown('2026-11-10'))),
    ]);
    const { body } = await collector.scores({
      metric: 'nps',
      interval: 'month',
      from: '2026-10-05',
      compare: 'previous',
    });
    expect(body.rows).toMatchObject([
      {
        period: '2026-10',
        partial: true,
        score: 0,
        change: { from: '2026-09', difference: expect.closeTo(-100 / 3, 9) },
      },
      { period: '2026-11', partial: true, score: 100, change: { from: '2026-10', difference: 100 } },
    ]);
    expect(body.rows[1]?.change?.p).toBeLessThan(0.001);
    const all = await collector.scores({
      metric: 'nps',
      from: '2026-10-01',
      to: '2026-11-01',
      compare: 'previous',
    });
    expect(all.body.rows).toMatchObject([{ n: 30, change: { from: '2026-09-01/2026-10-01' } }]);
    const open = await collector.scores({ metric: 'nps', compare: 'previous' });
    expect(open.body.rows).toMatchObject([{ n: 90, change: null, partial: false }]);
  });
});

describe('accounts', () => {
  test('widen the interval, say so, and can have a vote each', async () => {
    await using collector = await startCollector();
    for (let account = 0; account < 10; account++)
      await record(
        collector,
        times(10, () => buildCsat(account < 5 ? 5 : 1)),
        { id: `u-${account}`, account: `a-${account}`, traits: { plan: 'pro' } },
      );
    for (let person = 0; person < 5; person++)
      await record(
        collector,
        times(4, () => buildCsat(5)),
        { id: `giant ${person}`, account: 'a-0' },
      );
    const [row] = (await collector.scores({ metric: 'csat' })).body.rows;
    expect(row).toMatchObject({ n: 120, clusters: 10, score: expect.closeTo(7000 / 120, 9) });
    expect(row?.designEffect).toBeGreaterThan(5);
    expect((row?.high ?? 0) - (row?.low ?? 0)).toBeGreaterThan(40);
    const votes = (await collector.scores({ metric: 'csat', unit: 'account' })).body;
    expect(votes.rows).toMatchObject([{ n: 120, score: 50, clusters: 10 }]);
    const segment = (await collector.scores({ metric: 'csat', by: 'plan' })).body;
    // All of the answers are of accounts, and so all that is known of the segment's is what is known of these.
    expect(segment.rows).toMatchObject([{ n: 100, designEffect: row?.designEffect }]);
    expect(segment.rows[0]).not.toHaveProperty('clusters');
    expect(segment.notes).toEqual([expect.stringContaining('borrow the design effect')]);
    for (const [parameters, path] of [
      [{ by: 'plan' }, '/unit'],
      [{ interval: 'day' }, '/interval'],
      [{ from: '2026-11-02' }, '/from'],
    ] as const) {
      const { status, body } = await collector.scores({ metric: 'csat', unit: 'account', ...parameters });
      expect([status, body.errors?.map((fault) => fault.path)]).toEqual([400, [path]]);
    }
  });

  test('decide how sure a segment is, however many answer beside them without one', async () => {
    await using collector = await startCollector();
    for (let account = 0; account < 10; account++)
      await record(
        collector,
        times(6, () => buildCsat(account < 4 ? 5 : 1)),
        { id: `u-${account}`, account: `a-${account}`, traits: { plan: 'pro' } },
      );
    for (let person = 0; person < 40; person++)
      await record(
        collector,
        times(6, (at) => buildCsat(at % 2 === 0 ? 5 : 1)),
        { id: `alone ${person}`, traits: { plan: 'free' } },
      );
    const { rows } = (await collector.scores({ metric: 'csat', by: 'plan' })).body;
    const [free, pro] = rows;
    // Ten accounts of one mind each are ten answers, and a bit less, because they are few.
    expect(pro).toMatchObject({ n: 60, score: 40 });
    expect(pro?.designEffect).toBeGreaterThan(6);
    expect((pro?.high ?? 0) - (pro?.low ?? 0)).toBeGreaterThan(50);
    // Of 240 answers at most 60 can be of accounts.
    expect(free?.designEffect).toBeCloseTo((60 * (pro?.designEffect ?? 0) + 180) / 240, 9);
    const { body } = await collector.request<{ rows: { flag: string }[] }>(
      '/v1/hotspots?metric=csat&by=plan&minEffect=5',
      { headers: { Authorization: `Bearer ${collector.secretKey}` } },
    );
    expect(body.rows.map(({ flag }) => flag)).toEqual(['none', 'none']);
  });

  test('that come later are counted at once, though nothing but they has changed', async () => {
    await using collector = await startCollector();
    const responses = times(12, (at) => buildCsat(at < 6 ? 5 : 1));
    await record(collector, responses, { id: 'u-1' });
    for (let at = 1; at < 6; at++) await record(collector, [buildCsat(5)], { id: `u-${at + 1}` });
    const [before] = (await collector.scores({ metric: 'csat' })).body.rows;
    expect(before).not.toHaveProperty('clusters');
    await record(collector, responses, { id: 'u-1', account: 'acme' });
    expect((await collector.scores({ metric: 'csat' })).body.rows).toMatchObject([{ n: 17, clusters: 6 }]);
  });
});

describe('metric=cx', () => {
  const base = buildProgram();
  const program: ProgramInput = buildProgram({
    touchpoints: {
      ...base.touchpoints,
      setup: { label: 'Set-up', stage: 'support', pattern: 'past', survey: 'effort' },
    },
    surveys: { ...base.surveys, effort: buildSurvey({ id: 'ease', type: 'ces', text: 'It was easy.' }) },
  });
  const ease = (value: number) =>
    buildResponse({ touchpoint: 'setup', survey: 'effort', answers: [buildAnswer('ease', value)] });

  test('joins three metrics, with the weights that are asked for, and each prompt once', async () => {
    await using collector = await startCollector({ program });
    await record(collector, [
      ...times(20, (at) => buildNps(at < 5 ? 0 : 10)),
      ...times(20, (at) => buildCsat(at < 5 ? 1 : 5)),
    ]);
    const missing = (await collector.scores({ metric: 'cx' })).body;
    expect(missing).toMatchObject({ scale: null, method: 'none', rows: [{ n: 40, score: null }] });
    await record(
      collector,
      times(20, (at) => ease(at < 10 ? 1 : 7)),
    );
    const [row] = (await collector.scores({ metric: 'cx' })).body.rows;
    expect(row).toMatchObject({
      n: 60,
      score: expect.closeTo((75 + 75 + 50) / 3, 9),
      low: null,
      high: null,
      mean: null,
      histogram: {},
      precision: 'low',
      funnel: { shown: 60 },
      components: { nps: { actual: 50, worst: -100, best: 100, n: 20 }, ces: { actual: 50, n: 20 } },
    });
    const weighed = await collector.scores({ metric: 'cx', weights: 'nps:50,csat:25,ces:25' });
    expect(weighed.body.rows).toMatchObject([{ score: expect.closeTo(68.75, 9) }]);
    const byStage = await collector.scores({ metric: 'cx', by: 'stage' });
    expect(byStage.body.rows).toMatchObject([
      { group: { stage: 'relationship' }, n: 20, score: null },
      { group: { stage: 'support' }, n: 40, score: null },
    ]);
  });

  test('tells of two scales of one metric what can be asked for instead', async () => {
    await using collector = await startCollector({
      program: buildProgram({
        touchpoints: {
          ...base.touchpoints,
          setup: { label: 'Set-up', stage: 'support', pattern: 'past', survey: 'effort' },
        },
        surveys: {
          ...base.surveys,
          effort: buildSurvey({ id: 'short', type: 'csat', text: 'How satisfied?', points: 3 }),
        },
      }),
    });
    const short = () =>
      buildResponse({ touchpoint: 'setup', survey: 'effort', answers: [buildAnswer('short', 3)] });
    await record(collector, [...times(20, () => buildCsat(5)), ...times(20, short)]);
    const mixed = await read(collector, 'metric=cx');
    expect([mixed.status, mixed.body]).toMatchObject([
      400,
      { code: 'scale_mixed', detail: expect.stringMatching(/ask with question=, survey= or touchpoint=$/) },
    ]);
    // Each of these is a way out, though no question is of all three metrics.
    for (const way of ['question=short,recommend', 'survey=effort', 'touchpoint=setup'])
      expect([way, (await read(collector, `metric=cx&${way}`)).status]).toEqual([way, 200]);
    const none = await read(collector, 'metric=cx&question=why');
    expect(none.body).toMatchObject({ code: 'query_invalid', errors: [{ path: '/question' }] });
  });

  test('is suppressed when a component is', async () => {
    await using collector = await startCollector({ program });
    await record(collector, [...times(20, () => buildNps(9)), ...times(20, () => ease(7))]);
    await record(
      collector,
      times(12, () => buildCsat(5)),
      { id: 'u-1' },
    );
    expect((await collector.scores({ metric: 'cx' })).body.rows).toMatchObject([
      { n: null, score: null, suppressed: 'k_anonymity', components: { csat: { n: null, actual: null } } },
    ]);
  });
});

describe('a CXi', () => {
  const survey = {
    questions: [
      { id: 'visit', type: 'cxi' as const, text: 'How was it?', needs: 'N?', ease: 'E?', enjoyment: 'J?' },
    ],
  };
  const program = buildProgram({ surveys: { ...buildProgram().surveys, 'support-csat': survey } });
  const visit = (needs: number, easy: number, enjoyment: number) =>
    buildResponse({
      answers: [
        buildAnswer('visit.needs', needs),
        buildAnswer('visit.ease', easy),
        buildAnswer('visit.enjoyment', enjoyment),
      ],
    });

  test('is the overall score, or each of its questions, and never a mix of three', async () => {
    await using collector = await startCollector({ program });
    await record(
      collector,
      times(12, (at) => visit(5, at < 6 ? 5 : 1, 3)),
    );
    const overall = (await collector.scores({ metric: 'cxi' })).body;
    expect(overall).toMatchObject({ scale: '-3..3', rows: [{ n: 12, score: expect.closeTo(100 / 3, 9) }] });
    const each = (await collector.scores({ metric: 'cxi', by: 'question' })).body;
    expect(each.scale).toBeNull();
    expect(each.rows.map(({ group, score }) => [group['question'], score])).toEqual([
      ['visit', expect.closeTo(100 / 3, 9)],
      ['visit.ease', 0],
      ['visit.enjoyment', 0],
      ['visit.needs', 100],
    ]);
    const one = await collector.scores({ metric: 'cxi', question: 'visit.needs' });
    expect(one.body).toMatchObject({ scale: '1..5', rows: [{ score: 100 }] });
    for (const [parameters, path] of [
      [{ scale: '1..5' }, '/scale'],
      [{ question: 'visit.needs,visit.ease' }, '/question'],
    ] as const) {
      const { body } = await collector.scores({ metric: 'cxi', ...parameters });
      expect([body.code, body.errors?.map((fault) => fault.path)]).toEqual(['query_invalid', [path]]);
    }
  });
});

describe('a query', () => {
  test('by two segments at once reads the responses, and says so', async () => {
    await using collector = await startCollector();
    await record(
      collector,
      times(8, (at) => buildCsat(5, { locale: at < 4 ? 'de' : 'en' })),
      { traits: { plan: 'pro' } },
    );
    const { body } = await collector.counts({ metric: 'csat', by: 'plan,locale', where: 'channel:in_app' });
    expect(body.rows.map(({ group, n }) => [group, n])).toEqual([
      [{ plan: 'pro', locale: 'de' }, 4],
      [{ plan: 'pro', locale: 'en' }, 4],
    ]);
    expect(body.notes).toEqual([
      expect.stringMatching(/responses themselves were read for "plan", "locale" and "channel"/),
    ]);
  });

  test.each<[Record<string, string>, string, string]>([
    [{ touchpoint: 'ticket_cosed' }, '/touchpoint', 'did you mean "ticket_closed"?'],
    [{ stage: 'suport' }, '/stage', 'did you mean "support"?'],
    [{ survey: 'support-csta' }, '/survey', 'did you mean "support-csat"?'],
    [{ question: 'satisfction' }, '/question', 'did you mean "satisfaction"?'],
    [{ channel: 'emial' }, '/channel', 'did you mean "email"?'],
    [{ where: 'pla:pro' }, '/where', 'did you mean "plan"?'],
    [{ where: 'fact:queu:a:b' }, '/where', 'did you mean "fact:queue"?'],
    [{ by: 'touchpiont' }, '/by', 'did you mean "touchpoint"?'],
    [{ by: 'plan,plan' }, '/by', 'twice'],
  ])('with a name that nobody knows is told the nearest: %j', async (parameters, path, words) => {
    await using collector = await startCollector();
    const { status, body } = await collector.scores({ metric: 'csat', ...parameters });
    expect([status, body.code, body.errors?.map((fault) => fault.path)]).toEqual([
      400,
      'query_invalid',
      [path],
    ]);
    expect(body.errors?.[0]?.message).toContain(words);
  });

  test('may repeat its lists, commas and colons in a value and all, and nothing else', async () => {
    await using collector = await startCollector();
    await record(
      collector,
      times(6, () => buildCsat(5, { facts: { queue: 'a,b:c' } })),
    );
    const found = await read(collector, 'metric=csat&where=fact:queue:a,b:c&where=fact:queue:x');
    expect(found.body.rows).toMatchObject([{ n: 6 }]);
    const twice = await read(
      collector,
      'metric=csat&metric=nps&interval=day&interval=week&to=2026-11-01&to=2026-12-01',
    );
    expect(twice.body.errors).toEqual([
      { path: '/metric', message: 'must be given once' },
      { path: '/to', message: 'must be given once' },
      { path: '/interval', message: 'must be given once' },
    ]);
  });

  test('as CSV has a column for every value, and guards what people wrote', async () => {
    await using collector = await startCollector();
    await record(
      collector,
      times(12, () => buildCsat(4)),
      { traits: { plan: '=1+1' } },
    );
    const { headers, body } = await read(collector, 'metric=csat&by=plan&format=csv');
    expect(headers.get('Content-Type')).toBe('text/csv; charset=utf-8; header=present');
    expect(headers.get('Content-Disposition')).toBe('attachment; filename="scores.csv"');
    const [row] = parse(`${body}`, { bom: true, columns: true }) as Record<string, string>[];
    expect(row).toMatchObject({
      period: 'all',
      'group.plan': `'=1+1`,
      n: '12',
      score: '100',
      'funnel.shown': '12',
      suppressed: '',
    });
    const empty = await read(collector, 'metric=nps&format=csv');
    expect(parse(`${empty.body}`, { bom: true }) as string[][]).toHaveLength(1);
  });
});
