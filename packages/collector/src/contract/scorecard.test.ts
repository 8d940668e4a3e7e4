import { csat, cxi, cxiQuestion, estimators, histogram, nps, overallCx } from '@milepost/metrics';
import type { MetricScore } from '@milepost/protocol';
import { startCollector, type TestCollector } from '@milepost/testkit';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { answers, ask, index, program, satisfied, survey, text } from './scorecard.fixture.ts';

const scale = (min: number, max: number) => ({ id: `${min}..${max}`, min, max });
const satisfaction = (five: number, one: number) => csat(histogram(scale(1, 5), [one, 0, 0, 0, five]));
const told = ({ n, score, low, high }: Pick<MetricScore, 'n' | 'score' | 'low' | 'high'>) => ({
  n,
  score,
  low,
  high,
});
const near = ({ n, score, low, high }: Pick<MetricScore, 'n' | 'score' | 'low' | 'high'>) => ({
  n,
  score: expect.closeTo(score ?? 0, 9),
  low: expect.closeTo(low ?? 0, 9),
  high: expect.closeTo(high ?? 0, 9),
});

describe('the scorecard', () => {
  let collector: TestCollector;
  beforeAll(async () => {
    collector = await startCollector({ program });
    const { body } = await collector.importLines([
      ...satisfied('chat', 5, 30),
      ...satisfied('chat', 1, 10),
      ...satisfied('ticket', 5, 20),
      ...satisfied('ticket', 1, 20),
      ...answers({ touchpoint: 'export', survey: 'ces', values: { easy: 6 }, count: 24 }),
      ...answers({ touchpoint: 'export', survey: 'ces', values: { easy: 2 }, count: 8 }),
      ...answers({ touchpoint: 'year', survey: 'nps', values: { recommend: 10 }, count: 25 }),
      ...answers({ touchpoint: 'year', survey: 'nps', values: { recommend: 3 }, count: 15 }),
      ...index(5, 4, 4, 30),
      ...index(5, 2, 3, 10),
    ]);
    expect(body).toMatchObject({ rejected: 0, faults: [] });
  });
  afterAll(() => collector.stop());

  test('has the stages and touchpoints in the order of the program', async () => {
    const { status, body } = await ask(collector);
    expect(status).toBe(200);
    expect(body).toMatchObject({
      from: null,
      to: '2026-11-23',
      timezone: 'UTC',
      confidence: 0.95,
      notes: [],
    });
    expect(body.stages.map(({ stage, label }) => [stage, label])).toEqual([
      ['use', 'Using it'],
      ['help', 'Getting help'],
    ]);
    expect(body.stages.map(({ touchpoints }) => touchpoints.map(({ touchpoint: id }) => id))).toEqual([
      ['export', 'year', 'index'],
      ['chat', 'ticket'],
    ]);
    expect(body.stages[1]?.touchpoints[0]).toMatchObject({ label: 'A chat', pattern: 'past' });
  });

  test('has every metric of every place', async () => {
    const { body } = await ask(collector);
    const [use, help] = body.stages;
    const metrics = (place: { metrics: MetricScore[] } | undefined) =>
      place?.metrics.map(({ metric, scale: on, ...score }) => [metric, on, told(score)]);
    const satisfiedAll = near(satisfaction(50, 30));
    expect(metrics(body.overall)).toEqual([
      ['nps', '0..10', near(nps(histogram(scale(0, 10), [0, 0, 0, 15, 0, 0, 0, 0, 0, 0, 25])))],
      ['csat', '1..5', satisfiedAll],
      ['ces', '1..7', near(estimators.ces(histogram(scale(1, 7), [0, 8, 0, 0, 0, 24, 0])))],
    ]);
    expect(metrics(help)).toEqual([['csat', '1..5', satisfiedAll]]);
    expect(metrics(help?.touchpoints[0])).toEqual([['csat', '1..5', near(satisfaction(30, 10))]]);
    expect(metrics(help?.touchpoints[1])).toEqual([['csat', '1..5', near(satisfaction(20, 20))]]);
    expect(metrics(use?.touchpoints[2])).toEqual([]);
    expect(body.overall.funnel).toMatchObject({
      shown: 192,
      started: 192,
      completed: 192,
      completionRate: 1,
    });
    expect(help?.funnel).toMatchObject({ shown: 80, completed: 80 });
    expect(use?.touchpoints[0]?.funnel).toMatchObject({ shown: 32 });
  });

  test('has the CXi with its band and its three questions', async () => {
    const { body } = await ask(collector);
    const at = body.stages[0]?.touchpoints[2]?.cxi;
    // 30 of 3, and 10 of 1 - 1 + 0.
    expect(at?.overall).toMatchObject({
      metric: 'cxi',
      scale: '-3..3',
      ...near(cxi(histogram(scale(-3, 3), [0, 0, 0, 10, 0, 0, 30]))),
    });
    expect(at?.band).toBe('good');
    expect(at?.questions.ease).toMatchObject({
      scale: '1..5',
      ...near(cxiQuestion(histogram(scale(1, 5), [0, 10, 0, 30, 0]))),
    });
    expect([at?.questions.needs.score, at?.questions.enjoyment.score]).toEqual([100, 75]);
    expect(body.overall.cxi).toEqual(at);
    expect(body.stages[1]?.cxi).toBeNull();
    expect(body.stages[0]?.touchpoints[0]?.cxi).toBeNull();
  });

  test('has the overall score with its components', async () => {
    const { body } = await ask(collector, { weights: 'nps:50,csat:30,ces:20' });
    const estimates = {
      nps: nps(histogram(scale(0, 10), [0, 0, 0, 15, 0, 0, 0, 0, 0, 0, 25])),
      csat: satisfaction(50, 30),
      ces: estimators.ces(histogram(scale(1, 7), [0, 8, 0, 0, 0, 24, 0])),
    };
    const { score, components } = overallCx(estimates, { weights: { nps: 50, csat: 30, ces: 20 } });
    expect(body.overall.cx.score).toBeCloseTo(score ?? 0, 9);
    expect(body.overall.cx.components.ces).toEqual({
      ...components.ces,
      n: 32,
      low: estimates.ces.low,
      high: estimates.ces.high,
    });
    // Nobody is asked for NPS where help is given: no silent reweighting.
    expect(body.stages[1]?.cx).toMatchObject({
      score: null,
      components: { nps: { actual: null, n: 0, weighted: null }, csat: { actual: 62.5, n: 80 } },
    });
    const equal = await ask(collector);
    expect(equal.body.overall.cx.components.nps.weight).toBeCloseTo(100 / 3, 12);
  });

  test('can be of one stage, of one touchpoint, of a range, with another confidence', async () => {
    const stage = await ask(collector, { stage: 'help' });
    expect(stage.body.stages.map(({ stage: id }) => id)).toEqual(['help']);
    expect(stage.body.overall.metrics).toEqual(stage.body.stages[0]?.metrics);
    const one = await ask(collector, { touchpoint: 'chat', confidence: '0.8' });
    expect(one.body.stages).toHaveLength(1);
    expect(one.body.stages[0]?.touchpoints).toMatchObject([{ touchpoint: 'chat', funnel: { shown: 40 } }]);
    const { low } = csat(histogram(scale(1, 5), [10, 0, 0, 0, 30]), { confidence: 0.8 });
    expect(one.body.overall.metrics[0]?.low).toBeCloseTo(low ?? 0, 9);
    const past = await ask(collector, { to: '2026-11-10' });
    expect(past.body.overall).toMatchObject({
      metrics: [],
      cxi: null,
      funnel: { shown: 0, answerRate: null },
    });
    expect(past.body.stages[1]?.touchpoints).toHaveLength(2);
  });

  test.each<[string, Record<string, string>, string, RegExp]>([
    ['an unknown touchpoint', { touchpoint: 'cat' }, '/touchpoint', /"chat"/],
    ['an unknown stage', { stage: 'halp' }, '/stage', /"help"/],
    ['an unknown segment', { where: 'plam:pro' }, '/where', /"plan"/],
    ['weights of 90', { weights: 'nps:40,csat:40,ces:10' }, '/weights', /add up to 100/],
    ['a metric', { metric: 'nps' }, '/metric', /not known/],
    ['a survey', { survey: 'csat' }, '/survey', /not known/],
  ])('refuses %s', async (_what, parameters, path, message) => {
    const { status, body } = await ask(collector, parameters);
    expect([status, body.code]).toEqual([400, 'query_invalid']);
    expect(body.errors).toContainEqual({ path, message: expect.stringMatching(message) });
  });
});

