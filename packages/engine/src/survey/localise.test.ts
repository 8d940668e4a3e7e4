import type { ClientSurvey, Question, Translation } from '@milepost/protocol';
import { describe, expect, it } from 'vitest';
import { localise } from './localise.ts';

const how: Question = { id: 'how', type: 'csat', text: 'How?', labels: { low: 'Bad', high: 'Good' } };
const survey: ClientSurvey = {
  version: 1,
  questions: [how, { id: 'why', type: 'text', text: 'Why?', placeholder: 'Your words' }],
  locales: {
    de: { how: { text: 'Wie?' }, why: { text: 'Warum?', placeholder: 'In Ihren Worten' } },
    'de-AT': { how: { labels: { low: 'Nicht gut' } } },
    'pt-BR': { how: { text: 'Como?' } },
    'zh-Hant': { how: { text: '如何?' } },
    zh: { how: { text: '怎么样?' }, why: { text: '为什么?' } },
  },
};

/** A question whose id is `q` in the one translation that there is. */
const inGerman = (question: Question, words: Translation) =>
  localise({ version: 1, questions: [question], locales: { de: { [question.id]: words } } }, 'de', 'en')
    .questions[0];

describe('localise', () => {
  it.each([
    ['de', 'de', 'Wie?'],
    ['de-CH', 'de', 'Wie?'],
    ['de-CH-1996', 'de', 'Wie?'],
    ['de-at', 'de-AT', 'Wie?'],
    ['de-u-co-phonebk', 'de', 'Wie?'],
    ['pt-BR', 'pt-BR', 'Como?'],
    ['pt-PT', 'en', 'How?'],
    ['pt', 'en', 'How?'],
    ['zh-TW', 'zh-Hant', '如何?'],
    ['zh-HK', 'zh-Hant', '如何?'],
    ['zh-CN', 'zh', '怎么样?'],
    ['zh', 'zh', '怎么样?'],
    ['en-GB', 'en', 'How?'],
    ['fr', 'en', 'How?'],
  ])('asks %s in %s', (wanted, locale, text) => {
    const localised = localise(survey, wanted, 'en');
    expect(localised.locale).toBe(locale);
    expect(localised.questions[0]?.text).toBe(text);
  });

  it.each(['', 'constructor', '__proto__', 'en_US', 'C', 'x-klingon', 'de AT', '*'])(
    'asks in the own language where %j is no language',
    (wanted) => {
      expect(localise(survey, wanted, 'en')).toStrictEqual({ locale: 'en', questions: survey.questions });
    },
  );

  it('takes each text from the narrowest language that has it', () => {
    expect(localise(survey, 'de-AT', 'en').questions).toStrictEqual([
      { ...how, text: 'Wie?', labels: { low: 'Nicht gut', high: 'Good' } },
      { id: 'why', type: 'text', text: 'Warum?', placeholder: 'In Ihren Worten' },
    ]);
    const [, why] = localise(survey, 'zh-TW', 'en').questions;
    expect(why).toMatchObject({ text: '为什么?', placeholder: 'Your words' });
  });

  it('takes no words from a language broader than the one that the survey is written in', () => {
    const british = { ...survey, locales: { en: { how: { text: 'Other words' } } } };
    expect(localise(british, 'en-GB', 'en-GB').questions[0]?.text).toBe('How?');
    expect(localise(british, 'en-GB', 'en').questions[0]?.text).toBe('How?');
    expect(localise(british, 'en-GB', 'fr')).toMatchObject({ locale: 'en' });
  });

  it('asks a survey without translations in its own language', () => {
    const questions = [how];
    expect(localise({ version: 1, questions }, 'de', 'en')).toStrictEqual({ locale: 'en', questions });
  });

  it('replaces the words of options one by one, of those that there are', () => {
    const options = [
      { id: 'price', text: 'The price', pinned: true },
      { id: 'constructor', text: 'The builder' },
      { id: 'speed', text: 'The wait' },
    ];
    const question: Question = { id: 'constructor', type: 'choice', text: 'Why?', options, other: 'Other' };
    const words = { options: { speed: 'Die Wartezeit', gone: 'Weg' }, other: 'Etwas anderes' };
    expect(inGerman(question, words)).toStrictEqual({
      ...question,
      options: [options[0], options[1], { id: 'speed', text: 'Die Wartezeit' }],
      other: 'Etwas anderes',
    });
    expect(inGerman({ ...question, id: 'q' }, { text: 'Warum?' })).toMatchObject({ options, other: 'Other' });
  });

  it('replaces the text of a link and never its address', () => {
    const link = { text: 'Read on', url: 'https://example.com' };
    const message: Question = { id: 'q', type: 'message', text: 'Thank you!', link };
    expect(inGerman(message, { link: 'Weiterlesen' })).toStrictEqual({
      ...message,
      link: { text: 'Weiterlesen', url: 'https://example.com' },
    });
    expect(inGerman(message, { text: 'Danke!' })).toMatchObject({ text: 'Danke!', link });
  });

  it('adds neither ends to a scale nor a link to a message', () => {
    const message: Question = { id: 'q', type: 'message', text: 'Thank you!' };
    expect(inGerman(message, { link: 'Weiterlesen' })).toStrictEqual(message);
    const plain: Question = { id: 'q', type: 'nps', text: 'How?' };
    expect(inGerman(plain, { labels: { low: 'Schlecht' } })).toStrictEqual(plain);
  });

  it('replaces each statement of an experience by itself', () => {
    const [needs, ease, enjoyment, comment] = [
      'It does the job',
      'It was easy',
      'It was fun',
      'Anything else?',
    ];
    const cxi = { id: 'q', type: 'cxi', text: 'Say', needs, ease, enjoyment, comment } as Question;
    expect(inGerman(cxi, { ease: 'Es war leicht' })).toStrictEqual({ ...cxi, ease: 'Es war leicht' });
  });

  it('does not take what every object inherits for a translation', () => {
    const question: Question = { id: 'toString', type: 'nps', text: 'Why?' };
    expect(localise({ version: 1, questions: [question], locales: { de: {} } }, 'de', 'en')).toStrictEqual({
      locale: 'de',
      questions: [question],
    });
  });

  it('changes nothing that it is given', () => {
    const before = JSON.stringify(survey);
    localise(survey, 'de-AT', 'en');
    expect(JSON.stringify(survey)).toBe(before);
  });
});
