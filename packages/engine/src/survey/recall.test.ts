import type { Person, Question } from '@milepost/protocol';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Answers } from './answers.ts';
import { type Known, recall } from './recall.ts';

const reason: Question = {
  id: 'reason',
  type: 'choices',
  text: 'Warum?',
  options: [
    { id: 'price', text: 'der Preis' },
    { id: 'speed', text: 'die Wartezeit' },
  ],
  other: 'Etwas anderes',
};
const person: Person = { id: 'u-17', account: 'acme', traits: { plan: 'pro', seats: 0, beta: false } };
const known = (rest: Partial<Known> = {}): Known => ({ answers: {}, questions: [reason], person, ...rest });
const answered = (answers: Answers, text: string) => recall(text, known({ answers }));

describe('recall', () => {
  it('puts what is known in the place of a marker', () => {
    const text =
      'You have {{trait:plan|a plan}}, {{trait:seats|no}} seats, {{fact:queue|some}} {{trait:beta|}}';
    expect(recall(text, known({ facts: { queue: 'billing' } }))).toBe('You have pro, 0 seats, billing false');
  });

  it('puts the words behind | where nothing is known, and nothing where there are none', () => {
    const text = 'Why {{answer:score|that score}}, {{trait:name|you}}{{fact:queue|}}?';
    expect(recall(text, known({ person: null }))).toBe('Why that score, you?');
    expect(answered({ score: null }, text)).toBe('Why that score, you?');
    expect(answered({ score: '  \n' }, text)).toBe('Why that score, you?');
    expect(recall(text, known({ person: { traits: { name: '' } } }))).toBe('Why that score, you?');
  });

  it.each<[answer: Answers[string], text: string]>([
    [0, '0'],
    [7, '7'],
    [' Too slow ', 'Too slow'],
    ['{{trait:plan|}}', '{{trait:plan|}}'],
    ['$& $1 $$', '$& $1 $$'],
    ['<b>', '<b>'],
  ])('repeats the answer %j as it was given', (score, text) => {
    expect(answered({ score }, '{{answer:score|that}}')).toBe(text);
  });

  it('repeats a part of an answer', () => {
    expect(answered({ 'experience.ease': 2 }, '{{answer:experience.ease|that}}')).toBe('2');
    expect(answered({ 'experience.ease': 2 }, '{{answer:experience|that}}')).toBe('that');
    expect(answered({ reason: ['other'], 'reason.other': 'Mood' }, '{{answer:reason.other|}}')).toBe('Mood');
  });

  it.each<[answers: Answers, text: string]>([
    [{ reason: 'price' }, 'der Preis'],
    [{ reason: ['speed', 'price'] }, 'die Wartezeit, der Preis'],
    [{ reason: ['price', 'other'], 'reason.other': 'das Wetter' }, 'der Preis, das Wetter'],
    [{ reason: ['price', 'other'] }, 'der Preis'],
    [{ reason: 'other', 'reason.other': null }, 'das'],
    [{ reason: ['gone'], 'reason.other': 'das Wetter' }, 'das'],
    [{ reason: [] }, 'das'],
    [{}, 'das'],
  ])('tells chosen options by their words: %j', (answers, text) => {
    expect(answered(answers, '{{answer:reason|das}}')).toBe(text);
  });

  it('repeats at most 100 characters, whole ones', () => {
    expect(answered({ why: 'a'.repeat(100) }, '{{answer:why|}}')).toBe('a'.repeat(100));
    expect(answered({ why: 'a'.repeat(101) }, '{{answer:why|}}')).toBe(`${'a'.repeat(100)}…`);
    expect(answered({ why: `${'a'.repeat(99)}😀😀` }, '{{answer:why|}}')).toBe(`${'a'.repeat(99)}😀…`);
    expect(answered({ why: `${'a\n'.repeat(50)}b` }, '{{answer:why|}}')).toBe(`${'a\n'.repeat(50)}…`);
    expect(answered({}, `{{answer:why|${'b'.repeat(200)}}}`)).toBe('b'.repeat(200));
  });

  it.each(['constructor', '__proto__', 'toString', 'hasOwnProperty'])(
    'does not know what every object inherits: %s',
    (name) => {
      const text = `{{answer:${name}|a}}{{trait:${name}|b}}{{fact:${name}|c}}`;
      expect(recall(text, known())).toBe('abc');
      expect(recall(text, known({ person: null, facts: {} }))).toBe('abc');
      const named = JSON.parse(`{ "${name}": "x" }`);
      expect(recall(text, known({ answers: named, person: { traits: named }, facts: named }))).toBe('xxx');
    },
  );

  it.each(['{{answer:score}}', '{{other:score|x}}', '{{answer|x}}', '{answer:score|x}', '{{answer:|x}}'])(
    'leaves alone what is no marker: %s',
    (text) => {
      expect(answered({ score: 7 }, text)).toBe(text);
    },
  );

  it('never looks at what it has put in, whatever somebody typed', () => {
    const pieces = fc.constantFrom('{{', '}}', '{', '}', '|', 'answer:a', 'trait:plan', 'text');
    const typed = fc.array(pieces, { maxLength: 8 }).map((all) => all.join(''));
    fc.assert(
      fc.property(typed, typed, (a, b) => {
        const shown = recall('<{{answer:a|none}}><{{answer:b|none}}>', known({ answers: { a, b } }));
        expect(shown).toBe(`<${a || 'none'}><${b || 'none'}>`);
      }),
    );
  });
});
