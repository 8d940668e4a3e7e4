import { expect, test } from 'vitest';
import { bar, barHead } from './bar.ts';
import { layOut, plain } from './cells.ts';
import { endsOf } from './ends.ts';
import { counted, decimal, interval, percent, pValue, signed } from './numbers.ts';
import { changeCell } from './scored-cells.ts';
import { sparkline } from './sparkline.ts';

test('numbers are rounded half away from zero, and never are -0', () => {
  expect([31.25, -31.25, -0.04, 1.005, 0].map((value) => decimal(value))).toEqual([
    '31.3',
    '-31.3',
    '0.0',
    '1.0',
    '0.0',
  ]);
  expect(decimal(1.005, 2)).toBe('1.01');
  expect([4.2, -4.2, 0, -0.01].map((value) => signed(value))).toEqual(['+4.2', '-4.2', '0.0', '0.0']);
  expect([0.0341, 0.0004, 1, 0.9996].map(pValue)).toEqual(['0.034', '<0.001', '1.000', '1.000']);
  expect([interval(-4.25, 7), percent(0.4578), counted(12345)]).toEqual(['[-4.3, 7.0]', '45.8 %', '12,345']);
});

test('columns are as wide as their widest cell, numbers stand to the right, and empty columns are left out', () => {
  const lines = layOut(
    [
      { head: 'plan', align: 'left' },
      { head: 'nothing', align: 'left' },
      { head: 'n', align: 'right' },
      { head: 'score', align: 'right' },
    ],
    [
      [{ text: 'pro' }, { text: '' }, { text: '1,412' }, { text: '31.3' }],
      [{ text: 'größer' }, { text: '' }, { text: '7' }],
    ],
  );
  expect(lines).toEqual(['plan        n  score', 'pro     1,412   31.3', 'größer      7']);
});

test('a text from elsewhere cannot steer the terminal', () => {
  expect(plain('\u001b[31mred\u0007\u202Edrow')).toEqual({ text: '\u{FFFD}[31mred\u{FFFD}\u{FFFD}drow' });
});

test('a bar shows a score and its interval between the ends of what can be', () => {
  const share = endsOf('wilson', '1..5');
  expect(bar({ score: 50, low: 40, high: 60 }, share)).toBe('··········├─●─┤··········');
  expect(bar({ score: 100, low: 90, high: 100 }, share)).toBe('······················├─●');
  expect(bar({ score: 0, low: 0, high: 0 }, share)).toBe('●························');
  expect(bar({ score: -100, low: -120, high: 0 }, endsOf('adjusted-wald-3t', '0..10'))).toBe(
    '●───────────┤············',
  );
  expect(barHead(endsOf('adjusted-wald-3t', '0..10'))).toBe('-100                  100');
  expect(endsOf('t', '1..7')).toEqual({ worst: 1, best: 7, digits: 2, lowerIsBetter: false });
  expect(endsOf('t', null)).toMatchObject({ worst: 0, best: 100 });
});

test('a sparkline runs from the lowest to the highest, with a dot where there is nothing', () => {
  expect(sparkline([10, null, 20, 15])).toBe('▁·█▅');
  expect(sparkline([5, 5])).toBe('▅▅');
  expect(sparkline([null])).toBe('·');
  expect(sparkline([])).toBe('');
});

test('a clear change is green where it is for the better, whichever way that is', () => {
  const colour = (scale: string, difference: number) =>
    changeCell(
      { from: '2026-09', difference, low: difference - 0.1, high: difference + 0.1, p: 0.001 },
      endsOf('t', scale),
      0.95,
    ).colour;
  expect([colour('1..7', 1), colour('1..7', -1)]).toEqual(['green', 'red']);
  expect([colour('1..5:effort', 1), colour('1..5:effort', -1)]).toEqual(['red', 'green']);
});
