import type { AnswerValue, Condition } from '@milepost/protocol';
import { describe, expect, it } from 'vitest';
import { holds } from './condition.ts';

const missing = undefined;
const taken = (when: Condition, value?: AnswerValue) =>
  holds(when, 'a', value === undefined ? {} : { a: value });

describe('a condition on the answer just given', () => {
  const cases: [when: Condition, holdsFor: AnswerValue[], failsFor: (AnswerValue | undefined)[]][] = [
    [{ min: 3 }, [3, 4, 10], [2, 0, '3', '5', ['5'], null, missing]],
    [{ max: 2 }, [2, 1, 0], [3, 10, '1', ['1'], null, missing]],
    [{ min: 0 }, [0, 1], ['', null, missing]],
    [{ min: 7, max: 8 }, [7, 8], [6, 9, null]],
    [{ min: 8, max: 7 }, [], [7, 8, null]],
    [
      { in: ['red', 3] },
      ['red', 3, ['red'], ['blue', 'red']],
      ['blue', 4, '3', ['3'], [], '', null, missing],
    ],
    [{ in: ['other'] }, ['other', ['red', 'other']], ['red', [], null, missing]],
    [{ in: [0] }, [0], ['0', '', null, missing]],
    [{ answered: true }, [0, 5, '', 'red', ['red']], [null, missing]],
    [{ answered: false }, [null], [0, 5, '', 'red', ['red']]],
    [{ answered: true, max: 2 }, [0, 2], [3, null, missing]],
    [{ answered: false, max: 2 }, [], [1, 3, null]],
    [{ in: [1, 2, 9], min: 2 }, [2, 9], [1, 3, null]],
  ];

  it.each(cases)('%j', (when, holdsFor, failsFor) => {
    for (const given of holdsFor) expect([given, taken(when, given)]).toStrictEqual([given, true]);
    for (const given of failsFor) expect([given, taken(when, given)]).toStrictEqual([given, false]);
  });

  it('counts a question that was never answered as not answered', () => {
    expect(taken({ answered: false })).toBe(true);
  });

  it('does not take what every object inherits for an answer', () => {
    for (const name of ['constructor', 'toString', '__proto__']) {
      expect(holds({ answered: true }, name, {})).toBe(false);
      expect(holds({ question: name, answered: false }, 'a', {})).toBe(true);
    }
  });
});

describe('a condition on other answers', () => {
  it('looks at the answer that it names, and at no other', () => {
    const when: Condition = { question: 'first', max: 2 };
    expect(holds(when, 'a', { first: 1, a: 9 })).toBe(true);
    expect(holds(when, 'a', { first: 9, a: 1 })).toBe(false);
    expect(holds(when, 'a', { a: 1 })).toBe(false);
  });

  it('looks at one part of a question', () => {
    expect(holds({ question: 'experience.ease', max: 2 }, 'a', { 'experience.ease': 2 })).toBe(true);
    expect(holds({ question: 'experience.ease', max: 2 }, 'a', { 'experience.needs': 2 })).toBe(false);
    expect(holds({ question: 'reason.other', answered: true }, 'a', { reason: 'other' })).toBe(false);
    expect(holds({ question: 'reason.other', answered: true }, 'a', { 'reason.other': 'So' })).toBe(true);
  });

  it('counts a question of several parts as answered when one of them is', () => {
    const when: Condition = { question: 'experience', answered: true };
    expect(holds(when, 'a', { 'experience.needs': null, 'experience.ease': 1 })).toBe(true);
    expect(holds(when, 'a', { 'experience.needs': null })).toBe(false);
    expect(holds(when, 'a', { 'experience2.needs': 1, experiences: 1 })).toBe(false);
    expect(holds({ answered: false }, 'experience', { 'experience.ease': 1 })).toBe(false);
  });
});

describe('a condition with several tests', () => {
  const low = { question: 'score', max: 2 };
  const billing = { question: 'reason', in: ['billing'] };
  const both = { score: 1, reason: 'billing' };

  it('wants all of `all`', () => {
    expect(holds({ all: [low, billing] }, 'a', both)).toBe(true);
    expect(holds({ all: [low, billing] }, 'a', { ...both, score: 3 })).toBe(false);
    expect(holds({ all: [low, billing] }, 'a', { score: 1 })).toBe(false);
  });

  it('wants one of `any`', () => {
    expect(holds({ any: [low, billing] }, 'a', { ...both, score: 3 })).toBe(true);
    expect(holds({ any: [low, billing] }, 'a', { score: 1 })).toBe(true);
    expect(holds({ any: [low, billing] }, 'a', { score: 3, reason: 'speed' })).toBe(false);
    expect(holds({ any: [low, billing] }, 'a', {})).toBe(false);
  });

  it('wants its own test, all of `all` and one of `any` at once', () => {
    const when: Condition = { answered: true, all: [low], any: [billing, { min: 9 }] };
    expect(holds(when, 'a', { ...both, a: 1 })).toBe(true);
    expect(holds(when, 'a', { score: 1, a: 9 })).toBe(true);
    expect(holds(when, 'a', both)).toBe(false);
    expect(holds(when, 'a', { reason: 'billing', a: 1 })).toBe(false);
    expect(holds(when, 'a', { score: 1, a: 8 })).toBe(false);
  });

  it('looks at the answer just given wherever none is named', () => {
    expect(holds({ all: [{ min: 3 }, { max: 4 }] }, 'a', { a: 4 })).toBe(true);
    expect(holds({ question: 'score', max: 2, any: [{ min: 9 }] }, 'a', { score: 1, a: 1 })).toBe(false);
  });
});
