import { scaleOf } from '@milepost/protocol';
import { describe, expect, test } from 'vitest';
import { intentOf, sentimentOf } from './sentiment.ts';

/** The sentiments of all values of a question's scale, from the lowest up. */
function all(question: { type: string; points?: number; edition?: 1; top?: number }): string {
  const scale = question.type === 'composite' ? { id: '-3..3', min: -3, max: 3 } : scaleOf(question);
  if (!scale) throw new Error('no scale');
  const { type, top } = question;
  return Array.from({ length: scale.max - scale.min + 1 }, (_, index) =>
    '-0+'.charAt(1 + sentimentOf(scale.min + index, { type, scale, top })),
  ).join('');
}

test.each([
  [{ type: 'nps' }, '-------00++'],
  [{ type: 'csat', points: 2 }, '-+'],
  [{ type: 'csat', points: 3 }, '-0+'],
  [{ type: 'csat', points: 4 }, '--++'],
  [{ type: 'csat' }, '--0++'],
  [{ type: 'ces' }, '---0+++'],
  [{ type: 'ces', edition: 1 }, '++0--'],
  [{ type: 'composite' }, '---0+++'],
  [{ type: 'pmf' }, '-0+'],
  [{ type: 'thumbs' }, '-+'],
  [{ type: 'rating' }, '--0++'],
  [{ type: 'rating', points: 10 }, '-----+++++'],
  [{ type: 'rating', points: 10, top: 9 }, '--000000++'],
  [{ type: 'rating', top: 5 }, '-000+'],
  [{ type: 'rating', top: 2 }, '-++++'],
] as const)('the answers to %j are good, bad or neither: %s', (question, sentiments) => {
  expect(all(question)).toBe(sentiments);
});

describe('an intent', () => {
  test.each([
    [{ type: 'nps' }, 7, 7],
    [{ type: 'csat' }, 1, 0],
    [{ type: 'csat' }, 4, 7.5],
    [{ type: 'thumbs' }, 1, 10],
    [{ type: 'ces', edition: 1 }, 1, 10],
  ] as const)('of %j that is %d is %d of 10', (question, value, intent) => {
    const scale = scaleOf(question);
    if (!scale) throw new Error('no scale');
    expect(intentOf(value, { scale })).toBe(intent);
  });
});
