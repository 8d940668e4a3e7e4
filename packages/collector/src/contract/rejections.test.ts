import type { AnswerValue, ProgramInput, Response } from '@milepost/protocol';
import {
  buildAnswer,
  buildCsat,
  buildEnvelope,
  buildProgram,
  buildResponse,
  startCollector,
  type TestCollector,
} from '@milepost/testkit';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';

const options = [
  { id: 'red', text: 'Red' },
  { id: 'blue', text: 'Blue' },
];

/** A survey with a question of every type. */
const everything: ProgramInput['surveys'][string] = {
  questions: [
    { id: 'recommend', type: 'nps', text: 'Recommend?' },
    { id: 'satisfaction', type: 'csat', text: 'Satisfied?' },
    { id: 'faces', type: 'csat', points: 3, text: 'Satisfied?' },
    { id: 'effort', type: 'ces', text: 'Easy?' },
    { id: 'effort_old', type: 'ces', edition: 1, text: 'How much effort?' },
    { id: 'experience', type: 'cxi', text: 'And?', needs: 'Needs?', ease: 'Ease?', enjoyment: 'Joy?' },
    { id: 'miss', type: 'pmf', text: 'Without it?' },
    { id: 'stars', type: 'rating', points: 10, top: 9, text: 'Stars?' },
    { id: 'thumb', type: 'thumbs', text: 'Up?' },
    { id: 'colour', type: 'choice', text: 'Colour?', options },
    { id: 'colours', type: 'choices', text: 'Colours?', options },
    { id: 'why', type: 'text', text: 'Why?' },
    { id: 'more', type: 'text', text: 'More?' },
    { id: 'most', type: 'text', text: 'Most?' },
    { id: 'again', type: 'text', text: 'Again?' },
    { id: 'last', type: 'text', text: 'Last?' },
    { id: 'thanks', type: 'message', text: 'Thanks!' },
  ],
};

const { touchpoints, surveys } = buildProgram();
let collector: TestCollector;
beforeAll(async () => {
  collector = await startCollector({
    program: buildProgram({
      surveys: { ...surveys, everything },
      touchpoints: {
        ...touchpoints,
        visit: { label: 'Visit', stage: 'support', pattern: 'present', survey: 'everything' },
      },
    }),
  });
});
afterAll(() => collector.stop());

const build = (answers: Response['answers'] = []) =>
  buildResponse({ touchpoint: 'visit', survey: 'everything', answers });

/** Posts a response between two good ones; the good ones must be kept. */
async function verdict(input: unknown): Promise<{ id: string | null; code: string } | null> {
  const { status, body } = await collector.post({
    ...buildEnvelope(),
    responses: [buildCsat(4), input, buildCsat(5)],
  });
  expect(status).toBe(200);
  const rejection = body.rejected[0] ?? null;
  expect(body).toMatchObject({ accepted: rejection ? 2 : 3, repeated: 0 });
  expect(body.rejected.length).toBeLessThanOrEqual(1);
  if (rejection) expect(rejection.detail).toMatch(/\w/);
  return rejection;
}

