import type { Question } from '@milepost/protocol';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { path } from './path.ts';
import { progress } from './progress.ts';
import { anyAnswers, questionOf, surveys, wildSurveys } from './survey.fixture.ts';

const questions: Question[] = [
  questionOf('hello', 'message'),
  questionOf('score', 'nps', [{ when: { min: 9 }, go: 'thanks' }]),
  questionOf('why', 'text', [{ when: { answered: false }, go: 'thanks' }]),
  questionOf('more', 'text'),
  questionOf('thanks', 'message'),
];

/** The most questions that any way of branching asks, this one included: every way is tried. */
function longest(all: readonly Question[], place: number): number {
  const question = all[place];
  if (!question) return 0;
  const { next = [], type } = question;
  const ways = next.map(({ go }) => all.findIndex(({ id }) => id === go));
  const onward = next.some(({ when }) => when === undefined) ? [] : [place + 1];
  const counts = [...ways.filter((way) => way > place), ...onward].map((way) => longest(all, way));
  return Math.max(0, ...counts) + (type === 'message' ? 0 : 1);
}

describe('progress', () => {
  it('counts what was asked against the longest way that may still come', () => {
    expect(progress(questions, 'hello', {})).toBe(0);
    expect(progress(questions, 'score', {})).toBe(0);
    expect(progress(questions, 'why', { score: 3 })).toBe(1 / 3);
    expect(progress(questions, 'more', { score: 3, why: 'The wait' })).toBe(2 / 3);
  });

  it('is 1 when only messages are left, and when the survey is over', () => {
    expect(progress(questions, 'thanks', { score: 9 })).toBe(1);
    expect(progress(questions, null, {})).toBe(1);
    expect(progress([questionOf('hello', 'message')], 'hello', {})).toBe(1);
    expect(progress([], null, {})).toBe(1);
  });

  it('does not count a branch that no other can follow', () => {
    const jump = [questionOf('a', 'nps', [{ go: 'c' }]), questionOf('b'), questionOf('c')];
    expect(progress(jump, 'c', {})).toBe(0.5);
  });

  it('is what lies behind, as a share of that and of the longest way on', () => {
    fc.assert(
      fc.property(surveys, anyAnswers, (given, answers) => {
        const taken = path(given, answers);
        for (const [done, question] of taken.entries()) {
          const behind = taken.slice(0, done).filter(({ type }) => type !== 'message').length;
          const ahead = longest(given, given.indexOf(question));
          expect(progress(given, question.id, answers)).toBe(ahead === 0 ? 1 : behind / (behind + ahead));
        }
      }),
    );
  });

  it.each([
    ['checked', surveys],
    ['unchecked', wildSurveys],
  ])('never goes back while somebody goes on through %s questions', (_, questionsOf) => {
    fc.assert(
      fc.property(questionsOf, anyAnswers, (given, answers) => {
        const shares = path(given, answers).map(({ id }) => progress(given, id, answers));
        expect(shares).toStrictEqual(shares.toSorted((a, b) => a - b));
        expect(shares.every((share) => share >= 0 && share <= 1)).toBe(true);
      }),
      { numRuns: 1_000 },
    );
  });

  it('is a share of the survey even for a question that is not there or not on the path', () => {
    expect(progress(questions, 'gone', {})).toBe(1);
    expect(progress(questions, 'more', { score: 9 })).toBe(0);
  });
});
