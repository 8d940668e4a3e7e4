import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { nextQuestion } from '../../../../engine/src/index.ts';
import type { AnswerTest } from '../condition.ts';
import { nps, surveyFaults } from '../program.fixture.ts';
import type { Question } from '../question.ts';
import { outcomesOf, something } from './outcomes.ts';

const csat = (id: string, more: object = {}) => ({ id, type: 'csat', text: '?', ...more });
const choice = (id: string, more: object = {}) => ({
  id,
  type: 'choice',
  text: '?',
  options: [
    { id: 'red', text: 'Red' },
    { id: 'blue', text: 'Blue' },
  ],
  ...more,
});
const text = (id: string, more: object = {}) => ({ id, type: 'text', text: '?', ...more });
const go = (when: object | null, target = 'end') => ({ ...(when && { when }), go: target });
const faults = (...questions: object[]) => surveyFaults({ questions });

const unreached = (id: string) =>
  `question "${id}" is never reached; let an earlier one lead to it, or remove it`;
const taken =
  'is never taken: a branch before it has no condition and takes every answer; change their order, or remove it';
const together = 'is never taken: no answer passes its tests together; correct them, or remove the branch';
const always = 'is never taken: "q" is always answered; let it be optional, or remove the branch';

describe('the flow of a survey', () => {
  it.each<[name: string, first: object]>([
    ['values that are left', csat('q', { next: [go({ max: 2 }), go({ min: 4 })] })],
    ['nobody’s answer', csat('q', { optional: true, next: [go({ min: 1 })] })],
    ['an option that is left', choice('q', { next: [go({ in: ['red'] })] })],
    ['the other option', choice('q', { other: 'Else', next: [go({ in: ['red', 'blue'] })] })],
    ['a test of all', csat('q', { next: [go({ min: 1, all: [{ max: 2 }] })] })],
    ['a test of any', csat('q', { next: [go({ any: [{ min: 1 }] })] })],
    ['words that were left out', text('q', { optional: true, next: [go({ answered: true })] })],
    [
      'several options, of which nobody knows',
      choice('q', { type: 'choices', next: [go({ in: ['red', 'blue'] })] }),
    ],
  ])('goes on to the next question with %s', (_, first) => {
    expect(faults(first, nps('z'))).toStrictEqual([]);
  });

  it.each<[name: string, first: object]>([
    ['every value of a scale', csat('q', { next: [go({ max: 2 }), go({ min: 3 })] })],
    ['every value, one by one', csat('q', { points: 2, next: [go({ in: [2] }), go({ in: [1] })] })],
    ['every value and none', csat('q', { optional: true, next: [go({ min: 1 }), go({ answered: false })] })],
    [
      'every option',
      choice('q', { other: 'Else', next: [go({ in: ['red', 'other'] }), go({ in: ['blue'] })] }),
    ],
    ['words that must be there', text('q', { next: [go({ answered: true })] })],
    ['its own name for itself', csat('q', { next: [go({ question: 'q', min: 1 })] })],
    ['a branch without a condition', text('q', { optional: true, next: [go(null)] })],
  ])('does not go on to the next question past %s', (_, first) => {
    expect(faults(first, nps('z'))).toStrictEqual([['/questions/1', unreached('z')]]);
  });

  it.each<[message: string, nth: number, question: object]>([
    [taken, 1, csat('q', { next: [go(null), go({ min: 5 })] })],
    [always, 0, csat('q', { next: [go({ answered: false })] })],
    [always, 0, text('q', { next: [go({ answered: false })] })],
    [always, 0, choice('q', { next: [go({ answered: false, all: [{ question: 'q', in: ['red'] }] })] })],
    [together, 0, csat('q', { next: [go({ min: 2.2, max: 2.8 })] })],
    [together, 0, csat('q', { next: [go({ min: 3, in: [1, 2] })] })],
  ])('%s: branch %i of %j', (message, nth, question) => {
    const [fault, ...others] = faults(question, nps('z'));
    expect(fault).toStrictEqual([`/questions/0/next/${nth}`, message]);
    expect(others.every(([path]) => path === '/questions/1')).toBe(true);
  });

  it.each<[name: string, first: object]>([
    ['a default behind a scale', csat('q', { next: [go({ max: 2 }, 'z'), go({ min: 3 }), go(null, 'z')] })],
    ['a default behind options', choice('q', { next: [go({ in: ['red', 'blue'] }, 'z'), go(null)] })],
    ['a default behind words', text('q', { next: [go({ answered: true }, 'z'), go(null)] })],
    ['a narrower branch', csat('q', { next: [go({ max: 3 }), go({ in: [1, 3] })] })],
  ])('takes no offence at what is covered already: %s', (_, first) => {
    expect(faults(first, nps('z'))).toStrictEqual([]);
  });

  it('has one fault for one mistake', () => {
    // What only a branch leads to that is never taken, what a lost jump may have been meant for, and a bad condition.
    expect(faults(csat('q', { next: [go(null), go({ min: 5 }, 'z')] }), nps('z'))).toStrictEqual([
      ['/questions/0/next/1', taken],
    ]);
    expect(faults(csat('q', { next: [go(null, 'x')] }), nps('z')).map(([path]) => path)).toStrictEqual([
      '/questions/0/next/0/go',
    ]);
    expect(faults(csat('q', { next: [go({ min: 50 })] }), nps('z')).map(([path]) => path)).toStrictEqual([
      '/questions/0/next/0/when/min',
    ]);
  });
});

