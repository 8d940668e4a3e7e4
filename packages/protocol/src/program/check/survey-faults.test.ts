import { describe, expect, it } from 'vitest';
import { nps, surveyFaults } from '../program.fixture.ts';

const options = [
  { id: 'red', text: 'Red' },
  { id: 'blue', text: 'Blue' },
];
const question = (more: object) => ({ questions: [{ id: 'q', text: '?', ...more }] });

describe('a question', () => {
  it.each([
    { type: 'choices', options, atMost: 2 },
    { type: 'choices', options, atMost: 3, other: 'Another' },
    { type: 'choice', options: [...options, { id: 'other', text: 'Other' }] },
    { type: 'text', minLength: 5, maxLength: 5 },
    { type: 'text', minLength: 4_000 },
    { type: 'rating', points: 7, top: 7 },
  ])('may be %j', (more) => {
    expect(surveyFaults(question(more))).toStrictEqual([]);
  });

  it.each<[more: object, path: string, message: string]>([
    [{ type: 'choices', options, atMost: 3 }, '/atMost', 'must not be greater than the number of options, 2'],
    [
      { type: 'choices', options, other: 'X', atMost: 4 },
      '/atMost',
      'must not be greater than the number of options, 3',
    ],
    [
      { type: 'choice', other: 'X', options: [{ id: 'other', text: 'Y' }, ...options] },
      '/options/0/id',
      '"other" is the option that other adds; give this one another id',
    ],
    [
      { type: 'choice', options: [...options, options[0]] },
      '/options/2/id',
      'option "red" is there twice; give one of them another id',
    ],
    [{ type: 'text', minLength: 6, maxLength: 5 }, '/minLength', 'must not be greater than maxLength'],
    [{ type: 'rating', points: 3, top: 4 }, '/top', 'must not be greater than points'],
    [{ type: 'rating', top: 6 }, '/top', 'must not be greater than points'],
    ...['text', 'message'].map((type): [object, string, string] => [
      { type, as: 'growth_intent' },
      '/as',
      'is for questions on a scale; remove it, or ask on a scale',
    ]),
    [
      { type: 'NPS' },
      '/type',
      'must be one of nps, csat, ces, cxi, pmf, rating, thumbs, choice, choices, text, message; did you mean "nps"?',
    ],
    [{ type: 'nps', nxet: [] }, '/nxet', '"nxet" is not known here; did you mean "next"?'],
  ])('may not be %j', (more, path, message) => {
    expect(surveyFaults(question(more))).toStrictEqual([[`/questions/0${path}`, message]]);
  });
});

describe('the flow of a survey', () => {
  it('is told of with what may have been meant', () => {
    const questions = [nps('score', { next: [{ when: { max: 6 }, go: 'resaon' }] }), nps('reason')];
    expect(surveyFaults({ questions })).toStrictEqual([
      ['/questions/0/next/0/go', 'there is no question "resaon"; did you mean "reason"?'],
    ]);
  });

  it('has a remedy for each fault', () => {
    const questions = [nps('a'), nps('b', { next: [{ when: { min: 9 }, go: 'a' }] }), nps('c')];
    expect(surveyFaults({ questions })).toStrictEqual([
      ['/questions/1/next/0/go', '"a" is not a later question; jumps go forward only, or to end'],
    ]);
  });
});

