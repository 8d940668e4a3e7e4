import type { ImportLine } from '@milepost/protocol';
import { describe, expect, test } from 'vitest';
import { type Deed, judge, type Visit } from './ledger.ts';

const deed = (kind: Deed['kind'], at: number, more: Partial<Deed> = {}): Deed => ({
  visit: 'v-1',
  kind,
  at,
  ...more,
});
const answered = (at: number, value: number) => deed('answered', at, { question: 'satisfaction', value });

/** A person saw a survey, answered 2, went back and answered 5; the page lived on. */
const visit: Visit = {
  id: 'v-1',
  touchpoint: 'ticket_closed',
  deeds: [deed('opened', 0), deed('shown', 10), answered(100, 2), answered(200, 5)],
  taps: [
    { question: 'satisfaction', value: 2 },
    { question: 'satisfaction', value: 5 },
  ],
  died: null,
};

const stored = (value: number, more: Partial<ImportLine> = {}): ImportLine => ({
  id: '019ab0b8-0000-7000-8000-000000000001',
  touchpoint: 'ticket_closed',
  survey: 'ticket_closed',
  version: 1,
  shown: '2026-11-22T06:59:50.001Z',
  facts: { visit: 'v-1' },
  answers: [{ question: 'satisfaction', value }],
  ...more,
});

describe('the ledger', () => {
  test('is content with each survey stored once, with its last answer', () => {
    expect(judge([visit], [stored(5)])).toEqual([]);
  });

  test.each<[string, Visit, ImportLine[], string]>([
    ['a survey that is lost', visit, [], 'is lost'],
    ['one that is stored twice', visit, [stored(5), stored(5)], 'is stored 2 times'],
    ['an older answer', visit, [stored(2)], 'has [2] for satisfaction, not one of [5]'],
    [
      'an answer that is lost',
      visit,
      [stored(5, { answers: [] })],
      'has [] for satisfaction, not one of [5]',
    ],
    [
      'an answer that nobody gave',
      visit,
      [stored(5, { answers: [{ question: 'why', value: 'x' }] })],
      'has an answer to why, which was never given',
    ],
    [
      'an end that is lost',
      { ...visit, deeds: [...visit.deeds, deed('completed', 200)] },
      [stored(5)],
      'has lost its end',
    ],
    ['an answer that died with its page after 51 ms', { ...visit, died: 251 }, [stored(2)], 'not one of [5]'],
  ])('tells of %s', (_, visit, lines, fault) => {
    expect(judge([visit], lines).join()).toContain(fault);
  });

  test.each([
    ['the last answer', stored(5)],
    ['the one before it', stored(2)],
  ])('takes %s of a page that died within 50 ms', (_, line) => {
    expect(judge([{ ...visit, died: 250 }], [line])).toEqual([]);
  });

  test('takes nothing from a page that died as it was shown', () => {
    expect(
      judge([{ ...visit, deeds: [deed('opened', 0), deed('shown', 10)], taps: [], died: 20 }], []),
    ).toEqual([]);
  });
});
