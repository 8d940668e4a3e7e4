import { expect, test } from 'vitest';
import { createLineNumbers } from './line-numbers.ts';

function numbersOf(lines: readonly number[]): number[] {
  const numbers = createLineNumbers();
  for (const line of lines) numbers.add(line);
  return lines.map((_, index) => numbers.lineOf(index + 1));
}

test.each([
  { what: 'rows after a header', lines: [2, 3, 4, 5] },
  { what: 'rows of which some are left out', lines: [2, 5, 6, 9, 20, 21] },
  { what: 'rows that give several lines', lines: [2, 2, 2, 3, 3, 3, 7, 7, 7] },
  { what: 'rows that give one line, or several', lines: [2, 3, 3, 4, 5, 6, 6, 6, 9, 9, 10] },
])('tells the line of the file of each: $what', ({ lines }) => {
  expect(numbersOf(lines)).toEqual(lines);
});

test('a number that was not sent is its own line', () => {
  expect(createLineNumbers().lineOf(3)).toBe(3);
});
