import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Question } from '../question.ts';
import { findingsOf } from './findings.fixture.ts';
import { tooMany } from './too-many.ts';

const asked = (id: string, next?: object[]) => ({ id, type: 'text', text: 'Why?', ...(next && { next }) });

describe('tooMany', () => {
  it('counts to five, and not the messages', () => {
    const five = ['a', 'b', 'c', 'd', 'e'].map((id) => asked(id));
    const thanks = { id: 'thanks', type: 'message', text: 'Thank you.' };
    expect(findingsOf({ questions: [...five, thanks] })).toStrictEqual([]);
    expect(findingsOf({ questions: [...five, asked('f'), thanks] })).toStrictEqual([
      {
        path: '/questions',
        rule: 'too_many',
        message:
          'has up to 6 questions to answer, and after 5 people leave or answer carelessly: ask fewer, or branch',
      },
    ]);
  });

  it('counts each rating of a cxi, and its comment', () => {
    const cxi = { id: 'cxi', type: 'cxi', text: 'Today', needs: '?', ease: '?', enjoyment: '?' };
    const two = [asked('a'), asked('b')];
    expect(findingsOf({ questions: [cxi, ...two] })).toStrictEqual([]);
    expect(findingsOf({ questions: [{ ...cxi, comment: '?' }, ...two] })).toMatchObject([
      { rule: 'too_many' },
    ]);
  });

  it('agrees with a walk along every path', () => {
    const branch = fc.record({ go: fc.nat(9), always: fc.boolean() });
    const surveys = fc.array(fc.array(branch, { maxLength: 2 }), { minLength: 1, maxLength: 9 });
    fc.assert(
      fc.property(surveys, (shape) => {
        const questions = shape.map((branches, index) => {
          const next = branches.map(({ go, always }) => ({
            go: index + 1 + go < shape.length ? `q${index + 1 + go}` : 'end',
            ...(!always && { when: { answered: true } }),
          }));
          return asked(`q${index}`, next.length > 0 ? next : undefined);
        }) as Question[];
        const message = tooMany(questions);
        const longest = Math.max(...pathsFrom(questions, 0));
        expect(message?.match(/\d+/)?.[0]).toBe(longest > 5 ? `${longest}` : undefined);
      }),
    );
  });
});

/** The length of every path from a question on, taken step by step. */
function pathsFrom(questions: Question[], index: number): number[] {
  const question = questions[index];
  if (!question) return [0];
  const next = question.next ?? [];
  const targets = next.map(({ go }) => questions.findIndex(({ id }) => id === go));
  if (!next.some(({ when }) => !when)) targets.push(index + 1);
  return targets.flatMap((target) => pathsFrom(questions, target)).map((length) => length + 1);
}
