import { describe, expect, it } from 'vitest';
import { edited, faultsOf, nps, sound } from '../program.fixture.ts';

const declaring = (facts: object | null, more: object = {}) => ({
  ...sound.touchpoints.closed,
  ...(facts && { facts }),
  ...more,
});
const recalling = (name: string) => ({
  questions: [nps('a', { text: `{{fact:${name}|else}}` })],
  locales: { de: { a: { text: `{{fact:${name}|sonst}}` } } },
});

describe('a segment of a fact', () => {
  const faults = (touchpoints: object) =>
    faultsOf(edited(['/touchpoints', touchpoints], ['/segments', ['fact:quue', 'quue']]));

  it('is of a fact that some touchpoint declares', () => {
    expect(faults({ a: declaring({ queue: 'string' }), b: declaring({ quue: 'string' }) })).toStrictEqual([]);
    expect(faults({ a: declaring({ queue: 'string' }), b: declaring({}) })).toStrictEqual([
      { path: '/segments/0', message: 'there is no fact "quue"; did you mean "queue"?' },
    ]);
    expect(faults({ a: declaring({}) })).toStrictEqual([
      { path: '/segments/0', message: 'there is no fact "quue"' },
    ]);
  });

  it('may be of any where a touchpoint declares none, or has a fault', () => {
    expect(faults({ a: declaring({ queue: 'string' }), b: declaring(null) })).toStrictEqual([]);
    expect(faults({})).toStrictEqual([]);
    expect(faults({ a: declaring({ queue: 'string' }), b: { ...declaring(null), label: 7 } })).toStrictEqual([
      { path: '/touchpoints/b/label', message: 'must be a text' },
    ]);
  });
});

describe('a fact in the words of a survey', () => {
  const faults = (name: string, touchpoints: object) =>
    faultsOf(
      edited(
        ['/touchpoints', touchpoints],
        ['/surveys/csat', recalling(name)],
        ['/surveys/other', { questions: [nps('a')] }],
      ),
    );

  it('is one of those of the touchpoints that ask it, in whatever language', () => {
    const touchpoints = {
      a: declaring({ queue: 'string' }),
      b: declaring({ agent: 'string' }, { survey: 'other', variants: { csat: 0.5 } }),
      c: declaring({ page: 'string' }, { survey: 'other' }),
    };
    expect(faults('queue', touchpoints)).toStrictEqual([]);
    expect(faults('agent', touchpoints)).toStrictEqual([]);
    const message = 'there is no fact "page"; known are queue, agent';
    expect(faults('page', touchpoints)).toStrictEqual([
      { path: '/surveys/csat/questions/0/text', message },
      { path: '/surveys/csat/locales/de/a/text', message },
    ]);
    expect(faults('constructor', touchpoints)).toHaveLength(2);
  });

  it('may be any where a touchpoint that asks it declares none, or nobody asks it', () => {
    expect(faults('page', { a: declaring({ queue: 'string' }), b: declaring(null) })).toStrictEqual([]);
    expect(faults('page', { a: declaring({ queue: 'string' }, { survey: 'other' }) })).toStrictEqual([]);
  });
});
