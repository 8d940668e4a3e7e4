import { describe, expect, it } from 'vitest';
import { surveyFaults } from '../program.fixture.ts';

const options = [
  { id: 'red', text: 'Red' },
  { id: 'blue', text: 'Blue' },
];
const asking = (text: string) => ({
  questions: [
    { id: 'score', type: 'nps', text: '?' },
    { id: 'colour', type: 'choices', text: '?', options, other: 'Another' },
    { id: 'experience', type: 'cxi', text: '?', needs: 'n', ease: 'e', enjoyment: 'j' },
    { id: 'hello', type: 'message', text: '!' },
    { id: 'now', type: 'text', text },
    { id: 'late', type: 'nps', text: '?' },
  ],
});

describe('the words of a question', () => {
  it.each([
    'Why {{answer:score|that}}?',
    '{{answer:colour|}} {{answer:colour.other|}} {{answer:experience.ease|}}',
    '{{trait:any name|you}}, {{fact:queue|here}}',
    'braces { } and }}',
  ])('may be %j', (text) => {
    expect(surveyFaults(asking(text))).toStrictEqual([]);
  });

  it.each([
    ['{{answer:scor|x}}', 'there is no answer "scor"; did you mean "score"?'],
    [
      '{{answer:constructor|x}}',
      'there is no answer "constructor"; known are score, colour, colour.other, experience, experience.needs and 2 more',
    ],
    ['{{answer:now|x}}', '"now" is not answered before this is read; repeat an earlier answer'],
    ['{{answer:late|x}}', '"late" is not answered before this is read; repeat an earlier answer'],
    ['{{answer:hello|x}}', '"hello" is a message, which nobody answers; repeat a question’s answer'],
    [
      '{{answer:experience|x}}',
      '"experience" has several answers; repeat one of them, such as experience.ease',
    ],
    ['{{answer:experience.comment|x}}', 'there is no answer "experience.comment"'],
    [
      '{{answer:score}}',
      '{{answer:score}} lacks the words for when it is not known; write {{answer:score|else}}',
    ],
    [
      '{{user:name|x}}',
      '{{user:name|x}} cannot be read; write {{answer:ID|else}}, {{trait:NAME|else}} or {{fact:NAME|else}}',
    ],
  ])('may not be %j', (text, message) => {
    const [fault, ...others] = surveyFaults(asking(text));
    expect(others).toStrictEqual([]);
    expect(fault?.[0]).toBe('/questions/4/text');
    expect(fault?.[1]).toContain(message);
  });

  it('are looked at wherever something can be repeated, translations included', () => {
    const wrong = '{{answer:q|}}';
    const cxi = {
      id: 'q',
      type: 'cxi',
      text: wrong,
      needs: wrong,
      ease: wrong,
      enjoyment: wrong,
      comment: wrong,
    };
    const { id: _id, type: _type, ...words } = cxi;
    const paths = surveyFaults({ questions: [cxi], locales: { de: { q: words } } }).map(([path]) => path);
    const fields = ['text', 'needs', 'ease', 'enjoyment', 'comment'];
    expect(paths).toStrictEqual([
      ...fields.map((field) => `/questions/0/${field}`),
      ...fields.map((field) => `/locales/de/q/${field}`),
    ]);
  });

  it('may be repeated in a translation as in the question', () => {
    const { questions } = asking('Why?');
    const locales = (text: string) => ({ de: { now: { text } } });
    expect(surveyFaults({ questions, locales: locales('{{answer:score|x}}') })).toStrictEqual([]);
    expect(surveyFaults({ questions, locales: locales('{{answer:late|x}}') })).toHaveLength(1);
  });

  it.each([
    [{ labels: { low: '{{trait:name|}}' } }, '/questions/0/labels/low'],
    [{ type: 'text', placeholder: '{{trait:name|}}' }, '/questions/0/placeholder'],
    [{ type: 'choice', options, other: '{{trait:name|}}' }, '/questions/0/other'],
  ])('are the only ones: not those of %j', (more, path) => {
    expect(surveyFaults({ questions: [{ id: 'q', type: 'nps', text: '?', ...more }] })).toStrictEqual([
      [path, 'cannot repeat an answer, trait or fact; only text, needs, ease, enjoyment and comment can'],
    ]);
  });
});
