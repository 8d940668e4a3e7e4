import type { Question } from '@milepost/protocol';
import { describe, expect, test } from 'vitest';
import { type Order, partsOf, stepOf } from './step.ts';

const setting = {
  part: '' as const,
  order: <Option>(options: readonly Option[]) => options,
  last: false,
  tell: (text: string) => text.replace('{{who}}', 'Ada'),
};
const cxi: Question = {
  id: 'experience',
  type: 'cxi',
  text: 'Think of {{who}}.',
  needs: 'It met my needs, {{who}}.',
  ease: 'It was easy.',
  enjoyment: 'I enjoyed it.',
  labels: { low: 'No', high: 'Yes' },
};
const options = ['a', 'b', 'c', 'd', 'e', 'f'].map((id) => ({ id, text: id.toUpperCase() }));
const choice: Question = { id: 'which', type: 'choice', text: 'Which?', options };

describe('partsOf', () => {
  test('asks a question of one part at once, and one of several part by part', () => {
    expect(partsOf(choice)).toEqual(['']);
    expect(partsOf(cxi)).toEqual(['needs', 'ease', 'enjoyment']);
    expect(partsOf({ ...cxi, comment: 'Why?' })).toEqual(['needs', 'ease', 'enjoyment', 'comment']);
  });
});

describe('stepOf', () => {
  test('has what a scale is drawn with, and no more', () => {
    const nps: Question = {
      id: 'recommend',
      type: 'nps',
      text: 'How likely, {{who}}?',
      as: 'growth_intent',
      next: [{ go: 'end' }],
    };
    expect(stepOf(nps, { ...setting, last: true })).toEqual({
      id: 'recommend',
      type: 'nps',
      text: 'How likely, Ada?',
      optional: false,
      min: 0,
      max: 10,
      last: true,
    });
  });

  test('a part has its own name and text, and before it what the parts have in common', () => {
    expect(stepOf(cxi, { ...setting, part: 'needs' })).toEqual({
      id: 'experience.needs',
      type: 'cxi',
      lead: 'Think of Ada.',
      text: 'It met my needs, Ada.',
      labels: { low: 'No', high: 'Yes' },
      optional: false,
      min: 1,
      max: 5,
      last: false,
    });
  });

  test('the comment of a question of parts is a text that may be skipped, without ends of a scale', () => {
    expect(stepOf({ ...cxi, comment: 'Why?' }, { ...setting, part: 'comment' })).toEqual({
      id: 'experience.comment',
      type: 'text',
      lead: 'Think of Ada.',
      text: 'Why?',
      optional: true,
      last: false,
    });
  });

  test.each<[string, Question, object]>([
    ['a text', { id: 'q', type: 'text', text: 't', placeholder: 'p', minLength: 2, maxLength: 9 }, {}],
    ['stars', { id: 'q', type: 'rating', text: 't', look: 'stars', points: 3 }, { min: 1, max: 3 }],
    ['a link', { id: 'q', type: 'message', text: 't', link: { text: 'l', url: '/u' } }, {}],
    ['a limit', { id: 'q', type: 'choices', text: 't', options, other: 'o', atMost: 2 }, {}],
  ])('keeps what %s needs', (_, question, more) => {
    expect(stepOf(question, setting)).toEqual({
      ...question,
      points: undefined,
      ...more,
      optional: false,
      last: false,
    });
  });

  test('shuffled options are in the order of the response, without what only shuffling needs', () => {
    const shuffling: Question = {
      ...choice,
      shuffle: true,
      options: [...options, { id: 'z', text: 'Z', pinned: true }],
    };
    const asked: string[] = [];
    const order: Order = (options, question) => {
      asked.push(question);
      return options.toReversed();
    };
    expect(stepOf(shuffling, { ...setting, order }).options).toEqual([
      { id: 'z', text: 'Z' },
      ...options.toReversed(),
    ]);
    expect(asked).toEqual(['which']);
    expect(stepOf(choice, setting).options).toEqual(options);
  });
});
