import type { Question } from '@milepost/protocol';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Answers } from './answers.ts';
import { nextQuestion } from './flow.ts';
import { anyAnswers, questionOf, surveys, wildSurveys } from './survey.fixture.ts';

const ask = (id: string, next?: Question['next']) => questionOf(id, 'nps', next);

/** Steps through a survey; null when it has not ended after more steps than there are questions. */
function walk(questions: readonly Question[], given: Answers): Question[] | null {
  const seen: Question[] = [];
  let question = nextQuestion(questions, null, given);
  while (question) {
    seen.push(question);
    if (seen.length > questions.length) return null;
    question = nextQuestion(questions, question.id, given);
  }
  return seen;
}

describe('nextQuestion', () => {
  const three = [ask('a'), ask('b'), ask('c')];

  it('starts at the first question and goes on in order, whatever was answered', () => {
    expect(nextQuestion(three, null, {})).toBe(three[0]);
    expect(nextQuestion(three, 'a', {})).toBe(three[1]);
    expect(nextQuestion(three, 'b', { b: 3 })).toBe(three[2]);
    expect(nextQuestion(three, 'c', { c: null })).toBeNull();
  });

  it('ends at once without questions, or after one that is not there', () => {
    expect(nextQuestion([], null, {})).toBeNull();
    expect(nextQuestion(three, 'gone', {})).toBeNull();
  });

  it('takes the first branch that holds; one without a condition always does', () => {
    const questions = [
      ask('a', [{ when: { min: 9 }, go: 'end' }, { when: { min: 7 }, go: 'd' }, { go: 'c' }]),
      ask('b'),
      ask('c'),
      ask('d'),
    ];
    expect(nextQuestion(questions, 'a', { a: 9 })).toBeNull();
    expect(nextQuestion(questions, 'a', { a: 8 })?.id).toBe('d');
    expect(nextQuestion(questions, 'a', { a: 6 })?.id).toBe('c');
    expect(nextQuestion(questions, 'a', {})?.id).toBe('c');
  });

  it('goes on in order when no branch holds', () => {
    expect(nextQuestion([ask('a', [{ when: { max: 2 }, go: 'end' }]), ask('b')], 'a', { a: 3 })?.id).toBe(
      'b',
    );
  });

  it('ends at `end` and never at a question of that name', () => {
    expect(nextQuestion([ask('a', [{ go: 'end' }]), ask('end')], 'a', {})).toBeNull();
  });

  it('looks at the answer to the current question where a branch names no other', () => {
    const questions = [ask('a'), ask('b', [{ when: { min: 5 }, go: 'end' }]), ask('c')];
    expect(nextQuestion(questions, 'b', { a: 10, b: 1 })?.id).toBe('c');
  });

  it('looks at earlier answers where a branch names them', () => {
    const when = { all: [{ question: 'a', max: 6 }, { min: 5 }] };
    const questions = [ask('a'), ask('b', [{ when, go: 'end' }]), ask('c')];
    expect(nextQuestion(questions, 'b', { a: 6, b: 5 })).toBeNull();
    expect(nextQuestion(questions, 'b', { a: 7, b: 5 })?.id).toBe('c');
  });

  it('does not take what every object inherits for an answer', () => {
    const questions = [ask('constructor', [{ when: { answered: true }, go: 'end' }]), ask('b')];
    expect(nextQuestion(questions, 'constructor', {})?.id).toBe('b');
  });
});

describe('a walk', () => {
  it.each([
    ['checked', surveys],
    ['unchecked', wildSurveys],
  ])('through %s questions ends, and goes forward only', (_, questionsOf) => {
    fc.assert(
      fc.property(questionsOf, anyAnswers, (questions, given) => {
        const positions = walk(questions, given)?.map((question) => questions.indexOf(question)) ?? [-1];
        expect(positions).not.toContain(-1);
        expect(positions).toStrictEqual([...new Set(positions)].sort((a, b) => a - b));
      }),
      { numRuns: 1_000 },
    );
  });

  it('ends even where two questions have one id', () => {
    fc.assert(
      fc.property(fc.array(fc.constantFrom('a', 'b', 'c'), { maxLength: 6 }), anyAnswers, (names, given) => {
        const questions = names.map((id) => ask(id, [{ when: { answered: false }, go: 'c' }]));
        expect(walk(questions, given)).not.toBeNull();
      }),
    );
  });

  it('changes nothing that it is given', () => {
    fc.assert(
      fc.property(wildSurveys, anyAnswers, (questions, given) => {
        const before = JSON.stringify([questions, given]);
        walk(questions, given);
        expect(JSON.stringify([questions, given])).toBe(before);
      }),
    );
  });
});
