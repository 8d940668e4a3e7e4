import type { ClientSurvey } from '@milepost/protocol';
import { describe, expect, test } from 'vitest';
import { localise } from './localise.ts';

const survey: ClientSurvey = {
  version: 1,
  questions: [
    { id: 'how', type: 'csat', text: 'How?', labels: { low: 'Bad', high: 'Good' } },
    {
      id: 'which',
      type: 'choice',
      text: 'Which?',
      options: [
        { id: 'a', text: 'A' },
        { id: 'b', text: 'B' },
      ],
    },
  ],
  locales: {
    de: { how: { text: 'Wie?' }, which: { options: { a: 'Ah' } } },
    'pt-BR': { how: { text: 'Como?' } },
  },
};

describe('localise', () => {
  test.each([
    ['de', 'de', 'Wie?'],
    ['de-AT', 'de', 'Wie?'],
    ['pt-BR', 'pt-BR', 'Como?'],
    ['pt-PT', 'en', 'How?'],
    ['en-GB', 'en', 'How?'],
    ['fr', 'en', 'How?'],
    ['constructor', 'en', 'How?'],
  ])('%s is asked in %s', (wanted, locale, text) => {
    const localised = localise(survey, wanted, 'en');
    expect(localised.locale).toBe(locale);
    expect(localised.questions[0]?.text).toBe(text);
  });

  test('what a translation lacks stays in the own language', () => {
    const [how, which] = localise(survey, 'de', 'en').questions;
    expect(how).toMatchObject({ text: 'Wie?', labels: { low: 'Bad', high: 'Good' } });
    expect(which).toMatchObject({
      text: 'Which?',
      options: [
        { id: 'a', text: 'Ah' },
        { id: 'b', text: 'B' },
      ],
    });
  });
});
