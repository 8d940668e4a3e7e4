import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { findingsOf, rulesOf } from './findings.fixture.ts';
import type { WordingRule } from './wording.ts';

const labels = { low: 'Very bad', high: 'Very good' };
const text = 'How satisfied are you with our amazing app!';
const long = (words: number) => Array.from({ length: words }, () => 'word').join(' ');

describe('a finding', () => {
  // The rule, what is asked, and the sentence.
  it.each<[WordingRule, object, string]>([
    [
      'leading',
      { type: 'text', text: 'What do you think of our award-winning app?' },
      '"award-winning" tells people what to think before they answer: leave it out',
    ],
    [
      'leading',
      { type: 'message', text: 'Please rate us 5.' },
      '"rate us 5" asks for a good answer instead of a true one: leave it out',
    ],
    [
      'leading',
      { type: 'thumbs', text: 'You like it, don’t you?' },
      '", don\'t you?" asks people to agree, and many agree to please: ask how it was, without an opinion of your own',
    ],
    [
      'leading',
      { type: 'text', text: 'What problems did you have?' },
      '"What problems did you have" supposes that there were some: ask which, if any',
    ],
    [
      'double_barrelled',
      { type: 'csat', labels, text: 'How fast and friendly were we?' },
      '"and" asks for one rating of two things, and nobody can tell which of them it is for: ask each by itself',
    ],
    [
      'double_barrelled',
      { type: 'csat', labels, text: 'How was it? How were we?' },
      'asks two questions and takes one answer: ask each by itself',
    ],
    [
      'jargon',
      { type: 'text', text: 'What is your pain point?' },
      '"pain point" is a word of the trade that people may not know: say "problem"',
    ],
    ['too_long', { type: 'text', text: long(21) }, 'has 21 words, and after 20 people skim: say it shorter'],
    [
      'too_long',
      { type: 'text', text: 'x'.repeat(121) },
      'has 121 characters, and after 120 people skim: say it shorter',
    ],
    [
      'too_long',
      { type: 'message', text: 'Thank you.', link: { text: 'x'.repeat(31), url: '/more' } },
      'has 31 characters, and a phone shows 30 in one line: say it shorter',
    ],
    [
      'absolute',
      { type: 'thumbs', text: 'Do you always read it?' },
      '"always" leaves no room for the one time that was different, so that few can say yes: leave it out, or ask how often',
    ],
    [
      'negated',
      { type: 'thumbs', text: 'Was it not unclear?' },
      '"not unclear" is a double negation, and people misread which answer is the good one: say it without "not"',
    ],
    [
      'negated',
      { type: 'nps', labels, text: 'How likely are you not to buy?' },
      '"likely are you not to" asks for the opposite of what is scored, and people misread it: ask how likely they are to do it',
    ],
    [
      'loaded_scale',
      { type: 'csat', text: 'How was it?', labels: { low: 'Good', high: 'Excellent' } },
      '"Good" and "Excellent" lie on one side, and who is on the other has no answer: use opposites',
    ],
    [
      'loaded_scale',
      { type: 'csat', text: 'How was it?', labels: { low: 'Unhappy', high: 'Very happy' } },
      '"Unhappy" and "Very happy" are not equally strong, which moves answers to the weaker end: use opposites',
    ],
    [
      'absolute',
      { type: 'text', text: 'Why do you always read it?' },
      '"always" leaves no room for the one time that was different, so that few can say yes: leave it out, or ask how often',
    ],
    [
      'jargon',
      { type: 'text', text: 'How was our sso?' },
      '"sso" is a word of the trade that people may not know: say "signing in"',
    ],
    [
      'swapped_scale',
      { type: 'csat', text: 'How was it?', labels: { low: 'Very satisfied', high: 'Very dissatisfied' } },
      '"Very satisfied" is at the low end, which is scored as bad: swap the two',
    ],
    [
      'unlabelled_scale',
      { type: 'ces', text: 'How easy was it?', labels: { low: 'Very difficult' } },
      'the scale has no words at its high end, and people differ in which number is the good one: add them',
    ],
    [
      'exclamation',
      { type: 'text', text: 'Tell us!' },
      '"!" is cheerful, and cheer moves answers up: end the sentence without it',
    ],
  ])('of %s in %o says what it does, and the remedy', (rule, question, message) => {
    const findings = findingsOf({ questions: [{ id: 'asked', ...question }] });
    expect(findings.map((finding) => [finding.rule, finding.message])).toStrictEqual([[rule, message]]);
  });

  it('stands at the words, wherever they are', () => {
    const bad = 'Our UX';
    expect(
      rulesOf({
        type: 'cxi',
        text: bad,
        needs: bad,
        ease: bad,
        enjoyment: bad,
        comment: bad,
        labels: { low: bad, high: bad },
      }),
    ).toStrictEqual(
      ['text', 'labels/low', 'labels/high', 'needs', 'ease', 'enjoyment', 'comment'].map(
        (place) => `/${place} jargon`,
      ),
    );
    expect(
      rulesOf({
        type: 'choice',
        other: bad,
        options: [
          { id: 'a', text: 'A' },
          { id: 'constructor', text: bad },
        ],
      }),
    ).toStrictEqual(['/other jargon', '/options/1/text jargon']);
    expect(rulesOf({ type: 'text', placeholder: bad })).toStrictEqual(['/placeholder jargon']);
    expect(rulesOf({ type: 'message', link: { text: bad, url: '/' } })).toStrictEqual(['/link/text jargon']);
  });
});

