import type { ProgramInput } from '@milepost/protocol';
import {
  buildAnswer,
  buildCsat,
  buildNps,
  buildProgram,
  buildResponse,
  buildSurvey,
  startCollector,
} from '@milepost/testkit';
import { describe, expect, test } from 'vitest';
import { read, record, times } from './score-calls.fixture.ts';

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
