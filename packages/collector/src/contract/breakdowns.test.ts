import type { Person, ProgramInput, Response } from '@milepost/protocol';
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
import { afterAll, beforeAll, describe, expect, test } from 'vitest';

const base = buildProgram();
const touchpoint = (survey: string, stage: string, pattern: 'past' | 'present' | 'potential') => ({
  label: survey,
  stage,
  pattern,
  survey,
});

/** Three CSAT scales' worth of surveys: five points, three points, and one survey with two questions. */
const program: ProgramInput = buildProgram({
  touchpoints: {
    ...base.touchpoints,
    call_ended: touchpoint('support-csat', 'support', 'past'),
    checkout: touchpoint('faces', 'buying', 'present'),
    tour: touchpoint('double', 'buying', 'potential'),
  },
  stages: [...base.stages, { id: 'buying', label: 'Buying' }],
  privacy: { k: 3 },
  surveys: {
    ...base.surveys,
    faces: { questions: [{ id: 'face', type: 'csat', points: 3, text: 'How was it?' }] },
    double: {
      questions: [
        { id: 'staff', type: 'csat', text: 'The staff?' },
        { id: 'place', type: 'csat', text: 'The place?' },
      ],
    },
  },
});

const call = (value: number, overrides: Partial<Response> = {}) =>
  buildCsat(value, { touchpoint: 'call_ended', ...overrides });
const face = (value: number) =>
  buildResponse({ touchpoint: 'checkout', survey: 'faces', answers: [buildAnswer('face', value)] });
const tour = (staff: number, place: number) =>
  buildResponse({
    touchpoint: 'tour',
    survey: 'double',
    answers: [buildAnswer('staff', staff), buildAnswer('place', place)],
  });

let collector: TestCollector;
beforeAll(async () => {
  collector = await startCollector({ program });
  const send = (responses: Response[], person: Person = {}) =>
    collector.post(buildEnvelope({ person, responses }));
  await send([buildCsat(5, { locale: 'en' }), call(4, { locale: 'de', channel: 'email' })], {
    traits: { plan: 'pro', vintage: '2026-01' },
  });
  await send([buildCsat(1, { locale: 'fr', facts: { queue: 'billing' } })], { traits: { plan: 'basic' } });
  await send([call(2, { channel: 'email', facts: { queue: 17 } })], { traits: { plan: true } });
  await send([buildNps(9), tour(5, 1)]);
});
afterAll(() => collector.stop());

/** The rows of a query as `group values: n of shown`. */
async function rows(parameters: Record<string, string>, from = collector): Promise<string[]> {
  const { status, body } = await from.counts({ metric: 'csat', ...parameters });
  expect(status).toBe(200);
  return body.rows.map(
    ({ group, n, funnel }) => `${Object.values(group).join(' ')}: ${n} of ${funnel.shown}`,
  );
}

describe('scores by', () => {
  test.each([
    ['touchpoint', ['call_ended: 2 of 2', 'ticket_closed: 2 of 2', 'tour: 2 of 1']],
    ['stage', ['buying: 2 of 1', 'support: 4 of 4']],
    ['pattern', ['past: 4 of 4', 'potential: 2 of 1']],
    ['survey', ['double: 2 of 1', 'support-csat: 4 of 4']],
    ['version', ['1: 6 of 5']],
    ['question', ['place: 1 of 1', 'satisfaction: 4 of 4', 'staff: 1 of 1']],
    ['scale', ['1..5: 6 of 5']],
    ['locale', ['(other): 1 of 1', 'de: 1 of 1', 'en: 1 of 1']],
    ['channel', ['email: 2 of 2', 'in_app: 4 of 3']],
    ['plan', ['basic: 1 of 1', 'pro: 2 of 2', 'true: 1 of 1']],
    ['vintage', ['2026-01: 2 of 2']],
    ['fact:queue', ['17: 1 of 1', 'billing: 1 of 1']],
    ['stage,plan', ['support basic: 1 of 1', 'support pro: 2 of 2', 'support true: 1 of 1']],
    [
      'touchpoint,channel',
      ['call_ended email: 2 of 2', 'ticket_closed in_app: 2 of 2', 'tour in_app: 2 of 1'],
    ],
  ])('%s', async (by, expected) => {
    expect(await rows({ by })).toEqual(expected);
    expect(await rows({ by, interval: 'year' })).toEqual(expected);
  });

  test('two breakdowns name both in every group', async () => {
    const { body } = await collector.counts({ metric: 'csat', by: 'plan,touchpoint', interval: 'day' });
    expect(body.rows.map(({ period, group }) => ({ period, ...group }))).toEqual([
      { period: '2026-11-22', plan: 'basic', touchpoint: 'ticket_closed' },
      { period: '2026-11-22', plan: 'pro', touchpoint: 'call_ended' },
      { period: '2026-11-22', plan: 'pro', touchpoint: 'ticket_closed' },
      { period: '2026-11-22', plan: 'true', touchpoint: 'call_ended' },
    ]);
  });
});