test('what is gone from the program comes after, under its name', async () => {
  await using collector = await startCollector({ program });
  await collector.importLines([...satisfied('chat', 5, 12), ...satisfied('ticket', 5, 12)]);
  const { chat: _, ...rest } = program.touchpoints;
  const { status } = await collector.putProgram({
    ...program,
    stages: [{ id: 'use', label: 'Using it' }],
    touchpoints: Object.fromEntries(
      Object.entries(rest).map(([name, one]) => [name, { ...one, stage: 'use' }]),
    ),
  });
  expect(status).toBe(200);
  const { body } = await ask(collector);
  expect(body.stages.map(({ stage, label }) => [stage, label])).toEqual([
    ['use', 'Using it'],
    ['help', 'help'],
  ]);
  expect(body.stages[1]?.touchpoints).toMatchObject([
    { touchpoint: 'chat', label: 'chat', pattern: 'past', funnel: { shown: 12 } },
  ]);
  expect(body.stages[0]?.touchpoints.map(({ touchpoint: id }) => id)).toEqual([
    'ticket',
    'export',
    'year',
    'index',
  ]);
});

test('answers on several scales keep the overall score from being made, and say so', async () => {
  await using collector = await startCollector({
    program: {
      ...program,
      surveys: { ...program.surveys, ces: survey({ id: 'easy', type: 'csat', text, points: 3 }) },
    },
  });
  await collector.importLines([
    ...satisfied('chat', 5, 12),
    ...answers({ touchpoint: 'export', survey: 'ces', values: { easy: 3 }, count: 12 }),
  ]);
  const { body } = await ask(collector);
  expect(body.overall.metrics).toMatchObject([
    { metric: 'csat', scale: '1..3', n: 12 },
    { metric: 'csat', scale: '1..5', n: 12 },
  ]);
  expect(body.overall.cx.components.csat.actual).toBeNull();
  expect(body.stages[1]?.cx.components.csat.actual).toBe(100);
  expect(body.notes).toEqual([
    'cx is null where csat has answers on more than one scale, which make no common score: 1..3, 1..5.',
  ]);
});

