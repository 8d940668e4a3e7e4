import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { matcherFault } from './matcher-fault.ts';

describe('matcherFault', () => {
  it.each([
    '^(free|trial)-',
    '@acme\\.com$',
    'a.*b',
    '^a.*b.*c',
    '^(https?://)?(www\\.)?[a-z0-9-]+\\.example\\.com$',
    '^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$',
    '(?:\\d{1,3}\\.){3}\\d{1,3}',
    '^\\p{Lu}\\p{L}+$',
    '\\u{61}+',
    '[^\\]()*+]+@',
    '\\(+\\)',
    '(?=.*a)b',
    '(?<year>\\d{4})',
    'x{0}',
    '^free$|^trial$',
  ])('lets %s pass', (source) => {
    expect(matcherFault(source)).toBeNull();
  });

  it.each([
    '(a+)+',
    '(a*)*b',
    '(a|aa)+',
    '(a|b)*',
    '([a-z]+)*@',
    '^(\\w+\\s?)*$',
    '.*@acme.*',
    '^a.*b.*c.*d',
    'a.*b.*|^c',
    'a{0,400}b{0,400}c',
    '(?:a{1,200}){1,200}',
    'a?'.repeat(25),
    '^(?:a?){18}a{470}b',
    '^(?:(?:(?:){500}){500}){500}',
    '(?=(a+)+b)',
    'a{501}'.repeat(40),
    '(?:a{999999}){999999}',
  ])('refuses %s, which could take too long', (source) => {
    expect(matcherFault(source)).toBe(
      'could take too long on a long text; begin it with ^, leave out .* at its ends, and repeat less',
    );
  });

  it.each([
    ['(a)\\1', '\\1'],
    ['(?<x>a)\\k<x>', '\\k<x>'],
    ['(?<=a)b', '(?<='],
    ['(?<!a)b', '(?<!'],
    ['(?i:a)', '(?i:'],
  ])('refuses %s for its %s', (source, part) => {
    expect(matcherFault(source)).toBe(`may not hold ${part}: no lookbehind, no reference back and no flags`);
  });

  it.each(['[', '(', 'a**', '\\', 'a{2,1}', '{', '\\p{Nope}', '(?<a>x)(?<a>y)'])(
    'refuses %s, which is no regular expression',
    (source) => {
      expect(matcherFault(source)).toMatch(/^is no regular expression: /);
    },
  );

  it('lets nothing pass whose steps are too many, counted by an engine that tries every way', () => {
    const atom = fc.constantFrom('a', '.', '[ab]', '(a|b)', '(?:a|a)', '(a?)', '(?:aa)');
    const quantifier = fc.constantFrom('', '', '*', '+', '?', '{3}', '{0,9}', '*?');
    const sources = fc
      .tuple(fc.constantFrom('', '^'), fc.array(fc.tuple(atom, quantifier), { minLength: 1, maxLength: 8 }))
      .map(([start, parts]) => `${start}${parts.flat().join('')}z`);
    fc.assert(
      fc.property(sources, (source) => {
        fc.pre(matcherFault(source) === null);
        // Would not come back if it took exponential time.
        expect(new RegExp(source, 'u').test('a'.repeat(500))).toBe(false);
      }),
      { numRuns: 300 },
    );
  });
});
