import type { AnswerValue, Condition, Question } from '@milepost/protocol';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Answers, nextQuestion } from './flow.ts';

type Next = NonNullable<Question['next']>;

const ids = ['q0', 'q1', 'q2', 'q3', 'q4', 'q5', 'q6', 'q7'];
const ask = (id: string, next?: Next): Question => ({ id, type: 'nps', text: id, ...(next && { next }) });

/** Asks `a`, then `b` and `c`; `c` follows directly when the condition holds for the answer to `a`. */
const taken = (when: Condition, value?: AnswerValue) => {
  const questions = [ask('a', [{ when, go: 'c' }]), ask('b'), ask('c')];
  return nextQuestion(questions, 'a', value === undefined ? {} : { a: value })?.id === 'c';
};

const value: fc.Arbitrary<AnswerValue> = fc.oneof(
  fc.integer({ min: 0, max: 10 }),
  fc.constantFrom('', 'red', 'blue', '3'),
  fc.subarray(['red', 'blue', '3']),
  fc.constant(null),
);
const answers: fc.Arbitrary<Answers> = fc.dictionary(fc.constantFrom(...ids, 'gone'), value);
const condition: fc.Arbitrary<Condition> = fc.record(
  {
    min: fc.integer({ min: 0, max: 10 }),
    max: fc.integer({ min: 0, max: 10 }),
    in: fc.uniqueArray(fc.constantFrom<string | number>('red', 'blue', '3', 3, 7), { minLength: 1 }),
    answered: fc.boolean(),
  },
  { requiredKeys: [] },
);

/** Lists of questions whose jumps go wherever `targets` says. */
const questionsWith = (targets: (index: number, length: number) => string[]) =>
  fc.integer({ min: 0, max: ids.length }).chain((length) =>
    fc.tuple(
      ...ids.slice(0, length).map((id, index) => {
        const branch = fc.record(
          { when: condition, go: fc.constantFrom(...targets(index, length)) },
          { requiredKeys: ['go'] },
        );
        return fc
          .option(fc.array(branch, { minLength: 1, maxLength: 3 }), { nil: undefined })
          .map((next) => ask(id, next));
      }),
    ),
  );
const wellFormed = questionsWith((index, length) => [...ids.slice(index + 1, length), 'end']);
const malformed = questionsWith(() => [...ids, 'end', 'nowhere', 'constructor']);

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

/** The walk once more, as the contract tells it: by position, one condition after the other. */
function reference(questions: readonly Question[], given: Answers): string[] {
  const path: string[] = [];
  let position = 0;
  while (position < questions.length) {
    const { id, next = [] } = questions[position] as Question;
    path.push(id);
    const chosen = next.find((branch) => failing(branch.when ?? {}, given[id] ?? null).length === 0);
    if (!chosen) position += 1;
    else if (chosen.go === 'end') position = questions.length;
    else position = questions.map((question) => question.id).indexOf(chosen.go);
  }
  return path;
}

/** The conditions that an answer does not meet. */
function failing(when: Condition, given: AnswerValue): string[] {
  const number = typeof given === 'number' ? given : Number.NaN;
  const all = given === null ? [] : [given].flat();
  const met: Record<keyof Condition, boolean> = {
    min: number >= Number(when.min),
    max: number <= Number(when.max),
    in: all.some((one) => new Set(when.in).has(one)),
    answered: (given !== null) === when.answered,
  };
  return Object.keys(when).filter((key) => !met[key as keyof Condition]);
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

  it('looks at the answer to the current question only', () => {
    const questions = [ask('a'), ask('b', [{ when: { min: 5 }, go: 'end' }]), ask('c')];
    expect(nextQuestion(questions, 'b', { a: 10, b: 1 })?.id).toBe('c');
  });

  it('does not take what every object inherits for an answer', () => {
    const questions = [ask('constructor', [{ when: { answered: true }, go: 'end' }]), ask('b')];
    expect(nextQuestion(questions, 'constructor', {})?.id).toBe('b');
  });
});

describe('conditions', () => {
  const cases: [when: Condition, holdsFor: AnswerValue[], failsFor: (AnswerValue | undefined)[]][] = [
    [{ min: 3 }, [3, 4, 10], [2, 0, '3', '5', ['5'], null, undefined]],
    [{ max: 2 }, [2, 1, 0], [3, 10, '1', ['1'], null, undefined]],
    [{ min: 0 }, [0, 1], ['', null, undefined]],
    [{ min: 7, max: 8 }, [7, 8], [6, 9, null]],
    [{ min: 8, max: 7 }, [], [7, 8, null]],
    [
      { in: ['red', 3] },
      ['red', 3, ['red'], ['blue', 'red']],
      ['blue', 4, '3', ['3'], [], '', null, undefined],
    ],
    [{ in: [0] }, [0], ['0', '', null, undefined]],
    [{ answered: true }, [0, 5, '', 'red', ['red']], [null, undefined]],
    [{ answered: false }, [null], [0, 5, '', 'red', ['red']]],
    [{ answered: true, max: 2 }, [0, 2], [3, null, undefined]],
    [{ answered: false, max: 2 }, [], [1, 3, null]],
    [{ in: [1, 2, 9], min: 2 }, [2, 9], [1, 3, null]],
  ];

  it.each(cases)('%j', (when, holdsFor, failsFor) => {
    for (const given of holdsFor) expect([given, taken(when, given)]).toStrictEqual([given, true]);
    for (const given of failsFor) expect([given, taken(when, given)]).toStrictEqual([given, false]);
  });

  it('count a question that was never answered as not answered', () => {
    expect(taken({ answered: false })).toBe(true);
  });
});

describe('a walk', () => {
  it('is the one that the contract describes', () => {
    fc.assert(
      fc.property(wellFormed, answers, (questions, given) => {
        expect(walk(questions, given)?.map(({ id }) => id)).toStrictEqual(reference(questions, given));
      }),
      { numRuns: 2_000 },
    );
  });

  it('ends, and goes forward only, even where jumps lead back or nowhere', () => {
    fc.assert(
      fc.property(malformed, answers, (questions, given) => {
        const positions = walk(questions, given)?.map((question) => questions.indexOf(question));
        expect(positions).toBeDefined();
        expect(positions).toStrictEqual(positions?.toSorted((a, b) => a - b));
        expect(new Set(positions).size).toBe(positions?.length);
      }),
      { numRuns: 2_000 },
    );
  });

  it('ends even where two questions have one id', () => {
    fc.assert(
      fc.property(fc.array(fc.constantFrom('a', 'b', 'c'), { maxLength: 6 }), answers, (names, given) => {
        const questions = names.map((id) => ask(id, [{ when: { answered: true }, go: 'c' }]));
        expect(walk(questions, given)).not.toBeNull();
      }),
    );
  });

  it('changes nothing that it is given', () => {
    fc.assert(
      fc.property(malformed, answers, (questions, given) => {
        const before = JSON.stringify([questions, given]);
        walk(questions, given);
        expect(JSON.stringify([questions, given])).toBe(before);
      }),
    );
  });
});
