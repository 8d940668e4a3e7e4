import { describe, expect, it } from 'vitest';
import { findingsOf, rulesOf } from './findings.fixture.ts';

const withEnds = (ends: string, type = 'rating') => {
  const [low, high] = ends.split(' / ');
  return rulesOf({ type, labels: { low, high } });
};

describe('the ends of a scale', () => {
  it.each([
    'Very dissatisfied / Very satisfied',
    'Not at all likely / Extremely likely',
    'Strongly disagree / Strongly agree',
    'Very difficult / Very easy',
    'Very easy / Very difficult',
    'Poor / Excellent',
    'Bad / Good',
    'Terrible / Great',
    'Extremely unhappy / Very happy',
    'Not useful / Useful',
    'Thumbs / Up',
    'constructor / __proto__',
  ])('are let pass as %s', (ends) => {
    expect(withEnds(ends)).toStrictEqual([]);
  });

  it.each([
    'Good / Excellent',
    'Fair / Excellent',
    'Satisfied / Very satisfied',
    'Slightly helpful / Extremely helpful',
    'Bad / Terrible',
    'OK / Great',
    'Neutral / OK',
    'Very dissatisfied / Satisfied',
    'Somewhat unlikely / Very likely',
  ])('are loaded as %s', (ends) => {
    expect(withEnds(ends)).toStrictEqual(['/labels loaded_scale']);
    expect(withEnds(ends, 'thumbs')).toStrictEqual(['/labels loaded_scale']);
  });

  it.each([
    ['Very satisfied / Very dissatisfied', 'csat'],
    ['Extremely likely / Not at all likely', 'nps'],
    ['Strongly agree / Strongly disagree', 'ces'],
  ])('are swapped as %s in %s', (ends, type) => {
    expect(withEnds(ends, type)).toStrictEqual(['/labels swapped_scale']);
    expect(withEnds(ends.split(' / ').toReversed().join(' / '), type)).toStrictEqual([]);
    expect(withEnds(ends)).toStrictEqual([]);
  });

  it('are not swapped where less is easier, and good', () => {
    const labels = { low: 'Very easy', high: 'Very difficult' };
    expect(rulesOf({ type: 'ces', edition: 1, labels })).toStrictEqual([]);
    expect(rulesOf({ type: 'ces', labels })).toStrictEqual(['/labels swapped_scale']);
  });

  it('are compared in one language at a time, and only in English', () => {
    const labels = { low: 'Très mauvais', high: 'Très bon' };
    const survey = (words: object) => ({
      questions: [{ id: 'asked', type: 'csat', text: 'Alors ?', labels }],
      locales: { en: { asked: { text: 'So?', labels: words } } },
    });
    expect(findingsOf(survey({ low: 'Bad', high: 'Good' }), { locale: 'fr' })).toStrictEqual([]);
    expect(findingsOf(survey({ low: 'Good', high: 'Best' }), { locale: 'fr' })).toMatchObject([
      { path: '/locales/en/asked/labels', rule: 'loaded_scale' },
    ]);
  });

  it.each(['nps', 'csat', 'ces', 'rating'])('must have words in %s', (type) => {
    expect(rulesOf({ type })).toStrictEqual([' unlabelled_scale']);
    expect(rulesOf({ type, labels: {} })).toStrictEqual([' unlabelled_scale']);
    expect(rulesOf({ type, labels: { high: 'A' } })).toStrictEqual(['/labels unlabelled_scale']);
    expect(rulesOf({ type, labels: { low: 'A', high: 'B' } })).toStrictEqual([]);
  });

  it.each(['pmf', 'thumbs'])('need no words in %s, which has its own', (type) => {
    expect(rulesOf({ type })).toStrictEqual([]);
  });
});
