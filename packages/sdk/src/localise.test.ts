import type { ClientSurvey } from '@milepost/protocol';
import { describe, expect, test } from 'vitest';
import { localise } from './localise.ts';

const survey: ClientSurvey = {
  version: 1,
  questions: [{ id: 'how', type: 'csat', text: 'How?', labels: { low: 'Bad', high: 'Good' } }],
  locales: {
    de: { how: { text: 'Wie?' } },
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
    const [how] = localise(survey, 'de', 'en').questions;
    expect(how).toMatchObject({ text: 'Wie?', labels: { low: 'Bad', high: 'Good' } });
  });
});