describe('scores of', () => {
  test.each<[string, Record<string, string>, string[]]>([
    ['a touchpoint', { touchpoint: 'ticket_closed' }, [': 2 of 2']],
    ['two touchpoints', { touchpoint: 'ticket_closed,tour' }, [': 4 of 3']],
    ['a touchpoint without this metric', { touchpoint: 'pulse' }, []],
    ['a stage', { stage: 'support' }, [': 4 of 4']],
    ['a survey', { survey: 'double' }, [': 2 of 1']],
    ['a question', { question: 'staff' }, [': 1 of 1']],
    ['a question, by survey', { question: 'place', by: 'survey' }, ['double: 1 of 1']],
    ['a touchpoint, by a segment', { touchpoint: 'call_ended', by: 'plan' }, ['pro: 1 of 1', 'true: 1 of 1']],
  ])('%s', async (_what, parameters, expected) => {
    expect(await rows(parameters)).toEqual(expected);
  });

  test('a filter that is given twice means either', async () => {
    const query = 'metric=csat&touchpoint=ticket_closed&touchpoint=tour';
    const { body } = await collector.request<{ rows: { n: number }[] }>(`/v1/scores?${query}`, {
      headers: { Authorization: `Bearer ${collector.secretKey}` },
    });
    expect(body.rows).toMatchObject([{ n: 4 }]);
  });
});

describe('two scales', () => {
  const mixed = async () => {
    const other = await startCollector({ program });
    await other.post(buildEnvelope({ responses: [buildCsat(5), face(3), face(1), tour(1, 2)] }));
    return other;
  };

  test('make no common score: both are named', async () => {
    await using other = await mixed();
    for (const parameters of [{}, { by: 'channel' }, { interval: 'month' }, { by: 'version' }]) {
      const { status, body } = await other.scores({ metric: 'csat', ...parameters });
      expect([status, body.code]).toEqual([400, 'scale_mixed']);
      expect(body.detail).toContain('1..5');
      expect(body.detail).toContain('1..3');
    }
  });

  test('are told apart by scale=, or by a breakdown that separates them', async () => {
    await using other = await mixed();
    expect(await rows({ scale: '1..3' }, other)).toEqual([': 2 of 2']);
    expect(await rows({ scale: '1..5' }, other)).toEqual([': 3 of 2']);
    const { status, body } = await other.scores({ metric: 'csat', scale: '1..4' });
    expect([status, body.code]).toEqual([400, 'query_invalid']);
    expect(await rows({ by: 'scale' }, other)).toEqual(['1..3: 2 of 2', '1..5: 3 of 2']);
    expect(await rows({ by: 'survey' }, other)).toEqual([
      'double: 2 of 1',
      'faces: 2 of 2',
      'support-csat: 1 of 1',
    ]);
    expect((await other.counts({ metric: 'csat', scale: '1..3' })).body.scale).toBe('1..3');
  });

  test.each(['scale', 'survey', 'touchpoint', 'question'])(
    'by %s, a row that nobody answered has the values of its own scale',
    async (by) => {
      await using other = await startCollector({ program });
      const { answers: _answers, ...unanswered } = face(1);
      await other.post(buildEnvelope({ responses: [buildCsat(5), unanswered] }));
      const { body } = await other.counts({ metric: 'csat', by });
      const values = body.rows.map(({ n, histogram }) => `${n}: ${Object.keys(histogram).join(' ')}`);
      expect(values.sort()).toEqual(['0: 1 2 3', '1: 1 2 3 4 5']);
    },
  );
});

test('a segment keeps 2,000 values, and the rest counts as (other)', async () => {
  await using other = await startCollector({ program });
  const lines = Array.from({ length: 2_005 }, (_, index) => ({
    ...buildCsat(5),
    person: { traits: { plan: `plan ${index}` } },
  }));
  const report = await other.importLines(lines);
  expect(report.body).toMatchObject({ accepted: 2_005 });
  const { body } = await other.counts({ metric: 'csat', by: 'plan' });
  expect(body.rows.reduce((sum, { n }) => sum + n, 0)).toBe(2_005);
  expect(body.rows).toHaveLength(2_001);
  expect(body.rows.find(({ group }) => group['plan'] === '(other)')).toMatchObject({ n: 5 });
});
