import { describe, expect, it } from 'vitest';
import { nearest } from './nearest.ts';

describe('nearest', () => {
  it.each<[name: string, names: string[], near: string[]]>([
    ['suport-csat', ['support-csat', 'relationship-nps'], ['support-csat']],
    ['Support CSAT', ['support-csat'], ['support-csat']],
    ['METHOD', ['METH', 'GATE'], ['METH']],
    ['ticket', ['ticket_closed', 'ticket_opened'], ['ticket_closed', 'ticket_opened']],
    ['recieve', ['deceive', 'receive'], ['receive', 'deceive']],
    ['nsp', ['csat', 'nps'], ['nps']],
    ['trian', ['trial', 'train'], ['trial', 'train']],
    ['ab', ['ba'], []],
    ['closed', ['opened', 'billing'], []],
    ['a', ['b', 'c'], []],
    ['', ['abc'], []],
    ['x'.repeat(1_000_000), ['abc', 'x'.repeat(20)], ['x'.repeat(20)]],
    ['abc', [], []],
  ])('of %j among %j is %j', (name, names, near) => {
    expect(nearest(name, names)).toStrictEqual(near);
  });

  it('has the best first, and three at most', () => {
    expect(nearest('answers', ['answerxy', 'answerx', 'answers', 'enswers', 'answer'])).toStrictEqual([
      'answers',
      'answerx',
      'enswers',
    ]);
  });
});
