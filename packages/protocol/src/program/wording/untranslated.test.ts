import { describe, expect, it } from 'vitest';
import { findingsOf } from './findings.fixture.ts';

const labels = { low: 'Very bad', high: 'Very good' };
const link = { text: 'More', url: '/more' };
const questions = [
  { id: 'rate', type: 'csat', text: 'How was it?', labels },
  {
    id: 'what',
    type: 'choice',
    text: 'What was it?',
    options: [
      { id: 'speed', text: 'Speed' },
      { id: 'price', text: 'Price' },
    ],
    other: 'Else',
  },
  { id: 'constructor', type: 'message', text: 'Thank you.', link },
];
const whole = {
  rate: { text: 'Wie war es?', labels: { low: 'Sehr schlecht', high: 'Sehr gut' } },
  what: { text: 'Was war es?', options: { speed: 'Tempo', price: 'Preis' }, other: 'Anderes' },
  constructor: { text: 'Danke.', link: 'Mehr' },
};

const lacking = (locales: object, locale = 'en') =>
  findingsOf({ questions, locales }, { locale }).map(({ path, message }) => `${path} ${message}`);

describe('untranslated', () => {
  it('finds nothing in a language that has every word', () => {
    expect(lacking({ de: whole })).toStrictEqual([]);
  });

  it('names the words that a language lacks, question by question', () => {
    const { constructor: _, ...part } = whole;
    const de = {
      ...part,
      rate: { text: 'Wie war es?', labels: { low: 'Sehr schlecht' } },
      what: { options: { price: 'Preis' } },
    };
    expect(lacking({ de })).toStrictEqual([
      '/locales/de/rate lacks labels.high, shown in en among words in de: add what is missing',
      '/locales/de/what lacks text, other, options.speed, shown in en among words in de: add what is missing',
      '/locales/de lacks text, link of "constructor", shown in en among words in de: add what is missing',
    ]);
  });

  it.each([
    ['a variant of a language that is whole', { de: whole, 'de-AT': { rate: { text: 'Wie war’s?' } } }],
    ['a variant by its script', { 'zh-Hant': whole, 'zh-TW': { rate: { text: '?' } } }],
    ['the language of the survey', { 'en-GB': { rate: { text: 'How was it then?' } } }],
  ])('lets %s have only what differs', (_, locales) => {
    expect(lacking(locales)).toStrictEqual([]);
  });

  it.each([
    ['a variant alone', { 'pt-BR': { rate: { text: 'Como foi?', labels } } }, 'en'],
    ['another script of the language of the survey', { 'zh-TW': { rate: { text: '?', labels } } }, 'zh-CN'],
    ['a language that begins alike', { de: whole, del: { rate: { text: '?', labels } } }, 'en'],
  ])('asks all of %s', (_, locales, own) => {
    expect(lacking(locales, own)).toHaveLength(2);
  });

  it('says it once for a language and its variants', () => {
    expect(lacking({ de: {}, 'de-CH': {} }).map((found) => found.split(' ')[0])).toStrictEqual([
      '/locales/de',
      '/locales/de',
      '/locales/de',
    ]);
  });
});
