import { expect, test } from 'vitest';
import { fill, parseTemplate, templateColumns } from './template.ts';

const row = (cells: Record<string, string>) => ({ get: (column: string) => cells[column] ?? '' });
const filled = (text: string, cells: Record<string, string>) => fill(parseTemplate(text) ?? [], row(cells));

test('puts cells into a text, padded with zeros to the width that is asked for', () => {
  expect(filled('2017-05-{DAY:2}T12:00:00Z', { DAY: '3' })).toBe('2017-05-03T12:00:00Z');
  expect(filled('2017-05-{DAY:2}', { DAY: '13' })).toBe('2017-05-13');
  expect(filled('{Y}-{M:2}', { Y: '2017', M: '5' })).toBe('2017-05');
  expect(filled('always the same', {})).toBe('always the same');
});

test('is nothing when one of its cells is blank', () => {
  expect(filled('{A}-{B}', { A: '1' })).toBeNull();
});

test('knows its columns, whose names may hold blanks and colons', () => {
  expect(templateColumns(parseTemplate('{ Day of month :2}/{Q8: why}') ?? [])).toEqual([
    'Day of month',
    'Q8: why',
  ]);
});

test.each(['2017-{DAY', 'DAY}', '{}', '{:2}', '{a{b}}', ''])('refuses %j', (text) => {
  expect(parseTemplate(text)).toBeNull();
});
