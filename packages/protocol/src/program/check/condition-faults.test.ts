import { describe, expect, it } from 'vitest';
import { surveyFaults } from '../program.fixture.ts';

const options = [
  { id: 'red', text: 'Red' },
  { id: 'blue', text: 'Blue' },
];
/** One question of each kind, then one that branches, then one more. */
const before = [
  { id: 'score', type: 'nps', text: '?' },
  { id: 'effort', type: 'ces', text: '?', edition: 1 },
  { id: 'colour', type: 'choice', text: '?', options, other: 'Another' },
  { id: 'tags', type: 'choices', text: '?', options },
  { id: 'why', type: 'text', text: '?' },
  { id: 'experience', type: 'cxi', text: '?', needs: 'n', ease: 'e', enjoyment: 'j', comment: 'c' },
  { id: 'hello', type: 'message', text: '!' },
];
const branching = (when: unknown) => ({
  questions: [
    ...before,
    { id: 'thumb', type: 'thumbs', text: '?', optional: true, next: [{ when, go: 'end' }] },
    { id: 'late', type: 'nps', text: '?' },
  ],
});
const place = `/questions/${before.length}/next/0/when`;

describe('a condition', () => {
  it.each<[when: object]>([
    [{ min: 0, max: 1 }],
    [{ in: [0, 1] }],
    [{ answered: false }],
    [{ question: 'score', min: 0 }],
    [{ question: 'score', max: 10, min: 10 }],
    [{ question: 'score', min: 2.5 }],
    [{ question: 'effort', in: [1, 5] }],
    [{ question: 'colour', in: ['red', 'blue', 'other'] }],
    [{ question: 'colour.other', answered: true }],
    [{ question: 'tags', in: ['blue'], answered: true }],
    [{ question: 'why', answered: false }],
    [{ question: 'experience', answered: true }],
    [{ question: 'experience.ease', max: 2 }],
    [{ question: 'experience.comment', answered: true }],
    [
      {
        all: [{ question: 'score', max: 6 }, { answered: true }],
        any: [{ min: 1 }, { question: 'why', answered: true }],
      },
    ],
  ])('may be %j', (when) => {
    expect(surveyFaults(branching(when))).toStrictEqual([]);
  });

  it.each<[when: object, path: string, message: string]>([
    [{ question: 'scor', min: 1 }, '/question', 'there is no answer "scor"; did you mean "score"?'],
    [
      { question: 'toString', min: 1 },
      '/question',
      'there is no answer "toString"; known are score, effort, colour, colour.other, tags and 7 more',
    ],
    [
      { question: 'experience.eese', min: 1 },
      '/question',
      'there is no answer "experience.eese"; did you mean "experience.ease"?',
    ],
    [
      { question: 'tags.other', answered: true },
      '/question',
      'there is no answer "tags.other"; did you mean "tags"?',
    ],
    [
      { question: 'late', min: 1 },
      '/question',
      '"late" is asked later; look at this question or an earlier one',
    ],
    [
      { question: 'hello', answered: true },
      '/question',
      '"hello" is a message, which nobody answers; look at a question',
    ],
    [{ min: 2 }, '/min', 'must be a value of the scale of "thumb", 0 to 1'],
    [{ question: 'effort', max: 7 }, '/max', 'must be a value of the scale of "effort", 1 to 5'],
    [{ question: 'score', min: -1 }, '/min', 'must be a value of the scale of "score", 0 to 10'],
    [{ question: 'score', min: 7, max: 6 }, '/max', 'must not be smaller than min'],
    [{ question: 'score', in: [0, 1.5] }, '/in/1', 'must be a value of the scale of "score", 0 to 10'],
    [{ question: 'score', in: ['9'] }, '/in/0', 'must be a value of the scale of "score", 0 to 10'],
    [
      { question: 'score', in: [9], answered: false },
      '/answered',
      'must not be false beside min, max or in, which only an answer passes',
    ],
    [
      { question: 'score', min: 0, answered: false },
      '/answered',
      'must not be false beside min, max or in, which only an answer passes',
    ],
    [{ question: 'colour', min: 1 }, '/min', '"colour" is not on a scale; test its options with in'],
    [{ question: 'colour', in: ['red', 'bleu'] }, '/in/1', 'there is no option "bleu"; did you mean "blue"?'],
    [{ question: 'colour', in: ['reds'] }, '/in/0', 'there is no option "reds"; did you mean "red"?'],
    [{ question: 'tags', in: ['other'] }, '/in/0', 'there is no option "other"; known are red, blue'],
    [{ question: 'tags', in: [1] }, '/in/0', 'there is no option "1"; known are red, blue'],
    [{ question: 'why', in: ['slow', 'dear'] }, '/in/0', '"why" is answered in words; test it with answered'],
    [{ question: 'why', max: 3 }, '/max', '"why" is answered in words; test it with answered'],
    [
      { question: 'colour.other', in: ['x'] },
      '/in/0',
      '"colour.other" is answered in words; test it with answered',
    ],
    [
      { question: 'experience.comment', min: 1 },
      '/min',
      '"experience.comment" is answered in words; test it with answered',
    ],
    [
      { question: 'experience', min: 1, max: 3 },
      '/min',
      '"experience" has several answers; look at one of them, such as experience.ease',
    ],
    [
      { all: [{ answered: true }, { question: 'gone', min: 1 }] },
      '/all/1/question',
      'there is no answer "gone"; known are score, effort, colour, colour.other, tags and 7 more',
    ],
    [
      { any: [{ question: 'late', min: 1 }] },
      '/any/0/question',
      '"late" is asked later; look at this question or an earlier one',
    ],
  ])('may not be %j', (when, path, message) => {
    expect(surveyFaults(branching(when))).toStrictEqual([[`${place}${path}`, message]]);
  });

  it('of a message, which has no answer of its own, must name a question', () => {
    const { questions } = branching({ min: 1 });
    const survey = {
      questions: questions.with(-1, {
        id: 'late',
        type: 'message',
        text: '!',
        next: [{ when: { answered: true }, go: 'end' }],
      }),
    };
    expect(surveyFaults(survey)).toStrictEqual([
      [
        `/questions/${questions.length - 1}/next/0/when`,
        '"late" is a message, which nobody answers; look at a question',
      ],
    ]);
  });

  it.each<[when: object, path: string, message: string]>([
    [{}, '', 'must have at least one of min, max, in, answered, or else all or any'],
    [{ question: 'score' }, '', 'must have at least one of min, max, in, answered, or else all or any'],
    [{ gte: 5 }, '/gte', '"gte" is not known here; remove it or correct its spelling'],
    [{ any: [{ lt: 3 }] }, '/any/0/lt', '"lt" is not known here; remove it or correct its spelling'],
    [{ any: [{ mni: 3 }] }, '/any/0/mni', '"mni" is not known here; did you mean "min"?'],
    [{ any: [{}] }, '/any/0', 'must have at least one of min, max, in, answered'],
    [
      { any: [{ all: [{ min: 1 }] }] },
      '/any/0/all',
      'tests cannot be nested; put them side by side into the all or any of the condition',
    ],
    [
      { all: [{ min: 1, any: [{ min: 1 }] }] },
      '/all/0/any',
      'tests cannot be nested; put them side by side into the all or any of the condition',
    ],
  ])('of another shape, %j, has one fault', (when, path, message) => {
    expect(surveyFaults(branching(when))).toStrictEqual([[`${place}${path}`, message]]);
  });

  it('has all of its faults told at once', () => {
    const when = {
      min: 5,
      max: 4,
      in: ['x'],
      answered: false,
      all: [{ question: 'x', min: 1 }],
      any: [{ question: 'why', min: 1 }],
    };
    expect(surveyFaults(branching(when)).map(([path]) => path.replace(place, ''))).toStrictEqual([
      '/max',
      '/answered',
      '/min',
      '/max',
      '/in/0',
      '/all/0/question',
      '/any/0/min',
    ]);
  });

  it('is not blamed for looking at a question that has a fault itself', () => {
    const { questions } = branching({
      question: 'score',
      min: 50,
      any: [{ question: 'score.part', min: 1 }],
    });
    const broken = { questions: [{ id: 'score', type: 'nps' }, ...questions.slice(1)] };
    expect(surveyFaults(broken)).toStrictEqual([['/questions/0/text', 'is required']]);
  });
});
