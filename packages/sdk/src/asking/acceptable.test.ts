import { textLength } from '@milepost/protocol/limits';
import { describe, expect, test } from 'vitest';
import type { Step, Value } from '../api.ts';
import { acceptable } from './acceptable.ts';

const step = (type: Step['type'], more: Partial<Step> = {}): Step => ({
  id: 'q',
  type,
  text: 't',
  optional: false,
  last: false,
  ...more,
});
const options = [
  { id: 'red', text: 'Red' },
  { id: 'constructor', text: 'A builder' },
];
const nps = step('nps', { min: 0, max: 10 });
const thumbs = step('thumbs', { min: 0, max: 1 });
const choice = step('choice', { options });
const choices = step('choices', { options, other: 'Another', atMost: 2 });
const text = step('text', { minLength: 3, maxLength: 5 });

describe('acceptable', () => {
  test.each<[string, Step, Value]>([
    ['the lowest value of a scale', nps, 0],
    ['the highest value of a scale', nps, 10],
    ['a thumb down', thumbs, 0],
    ['an option', choice, 'red'],
    ['an option of a name that objects have', choice, 'constructor'],
    ['another than the options', { ...choice, other: 'Another' }, 'other'],
    ['several options', choices, ['red', 'other']],
    ['a text of the least length', text, 'abc'],
    ['a text of the greatest length', text, 'abcde'],
    ['a text as long as any is kept', step('text'), 'a'.repeat(textLength)],
    ['nothing, where it may be skipped', { ...nps, optional: true }, null],
  ])('takes %s', (_, question, value) => {
    expect(acceptable(question, value)).toBe(true);
  });

  test.each<[string, Step, unknown]>([
    ['below the scale', nps, -1],
    ['above the scale', nps, 11],
    ['between the values', nps, 7.5],
    ['not a number', nps, Number.NaN],
    ['a number in words', nps, '7'],
    ['a thumb aside', thumbs, 2],
    ['a list for a number', thumbs, [1]],
    ['an option that is not offered', choice, 'green'],
    ['a name that objects have', choice, 'toString'],
    ['"other" that is not offered', choice, 'other'],
    ['a list for one option', choice, ['red']],
    ['one option for a list', choices, 'red'],
    ['an empty list', choices, []],
    ['an option twice', choices, ['red', 'red']],
    ['too many options', choices, ['red', 'constructor', 'other']],
    ['a list with an unknown option', choices, ['red', 'green']],
    ['a list with a list', choices, [['red']]],
    ['spaces alone', text, '     '],
    ['a text that is too short without its spaces', text, 'ab   '],
    ['a text that is too long', text, 'abcdef'],
    ['a text longer than any is kept', step('text'), 'a'.repeat(textLength + 1)],
    ['a number for a text', text, 123],
    ['nothing, where an answer is needed', nps, null],
    ['no value at all', text, undefined],
    ['an answer to a message', step('message'), 'thanks'],
    ['a skipped message', { ...step('message'), optional: true }, null],
  ])('refuses %s', (_, question, value) => {
    expect(acceptable(question, value as Value)).toBe(false);
  });
});