test('ratings that count otherwise are left out where they meet, and shown where they are alone', async () => {
  await using collector = await startCollector({
    program: {
      ...program,
      surveys: {
        ...program.surveys,
        ces: survey({ id: 'stars', type: 'rating', text }),
        nps: survey({ id: 'liked', type: 'rating', text, top: 4 }),
        csat: survey({ id: 'stars', type: 'rating', text }),
      },
    },
  });
  await collector.importLines([
    ...answers({ touchpoint: 'export', survey: 'ces', values: { stars: 4 }, count: 12 }),
    ...answers({ touchpoint: 'year', survey: 'nps', values: { liked: 4 }, count: 12 }),
    ...answers({ touchpoint: 'chat', survey: 'csat', values: { stars: 3 }, count: 12 }),
  ]);
  const { status, body } = await ask(collector);
  expect(status).toBe(200);
  expect(body.overall.metrics).toEqual([]);
  expect(body.stages.map(({ metrics }) => metrics)).toEqual([[], []]);
  const scores = body.stages.flatMap(({ touchpoints }) => touchpoints.flatMap(({ metrics }) => metrics));
  expect(scores.map(({ metric, score }) => [metric, score])).toEqual([
    ['rating', 4],
    ['rating', 100],
    ['rating', 3],
  ]);
  expect(body.notes).toEqual([
    expect.stringMatching(/^Some scores of rating are left out: answers on the scale 1..5/),
  ]);
});

test('the questions of a CXi add up whatever surveys call it', async () => {
  const { questions } = program.surveys['cxi'] ?? { questions: [] };
  await using collector = await startCollector({
    program: {
      ...program,
      surveys: { ...program.surveys, nps: { questions: questions.map((one) => ({ ...one, id: 'other' })) } },
    },
  });
  await collector.importLines([
    ...index(5, 4, 4, 12),
    ...answers({
      touchpoint: 'year',
      survey: 'nps',
      values: { 'other.needs': 1, 'other.ease': 5, 'other.enjoyment': 3 },
      count: 12,
    }),
  ]);
  const { body } = await ask(collector);
  const { needs, ease, enjoyment } = body.overall.cxi?.questions ?? {};
  expect([needs, ease, enjoyment].map((score) => [score?.n, score?.score])).toEqual([
    [24, 0],
    [24, 100],
    [24, 50],
  ]);
  expect(body.overall.cxi?.overall).toMatchObject({ n: 24, score: 50 });
  expect(body.overall.cxi?.band).toBe('very_poor');
});

test('without a program there is none', async () => {
  await using collector = await startCollector({ program: null });
  const { status, body } = await ask(collector);
  expect([status, body.code]).toEqual([404, 'program_missing']);
});
