import type { Question } from '@milepost/protocol';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { abandoned, path, previousQuestion } from './path.ts';
import { plainlyCounted, plainPath } from './plain-flow.fixture.ts';
import { anyAnswers, questionOf, surveys, wildSurveys } from './survey.fixture.ts';

/** `why` follows a low score, `reason` any; with "other" it asks for more. */
const questions: Question[] = [
  questionOf('score', 'nps', [{ when: { max: 6 }, go: 'why' }, { go: 'reason' }]),
  questionOf('why', 'text'),
  questionOf('reason', 'choice', [
    { when: { any: [{ in: ['other'] }, { question: 'why', answered: true }] }, go: 'more' },
    { go: 'thanks' },
  ]),
  questionOf('more', 'text'),
  questionOf('thanks', 'message'),
];

describe('the path', () => {
  it.each([
    ['checked', surveys],
    ['unchecked', wildSurveys],
  ])('through %s questions is the one that a plain walk takes', (_, questionsOf) => {
    fc.assert(
      fc.property(questionsOf, anyAnswers, (given, answers) => {
        expect(path(given, answers).map(({ id }) => id)).toStrictEqual(plainPath(given, answers));
      }),
      { numRuns: 3_000 },
    );
  });

  it('is not led by answers to questions that it passes by', () => {
    const answers = { score: 9, why: 'The wait', reason: 'red' };
    expect(path(questions, answers).map(({ id }) => id)).toStrictEqual(['score', 'reason', 'thanks']);
  });

  it('ends even where two questions have one id', () => {
    const twice = [questionOf('a'), questionOf('b', 'nps', [{ go: 'a' }]), questionOf('a')];
    expect(path(twice, {}).map(({ id }) => id)).toStrictEqual(['a']);
  });
});

describe('previousQuestion', () => {
  it('is the question before on the way that was taken', () => {
    expect(previousQuestion(questions, 'reason', { score: 9 })?.id).toBe('score');
    expect(previousQuestion(questions, 'reason', { score: 3 })?.id).toBe('why');
    expect(previousQuestion(questions, 'thanks', { score: 9, reason: 'red' })?.id).toBe('reason');
  });

  it('is null at the first question, off the path and after one that is not there', () => {
    expect(previousQuestion(questions, 'score', { score: 3 })).toBeNull();
    expect(previousQuestion(questions, 'why', { score: 9 })).toBeNull();
    expect(previousQuestion(questions, 'gone', {})).toBeNull();
    expect(previousQuestion([], 'score', {})).toBeNull();
  });
});

describe('abandoned', () => {
  it('names the answers behind a branch that is no longer taken', () => {
    expect(abandoned(questions, { score: 3, why: 'The wait' })).toStrictEqual([]);
    expect(abandoned(questions, { score: 9, why: 'The wait' })).toStrictEqual(['why']);
  });

  it('names what stands behind an abandoned answer too', () => {
    const answers = { score: 9, why: 'The wait', reason: 'red', more: 'Much' };
    expect(abandoned(questions, answers)).toStrictEqual(['why', 'more']);
  });

  it('names each part of a question', () => {
    const parts = [questionOf('score', 'nps', [{ go: 'end' }]), questionOf('experience', 'cxi')];
    const answers = { 'experience.ease': 2, 'experience.comment': 'Slow' };
    expect(abandoned(parts, answers)).toStrictEqual(Object.keys(answers));
  });

  it('names what was written beside the options when they no longer say "other"', () => {
    const written = { score: 9, 'reason.other': 'The colours' };
    expect(abandoned(questions, { ...written, reason: 'other' })).toStrictEqual([]);
    expect(abandoned(questions, { ...written, reason: ['red', 'other'] })).toStrictEqual([]);
    expect(abandoned(questions, { ...written, reason: 'red' })).toStrictEqual(['reason.other']);
    expect(abandoned(questions, written)).toStrictEqual(['reason.other']);
  });

  it('names no answer that is withdrawn already, and each to a question that is not there', () => {
    expect(abandoned(questions, { score: 9, why: null })).toStrictEqual([]);
    expect(abandoned([], { score: 9, constructor: 1 })).toStrictEqual(['score', 'constructor']);
  });

  it('leaves nothing that does not count, whatever the answers', () => {
    fc.assert(
      fc.property(wildSurveys, anyAnswers, (given, answers) => {
        const gone = abandoned(given, answers);
        const counted = plainlyCounted(plainPath(given, answers), answers);
        const kept = Object.keys(answers).filter((name) => !gone.includes(name));
        const nulls = kept.filter((name) => answers[name] === null && !counted.has(name));
        expect(kept.filter((name) => !nulls.includes(name))).toStrictEqual([...counted.keys()]);
        const left = Object.fromEntries(counted);
        expect(abandoned(given, left)).toStrictEqual([]);
        expect(path(given, left)).toStrictEqual(path(given, answers));
      }),
      { numRuns: 1_000 },
    );
  });
});