describe('a response is refused, and the others of its envelope are kept, with', () => {
  const days = (count: number) =>
    new Date(Date.parse(buildEnvelope().sent) + count * 86_400_000).toISOString();
  const longText = (length: number) => buildAnswer('why', 'x'.repeat(length));

  test.each<[string, string, Response]>([
    ['touchpoint_unknown', 'a misspelt touchpoint', buildCsat(4, { touchpoint: 'tickt_closed' })],
    ['touchpoint_unknown', 'a touchpoint in other letters', buildCsat(4, { touchpoint: 'Ticket_closed' })],
    ['touchpoint_unknown', 'a name of every object', buildCsat(4, { touchpoint: 'constructor' })],
    ['survey_unknown', 'a misspelt survey', buildCsat(4, { survey: 'support_csat' })],
    ['survey_unknown', 'a name of every object', buildCsat(4, { survey: '__proto__' })],
    ['version_unknown', 'a version to come', buildCsat(4, { version: 2 })],
    ['question_unknown', 'a misspelt question', build([buildAnswer('recommended', 4)])],
    [
      'question_unknown',
      "another survey's question",
      buildCsat(4, { answers: [buildAnswer('recommend', 4)] }),
    ],
    ['question_unknown', 'an answer to a message', build([buildAnswer('thanks', 'welcome')])],
    ['question_unknown', 'an answer to a CXi question as a whole', build([buildAnswer('experience', 4)])],
    ['question_unknown', 'an unknown part of one', build([buildAnswer('experience.speed', 4)])],
    ['value_out_of_scale', 'a value beyond the scale', buildCsat(6)],
    [
      'value_out_of_scale',
      'one bad answer of two',
      build([buildAnswer('recommend', 9), buildAnswer('stars', 11)]),
    ],
    ['text_too_long', 'a text of 4,001 characters', build([longText(4_001)])],
    [
      'text_too_long',
      'texts of 16,001 characters in all',
      build([
        ...['why', 'more', 'most', 'again'].map((question) => buildAnswer(question, 'x'.repeat(4_000))),
        buildAnswer('last', 'x'),
      ]),
    ],
    ['too_old', 'a showing of 90 days and a moment ago', buildCsat(4, { shown: days(-90.000001) })],
    ['shown_in_future', 'a showing in 24 hours and a moment', buildCsat(4, { shown: days(1.000001) })],
  ])('%s: %s', async (code, _what, response) => {
    expect(await verdict(response)).toMatchObject({ id: response.id, code });
  });

  test.each<[string, Response]>([
    [
      'texts of 4,000 and of 16,000 characters in all',
      build(['why', 'more', 'most', 'again'].map((question) => buildAnswer(question, 'x'.repeat(4_000)))),
    ],
    ['a showing of 90 days ago', buildCsat(4, { shown: days(-90) })],
    ['a showing in 24 hours', buildCsat(4, { shown: days(1) })],
    ['the words of a CXi question', build([buildAnswer('experience.comment', 'Nice')])],
    ['a withdrawn answer to anything', build([buildAnswer('stars', null), buildAnswer('why', null)])],
  ])('but not with %s', async (_what, response) => {
    expect(await verdict(response)).toBeNull();
  });
});

describe('a value must lie on the scale of its question', () => {
  const whole = (from: number, to: number) =>
    Array.from({ length: to - from + 1 }, (_, index) => from + index);

  test.each<[question: string, right: readonly AnswerValue[], wrong: readonly AnswerValue[]]>([
    ['recommend', whole(0, 10), [-1, 11, 9.5, '9', '', ['9']]],
    ['satisfaction', whole(1, 5), [0, 6, 4.5, '4']],
    ['faces', whole(1, 3), [0, 4, 5]],
    ['effort', whole(1, 7), [0, 8]],
    ['effort_old', whole(1, 5), [0, 6, 7]],
    ['experience.needs', whole(1, 5), [0, 6, 'good']],
    ['miss', whole(1, 3), [0, 4, 'very']],
    ['stars', whole(1, 10), [0, 11]],
    ['thumb', [0, 1], [-1, 2, 'up']],
    ['colour', ['red', 'blue'], ['green', '', 1, ['red']]],
    ['colours', [[], ['red'], ['blue', 'red']], ['red', ['green'], ['red', 'green']]],
    ['why', ['', 'Too slow', 'Zu langsam 🐌'], [4, ['Too slow']]],
  ])('%s', async (question, right, wrong) => {
    for (const value of right) expect(await verdict(build([buildAnswer(question, value)]))).toBeNull();
    for (const value of wrong)
      expect(await verdict(build([buildAnswer(question, value)])), JSON.stringify(value)).toMatchObject({
        code: 'value_out_of_scale',
      });
  });
});

