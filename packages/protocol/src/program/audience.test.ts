import { describe, expect, it } from 'vitest';
import { hash } from '../hash.ts';
import { audienceTests } from './audience.ts';

describe('the tests of an audience', () => {
  it.each([
    ['a value', 'pro', [['plan', 'in', [hash('"pro"')]]]],
    ['a false one', false, [['plan', 'in', [hash('false')]]]],
    ['zero', 0, [['plan', 'in', [hash('0')]]]],
    ['an empty text', '', [['plan', 'in', [hash('""')]]]],
    ['a list', ['pro', 1], [['plan', 'in', [hash('"pro"'), hash('1')]]]],
    ['eq', { eq: false }, [['plan', 'in', [hash('false')]]]],
    ['in', { in: [0] }, [['plan', 'in', [hash('0')]]]],
    ['gt', { gt: 0 }, [['plan', 'gt', 0]]],
    ['lt', { lt: 0 }, [['plan', 'lt', 0]]],
    ['exists', { exists: false }, [['plan', 'exists', false]]],
    ['matches', { matches: '^p' }, [['plan', 'matches', '^p']]],
    [
      'several, which must all hold',
      { gt: '', lt: 'z' },
      [
        ['plan', 'gt', ''],
        ['plan', 'lt', 'z'],
      ],
    ],
  ] as const)('are told of %s', (_what, wanted, tests) => {
    expect(audienceTests({ plan: wanted } as never)).toEqual(tests);
  });

  it('are those of every trait', () => {
    expect(audienceTests({ plan: 'pro', seats: { gt: 5, exists: true } })).toEqual([
      ['plan', 'in', [hash('"pro"')]],
      ['seats', 'gt', 5],
      ['seats', 'exists', true],
    ]);
  });
});