describe('whether a question is reached', () => {
  const ids = ['a', 'b', 'c', 'd'];
  const number = fc.integer({ min: 1, max: 3 });
  const onScale: fc.Arbitrary<AnswerTest> = fc.oneof(
    fc.record({ min: number }),
    fc.record({ max: number }),
    fc.record({ in: fc.uniqueArray(number, { minLength: 1 }) }),
    fc.record({ answered: fc.boolean() }),
  );
  const onOptions: fc.Arbitrary<AnswerTest> = fc.oneof(
    fc.record({ in: fc.uniqueArray(fc.constantFrom('red', 'blue', 'other'), { minLength: 1 }) }),
    fc.record({ answered: fc.boolean() }),
  );
  const onWords = fc.record({ answered: fc.boolean() });
  const question = (test: fc.Arbitrary<AnswerTest>, more: object) =>
    fc.record({
      more: fc.constant(more),
      optional: fc.boolean(),
      next: fc.array(
        fc.record({ when: test, go: fc.constantFrom(...ids, 'end') }, { requiredKeys: ['go'] }),
        { maxLength: 3 },
      ),
    });
  const drafts = fc.oneof(
    question(onScale, { type: 'csat', points: 3 }),
    question(onOptions, choice('', { other: 'Else' })),
    question(onWords, { type: 'text' }),
  );
  const surveys = fc.array(drafts, { minLength: 4, maxLength: 4 }).map((all) =>
    all.map(({ more, optional, next }, index): Question => {
      const later = next.filter((branch) => branch.go === 'end' || ids.indexOf(branch.go) > index);
      const branches = later.length > 0 ? { next: later } : {};
      return { ...more, id: ids[index], text: '?', optional, ...branches } as Question;
    }),
  );

  /** The questions that are come to by answering in every possible way. */
  function walk(questions: Question[]): Set<string> {
    const seen = new Set<string>();
    const visit = (current: Question | null, answers: Record<string, string | number>) => {
      if (!current) return;
      seen.add(current.id);
      for (const outcome of outcomesOf(current)) {
        const value = outcome === something ? 'words' : outcome;
        const given = value === null ? answers : { ...answers, [current.id]: value };
        visit(nextQuestion(questions, current.id, given), given);
      }
    };
    visit(nextQuestion(questions, null, {}), {});
    return seen;
  }

  it('is as a walk over all answers finds, when each branch looks at its own answer', () => {
    let sound = 0;
    fc.assert(
      fc.property(surveys, (questions) => {
        const told = faults(...questions);
        const seen = walk(questions);
        // A target of a branch that is never taken is not told of a second time.
        if (!told.some(([, message]) => message.startsWith('is never taken'))) {
          const missing = ids.filter((id) => !seen.has(id));
          expect(told.map(([path]) => ids[Number(path.split('/')[2])])).toStrictEqual(missing);
          sound += missing.length === 0 ? 1 : 0;
        } else expect(told.filter(([path]) => seen.has(pathId(path) ?? ''))).toStrictEqual([]);
      }),
      { numRuns: 500 },
    );
    expect(sound).toBeGreaterThan(25);
  });

  /** The id of the question that is told to be never reached. */
  function pathId(path: string): string | undefined {
    const [, , index, ...rest] = path.split('/');
    return rest.length === 0 ? ids[Number(index)] : undefined;
  }

  it('and only a branch that this walk never takes is a fault', () => {
    fc.assert(
      fc.property(surveys, (questions) => {
        const told = faults(...questions).map(([path]) => path);
        for (const [index, question] of questions.entries()) {
          const taken = new Set(outcomesOf(question).map((outcome) => firstBranch(question, outcome)));
          for (const [nth, { when }] of (question.next ?? []).entries()) {
            const isTold = told.includes(`/questions/${index}/next/${nth}`);
            // A default that is covered already, and a branch that narrower ones cover, are no mistakes.
            const alone = { ...question, next: [{ when, go: 'end' }] } as Question;
            const passes = outcomesOf(question).some((outcome) => firstBranch(alone, outcome) === 0);
            const behindAll = question.next?.slice(0, nth).some((earlier) => !earlier.when) ?? false;
            expect([index, nth, isTold]).toStrictEqual([index, nth, !passes || (!!when && behindAll)]);
            if (isTold) expect(taken).not.toContain(nth);
          }
        }
      }),
      { numRuns: 500 },
    );
  });

  /** The place of the branch that is taken, found by giving each branch a target of its own. */
  function firstBranch(question: Question, outcome: ReturnType<typeof outcomesOf>[number]): number {
    const next = (question.next ?? []).map((branch, nth) => ({ ...branch, go: `t${nth}` }));
    const targets = next.map((branch): Question => ({ id: branch.go, type: 'message', text: '!' }));
    const value = outcome === something ? 'words' : outcome;
    const asked = { ...question, ...(next.length > 0 && { next }) } as Question;
    const end: Question = { id: 'none', type: 'message', text: '!' };
    const { id = 'none' } =
      nextQuestion([asked, end, ...targets], question.id, value === null ? {} : { [question.id]: value }) ??
      {};
    return id === 'none' ? -1 : Number(id.slice(1));
  }

  it('is never denied of one that a walk comes to, whatever branches look at', () => {
    const other = fc.constantFrom(...ids.map((id) => ({ question: id, answered: true })));
    fc.assert(
      fc.property(surveys, fc.array(other, { minLength: 4, maxLength: 4 }), (questions, others) => {
        const mixed = questions.map((one, index) => ({
          ...one,
          next: [{ when: { any: [others[index] ?? {}] }, go: 'end' }, ...(one.next ?? [])],
        })) as Question[];
        const seen = walk(mixed);
        for (const [path] of faults(...mixed)) expect(seen).not.toContain(pathId(path));
      }),
    );
  });
});
