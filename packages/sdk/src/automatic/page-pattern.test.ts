import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { fitsPage } from './page-pattern.ts';

describe('a pattern of pages', () => {
  test.each([
    ['/pricing', '/pricing'],
    ['/docs/*', '/docs/'],
    ['/docs/*', '/docs/a/b'],
    ['*', '/'],
    ['*/edit', '/tickets/42/edit'],
    ['/*/settings/*', '/acme/settings/users'],
    ['/a**b', '/ab'],
    ['/app#/tickets/*', '/app#/tickets/42'],
    ['/über uns', '/%C3%BCber%20uns'],
    ['/%C3%BCber', '/%C3%BCber'],
    ['/a.b(c)[d]', '/a.b(c)[d]'],
  ])('%s takes %s', (pattern, view) => {
    expect(fitsPage(pattern, view)).toBe(true);
  });

  test.each([
    ['/pricing', '/pricing/'],
    ['/pricing', '/pricing/team'],
    ['/pricing', '/en/pricing'],
    ['/docs/*', '/docs'],
    ['/a.c', '/abc'],
    ['/aba*aba', '/ababa'],
    ['/app', '/app#/tickets'],
  ])('%s does not take %s', (pattern, view) => {
    expect(fitsPage(pattern, view)).toBe(false);
  });

  test('means any characters by each of its stars, and itself by everything else', () => {
    const some = fc.string({ unit: fc.constantFrom('*', '/', 'a', 'b', '.'), maxLength: 8 });
    const view = fc.string({ unit: fc.constantFrom('/', 'a', 'b', '.'), maxLength: 10 });
    let taken = 0;
    fc.assert(
      fc.property(some, view, (pattern, view) => {
        const plain = new RegExp(`^${pattern.replaceAll('.', '\\.').replaceAll('*', '.*')}$`);
        expect(fitsPage(pattern, view)).toBe(plain.test(view));
        taken += Number(plain.test(view));
      }),
      { numRuns: 5_000 },
    );
    // Otherwise it would have said little.
    expect(taken).toBeGreaterThan(100);
  });

  test('costs little, whatever its stars', () => {
    expect(fitsPage(`/${'*a'.repeat(90)}b`, `/${'a'.repeat(20_000)}`)).toBe(false);
  });
});