describe('a question with a fault', () => {
  const broken = (id: unknown) => ({ id, type: 'nps' });

  it('hides none of another question', () => {
    const questions = [nps('a'), broken('b'), nps('c', { next: [{ go: 'gone' }] })];
    expect(surveyFaults({ questions }).map(([path]) => path)).toStrictEqual([
      '/questions/1/text',
      '/questions/2/next/0/go',
    ]);
  });

  it('may lead to any later one', () => {
    expect(
      surveyFaults({ questions: [broken('a'), nps('b', { next: [{ go: 'd' }] }), nps('c'), nps('d')] }),
    ).toStrictEqual([['/questions/0/text', 'is required']]);
  });

  it('is not said to be never reached when its id cannot be read', () => {
    expect(
      surveyFaults({ questions: [nps('a', { next: [{ go: 'x' }] }), broken(7), nps('c')] }),
    ).toStrictEqual([
      ['/questions/1/id', 'must be a text'],
      ['/questions/1/text', 'is required'],
    ]);
  });

  it('is still one that others may name', () => {
    const questions = [nps('a', { next: [{ when: { min: 9 }, go: 'b' }] }), broken('b')];
    const locales = { de: { b: { placeholder: 'x' } } };
    expect(surveyFaults({ questions, locales })).toStrictEqual([['/questions/1/text', 'is required']]);
  });

  it.each([undefined, '1st', 7])('may be what an unknown name is meant for when its id is %j', (id) => {
    const questions = [nps('a', { next: [{ when: { min: 9 }, go: 'x' }] }), { ...nps('b'), id }];
    const locales = { de: { x: { text: 'y' } } };
    expect(surveyFaults({ questions, locales }).map(([path]) => path)).toStrictEqual(['/questions/1/id']);
  });
});

describe('a translation', () => {
  it('is of another language than the program', () => {
    const questions = [nps('a')];
    const words = { a: { text: 'x' } };
    expect(surveyFaults({ questions, locales: { 'en-GB': words } })).toStrictEqual([]);
    expect(surveyFaults({ questions, locales: { en: words } })).toStrictEqual([
      ['/locales/en', 'is the language of the program, whose words are in the questions; remove it'],
    ]);
  });

  const questions = [
    { id: 'score', type: 'nps', text: '?', labels: { low: 'No' } },
    { id: 'colour', type: 'choice', text: '?', options, other: 'Another' },
    { id: 'why', type: 'text', text: '?', placeholder: 'Words' },
    { id: 'experience', type: 'cxi', text: '?', needs: 'n', ease: 'e', enjoyment: 'j' },
    { id: 'thanks', type: 'message', text: '!', link: { text: 'More', url: '/more' } },
  ];
  const translated = (id: string, words: object) =>
    surveyFaults({ questions, locales: { de: { [id]: words } } });

  it('may be of every word that its question has, and of none', () => {
    const de = {
      score: { text: 'x', labels: { low: 'x' } },
      colour: { text: 'x', options: { red: 'x', blue: 'x' }, other: 'x' },
      why: { placeholder: 'x' },
      experience: { needs: 'x', ease: 'x', enjoyment: 'x' },
      thanks: { link: 'x' },
    };
    expect(surveyFaults({ questions, locales: { de, fr: { score: {} }, it: {} } })).toStrictEqual([]);
  });

  it.each<[id: string, words: object, path: string, message: string]>([
    ['scores', { text: 'x' }, '/scores', 'there is no question "scores"; did you mean "score"?'],
    [
      'score',
      { labels: { high: 'x' } },
      '/score/labels/high',
      'question "score" has no labels.high to translate; remove it, or add it to the question',
    ],
    ['score', { placeholder: 'x' }, '/score/placeholder', 'question "score" has no placeholder to translate'],
    [
      'score',
      { options: { red: 'x' } },
      '/score/options/red',
      'question "score" has no options.red to translate',
    ],
    ['why', { labels: { low: 'x' } }, '/why/labels/low', 'question "why" has no labels.low to translate'],
    [
      'colour',
      { options: { gren: 'x' } },
      '/colour/options/gren',
      'question "colour" has no options.gren to translate',
    ],
    [
      'colour',
      { options: { blues: 'x' } },
      '/colour/options/blues',
      'question "colour" has no options.blues to translate; remove it, or add it to the question',
    ],
    [
      'experience',
      { comment: 'x' },
      '/experience/comment',
      'question "experience" has no comment to translate',
    ],
    ['why', { link: 'x' }, '/why/link', 'question "why" has no link to translate'],
    ['why', { other: 'x' }, '/why/other', 'question "why" has no other to translate'],
  ])('of %s may not be %j', (id, words, path, message) => {
    const [fault, ...others] = translated(id, words);
    expect(others).toStrictEqual([]);
    expect(fault?.[0]).toBe(`/locales/de${path}`);
    expect(fault?.[1]).toContain(message);
  });
});