describe('rules about words', () => {
  const question = { id: 'asked', type: 'csat', labels, text };

  it('are held against texts in English alone, exclamation marks and length against all', () => {
    expect(findingsOf({ questions: [question] }, { locale: 'en-GB' }).map(({ rule }) => rule)).toStrictEqual([
      'exclamation',
      'leading',
    ]);
    expect(findingsOf({ questions: [question] }, { locale: 'fr' }).map(({ rule }) => rule)).toStrictEqual([
      'exclamation',
    ]);
  });

  it('are held against English translations of another language', () => {
    const french = { ...question, text: 'Êtes-vous satisfait ?' };
    const survey = { questions: [french], locales: { en: { asked: { text, labels } } } };
    expect(findingsOf(survey, { locale: 'fr' }).map(({ path, rule }) => [path, rule])).toStrictEqual([
      ['/locales/en/asked/text', 'exclamation'],
      ['/locales/en/asked/text', 'leading'],
    ]);
  });

  it('read a recall marker as its else-words', () => {
    const question = (orElse: string) => ({ type: 'csat', labels, text: `How was {{fact:UX|${orElse}}}?` });
    expect(rulesOf(question('it'))).toStrictEqual([]);
    expect(rulesOf(question('our UX'))).toStrictEqual(['/text jargon']);
    expect(rulesOf(question(''))).toStrictEqual([]);
    expect(rulesOf({ type: 'text', text: `{{answer:a|${long(20)}}}` })).toStrictEqual([]);
  });

  it('look at ratings of a cxi, and not at its heading', () => {
    const both = 'How fast and friendly were we?';
    const items = { type: 'cxi', needs: 'How well?', ease: both, enjoyment: 'How nice?' };
    expect(rulesOf({ ...items, text: 'Your order and its delivery' })).toStrictEqual([
      '/ease double_barrelled',
    ]);
  });

  it('let a message be cheerful, and a name have its mark', () => {
    expect(rulesOf({ type: 'message', text: 'Thank you!' })).toStrictEqual([]);
    expect(rulesOf({ type: 'text', text: 'What do you like about Yahoo! mail?' })).toStrictEqual([]);
    expect(rulesOf({ type: 'text', text: '本当ですか！' })).toStrictEqual(['/text exclamation']);
  });

  it('take the ends of thumbs and the options of a choice for buttons', () => {
    const wide = 'x'.repeat(31);
    expect(rulesOf({ type: 'thumbs', labels: { low: wide, high: 'Yes' } })).toStrictEqual([
      '/labels/low too_long',
    ]);
    expect(rulesOf({ type: 'csat', labels: { low: wide, high: wide } })).toStrictEqual([]);
    expect(rulesOf({ type: 'text', text: `${long(20)} ?` })).toStrictEqual([]);
    expect(rulesOf({ type: 'text', text: '👩‍💻'.repeat(100) })).toStrictEqual([]);
  });
});

describe('wordingOf', () => {
  it('has an answer to any words', () => {
    const piece = fc.constantFrom(
      'and ',
      'to be ',
      'not ',
      'how ',
      'easy ',
      '{{fact:',
      '|',
      '}}',
      '!',
      '? ',
      '& ',
    );
    const words = fc.array(fc.oneof(piece, fc.string({ maxLength: 5 })), { minLength: 1, maxLength: 60 });
    fc.assert(
      fc.property(words, (pieces) => {
        const survey = {
          questions: [{ id: 'asked', type: 'pmf', text: `x${pieces.join('')}`.slice(0, 500) }],
        };
        for (const { path } of findingsOf(survey)) expect(path).toBe('/questions/0/text');
      }),
    );
  });

  it('finds nothing in a survey that asks nothing', () => {
    expect(findingsOf({ questions: [{ id: 'thanks', type: 'message', text: 'Thank you.' }] })).toStrictEqual(
      [],
    );
  });
});