describe('what is not a response at all costs only itself:', () => {
  const response = buildCsat(4);
  const { id } = response;
  const answer = buildAnswer('satisfaction', 4);

  test.each<[string, unknown, string | null]>([
    ['null', null, null],
    ['a number', 4, null],
    ['a text', 'response', null],
    ['a list', [response], null],
    ['nothing in it', {}, null],
    ['no id', { ...response, id: undefined }, null],
    ['an id that is a number', { ...response, id: 17 }, null],
    ['an id that is no UUID', { ...response, id: 'r-17' }, 'r-17'],
    ['no touchpoint', { ...response, touchpoint: undefined }, id],
    ['no survey', { ...response, survey: undefined }, id],
    ['no version', { ...response, version: undefined }, id],
    ['a version that is a text', { ...response, version: '1' }, id],
    ['version 0', { ...response, version: 0 }, id],
    ['no shown', { ...response, shown: undefined }, id],
    ['a shown without its zone', { ...response, shown: '2026-11-22T06:59:50' }, id],
    ['a shown that is no day of the year', { ...response, shown: '2026-02-30T06:59:50Z' }, id],
    ['a shown that is a number', { ...response, shown: 1_795_330_790_001 }, id],
    ['an unknown channel', { ...response, channel: 'fax' }, id],
    ['an unknown reason', { ...response, dismissed: { at: response.shown, reason: 'bored' } }, id],
    ['a dismissal without its time', { ...response, dismissed: { reason: 'closed' } }, id],
    ['completed: true', { ...response, completed: true }, id],
    ['answers that are no list', { ...response, answers: { satisfaction: 4 } }, id],
    ['an answer without a question', { ...response, answers: [{ value: 4 }] }, id],
    ['an answer without a value', { ...response, answers: [{ question: 'satisfaction' }] }, id],
    ['a value that is a list of numbers', { ...response, answers: [{ ...answer, value: [4] }] }, id],
    ['a value that is true', { ...response, answers: [{ ...answer, value: true }] }, id],
    ['a value that is an object', { ...response, answers: [{ ...answer, value: { value: 4 } }] }, id],
    ['an `at` that is no instant', { ...response, answers: [{ ...answer, at: 'now' }] }, id],
    ['a fact that is a list', { ...response, facts: { queue: ['a'] } }, id],
    ['a sample of 0', { ...response, sample: 0 }, id],
    ['a sample above 1', { ...response, sample: 2 }, id],
  ])('%s', async (_what, input, told) => {
    expect(await verdict(input)).toMatchObject({ id: told, code: 'response_invalid' });
  });

  test('a number beyond all numbers', async () => {
    const text = JSON.stringify({
      ...buildEnvelope(),
      key: collector.publicKey,
      responses: [{ ...response, answers: [{ ...answer, value: 12345 }] }],
    });
    const { status, body } = await collector.post(text.replace('12345', '1e999'));
    expect(status).toBe(200);
    expect(body).toMatchObject({ accepted: 0, rejected: [{ id }] });
  });
});

test('a refused state leaves what is stored as it was', async () => {
  const response = build([buildAnswer('stars', 7)]);
  await collector.post(buildEnvelope({ responses: [response] }));
  const bad = { ...response, completed: '2026-11-22T07:00:01Z', answers: [buildAnswer('stars', 70)] };
  expect(await verdict(bad)).toMatchObject({ code: 'value_out_of_scale' });
  const { body } = await collector.post(buildEnvelope({ responses: [response] }));
  expect(body).toEqual({ accepted: 0, repeated: 1, rejected: [] });
});

test('a project without a program knows no touchpoint', async () => {
  await using empty = await startCollector({ program: null });
  const { status, body } = await empty.post(buildEnvelope({ responses: [buildCsat(4)] }));
  expect(status).toBe(200);
  expect(body).toMatchObject({ accepted: 0, rejected: [{ code: 'touchpoint_unknown' }] });
});
