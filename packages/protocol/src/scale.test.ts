import { describe, expect, it } from 'vitest';
import { cxiComment, cxiItems, type Scale, type Scaled, scaleOf } from './scale.ts';

describe('scaleOf', () => {
  it.each<[question: Scaled, scale: Scale]>([
    [{ type: 'nps' }, { id: '0..10', min: 0, max: 10 }],
    [{ type: 'csat' }, { id: '1..5', min: 1, max: 5 }],
    [
      { type: 'csat', points: 2 },
      { id: '1..2', min: 1, max: 2 },
    ],
    [
      { type: 'csat', points: 3 },
      { id: '1..3', min: 1, max: 3 },
    ],
    [{ type: 'ces' }, { id: '1..7', min: 1, max: 7 }],
    [
      { type: 'ces', edition: 2 },
      { id: '1..7', min: 1, max: 7 },
    ],
    [{ type: 'pmf' }, { id: '1..3', min: 1, max: 3 }],
    [{ type: 'thumbs' }, { id: '0..1', min: 0, max: 1 }],
    [{ type: 'rating' }, { id: '1..5', min: 1, max: 5 }],
    [
      { type: 'rating', points: 10 },
      { id: '1..10', min: 1, max: 10 },
    ],
    [{ type: 'cxi' }, { id: '1..5', min: 1, max: 5 }],
  ])('%j', (question, scale) => {
    expect(scaleOf(question)).toStrictEqual(scale);
  });

  it('keeps CES 1.0, where less is better, on a scale of its own', () => {
    const first = scaleOf({ type: 'ces', edition: 1 });
    expect(first).toMatchObject({ min: 1, max: 5 });
    const others: Scaled[] = [{ type: 'csat' }, { type: 'rating' }, { type: 'cxi' }, { type: 'ces' }];
    for (const other of others) expect(scaleOf(other)?.id).not.toBe(first?.id);
  });

  it.each(['choice', 'choices', 'text', 'message', 'unheard-of'])('has none for %s', (type) => {
    expect(scaleOf({ type })).toBeNull();
  });

  it('names the parts of a cxi question as answers address them', () => {
    expect([...cxiItems, cxiComment]).toStrictEqual(['needs', 'ease', 'enjoyment', 'comment']);
  });
});
