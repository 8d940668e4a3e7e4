import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { withoutFormulas } from './without-formulas.ts';

describe('a text in a cell', () => {
  test.each([
    '=1+1',
    '+1',
    '-1',
    '@SUM(A1)',
    '\rx',
    '\nx',
    ' =1',
    '"=1',
    '\'"=1',
    '＝1',
    '＋1',
    '－1',
    '＠x',
  ])('that a spreadsheet would compute (%j) begins with a quote', (text) => {
    expect(withoutFormulas(text)).toBe(`'${text}`);
  });

  test.each([
    ['a;=1', "a;'=1"],
    ['a\t=1', "a\t'=1"],
    ['\t=1', "'\t'=1"],
    ['a\n-b\r\n+c', "a\n'-b\r\n'+c"],
    ['a;"=1', 'a;\'"=1'],
    ['a; @b', "a;' @b"],
  ])('is guarded where another program may begin a cell: %j', (text, guarded) => {
    expect(withoutFormulas(text)).toBe(guarded);
  });

  test.each(['', 'Good', 'a=b', 'a - b', 'x@example.com', '5-1', 'a,-b', "it's", '…', '#1'])(
    'that is none (%j) stays as it is',
    (text) => {
      expect(withoutFormulas(text)).toBe(text);
    },
  );

  test('keeps all that was written, and begins with no sign after it', () => {
    const signs = fc.string({
      unit: fc.constantFrom('=', '+', '-', '@', '"', "'", ' ', ';', '\t', '\n', 'a', '1'),
    });
    fc.assert(
      fc.property(signs, (text) => {
        const guarded = withoutFormulas(text);
        expect(guarded.replaceAll("'", '')).toBe(text.replaceAll("'", ''));
        for (const cell of guarded.split(/[;\t\r\n]/)) expect(cell).not.toMatch(/^["\s]*[=+\-@]/);
      }),
    );
  });
});
