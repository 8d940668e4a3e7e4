import type { AnswerValue, ProgramInput, Response } from '@milepost/protocol';
import {
  buildAnswer,
  buildEnvelope,
  buildProgram,
  buildResponse,
  startCollector,
  type TestCollector,
} from '@milepost/testkit';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';

const options = [
  { id: 'price', text: 'Price' },
  { id: 'quality', text: 'Quality' },
  { id: 'speed', text: 'Speed', pinned: true },
];
const questions: ProgramInput['surveys'][string]['questions'] = [
  { id: 'one', type: 'choice', text: 'Why?', options, other: 'Something else', shuffle: true },
  { id: 'two', type: 'choices', text: 'Why?', options, other: 'Something else', atMost: 2 },
  { id: 'all', type: 'choices', text: 'Why?', options, other: 'Something else' },
  { id: 'plain', type: 'choice', text: 'Why?', options },
  { id: 'words', type: 'text', text: 'Why?', minLength: 20, maxLength: 30 },
];

let collector: TestCollector;
beforeAll(async () => {
  const { surveys } = buildProgram();
  collector = await startCollector({
    program: buildProgram({ surveys: { ...surveys, 'support-csat': { questions } } }),
  });
});
afterAll(() => collector.stop());

const post = async (overrides: Partial<Response>) =>
  (await collector.post(buildEnvelope({ responses: [buildResponse(overrides)] }))).body;

const answer = (question: string, value: AnswerValue) => post({ answers: [buildAnswer(question, value)] });

const accepted = { accepted: 1, repeated: 0, rejected: [] };

describe('an answer', () => {
  test.each<[string, AnswerValue]>([
    ['one', 'other'],
    ['one.other', 'The colour'],
    ['one.other', 'x'.repeat(4_000)],
    ['one.other', null],
    ['two', ['price', 'other']],
    ['two.other', 'The colour'],
    ['all', ['price', 'quality', 'speed', 'other']],
    // What is shorter than asked for is still an answer.
    ['words', 'Short'],
  ])('%s of %j is taken', async (question, value) => {
    expect(await answer(question, value)).toEqual(accepted);
  });

  test.each<[string, AnswerValue, string, string]>([
    ['one', 'Other', 'value_out_of_scale', '"one" takes one of price, quality, speed, other, not "Other"'],
    [
      'one',
      ['other'],
      'value_out_of_scale',
      '"one" takes one of price, quality, speed, other, not ["other"]',
    ],
    [
      'two',
      ['price', 'quality', 'other'],
      'value_out_of_scale',
      '"two" takes a list of at most 2 of price, quality, speed, other, not ["price","quality","other"]',
    ],
    [
      'all',
      ['other', 'other'],
      'value_out_of_scale',
      '"all" takes a list of at most 4 of price, quality, speed, other, not ["other","other"]',
    ],
    ['one.other', 4, 'value_out_of_scale', '"one.other" takes a text, not 4'],
    ['one.other', ['x'], 'value_out_of_scale', '"one.other" takes a text, not ["x"]'],
    [
      'one.other',
      'x'.repeat(4_001),
      'text_too_long',
      '"one.other" has 4001 characters; at most 4000 are kept',
    ],
    ['plain', 'other', 'value_out_of_scale', '"plain" takes one of price, quality, speed, not "other"'],
  ])('%s of %j is refused', async (question, value, code, detail) => {
    expect((await answer(question, value)).rejected).toMatchObject([{ code, detail }]);
  });

  test.each(['plain.other', 'words.other', 'one.price', 'one.other.other', 'other', 'one.constructor'])(
    'is not addressed as %s',
    async (question) => {
      expect((await answer(question, 'x')).rejected).toMatchObject([{ code: 'question_unknown' }]);
    },
  );
});

describe('the seed of a response', () => {
  test('is part of its state', async () => {
    const response = buildResponse({ seed: 17 });
    const { seed: _seed, ...without } = response;
    expect(await post(response)).toEqual(accepted);
    for (const known of [response, without, { ...response, seed: 16 }])
      expect(await post(known)).toEqual({ accepted: 0, repeated: 1, rejected: [] });
    // Of two seeds the greater text is kept, whichever comes first.
    expect(await post({ ...response, seed: 18 })).toEqual(accepted);
  });

  test.each([0, 2 ** 32 - 1])('may be %i', async (seed) => {
    expect(await post({ seed })).toEqual(accepted);
  });

  test.each([-1, 2 ** 32, 0.5, '17'])('may not be %j', async (seed) => {
    expect((await post({ seed: seed as number })).rejected).toMatchObject([
      { code: 'response_invalid', detail: expect.stringMatching(/^\/seed: /) },
    ]);
  });
});
