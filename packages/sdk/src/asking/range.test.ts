import type { Question } from '@milepost/protocol';
import { scaleOf } from '@milepost/protocol';
import { describe, expect, test } from 'vitest';
import { rangeOf } from './range.ts';

const q = { id: 'q', text: 't' };

describe('rangeOf', () => {
  test.each<Question>([
    { ...q, type: 'nps' },
    { ...q, type: 'csat' },
    { ...q, type: 'csat', points: 2 },
    { ...q, type: 'ces' },
    { ...q, type: 'ces', edition: 1 },
    { ...q, type: 'ces', edition: 2 },
    { ...q, type: 'cxi', needs: 'n', ease: 'e', enjoyment: 'j' },
    { ...q, type: 'pmf' },
    { ...q, type: 'rating' },
    { ...q, type: 'rating', points: 10, top: 9 },
    { ...q, type: 'thumbs' },
  ])('has the ends that the protocol gives %o', (question) => {
    const scale = scaleOf(question);
    expect(rangeOf(question)).toEqual([scale?.min, scale?.max]);
  });

  test.each<Question>([
    { ...q, type: 'text' },
    { ...q, type: 'message' },
    { ...q, type: 'choice', options: [] },
    { ...q, type: 'choices', options: [] },
  ])('has no ends where the protocol gives none: %o', (question) => {
    expect(scaleOf(question)).toBeNull();
    expect(rangeOf(question)).toEqual([]);
  });
});
