import { abandoned, nextQuestion } from '@milepost/engine';
import type { Question } from '@milepost/protocol';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Step } from '../api.ts';
import { openSession } from './session.fixture.ts';

/** Any survey: branches lead forward only. */
const surveys = fc
  .array(
    fc.record({
      type: fc.constantFrom(
        'csat' as const,
        'choice' as const,
        'cxi' as const,
        'text' as const,
        'message' as const,
      ),
      jump: fc.option(fc.record({ by: fc.integer({ min: 1, max: 4 }), max: fc.integer({ min: 1, max: 5 }) })),
    }),
    { minLength: 1, maxLength: 6 },
  )
  .map((kinds) =>
    kinds.map(({ type, jump }, index): Question => {
      const target = jump ? index + jump.by : 0;
      const go = target < kinds.length ? `q${target}` : 'end';
      const next = jump && type === 'csat' ? { next: [{ when: { max: jump.max }, go }] } : {};
      const always = jump && type !== 'csat' ? { next: [{ go }] } : {};
      const base = { id: `q${index}`, text: 'Well?', ...next, ...always };
      if (type === 'choice')
        return { ...base, type, options: [{ id: 'a', text: 'A' }], other: 'Other' } as Question;
      if (type === 'cxi')
        return { ...base, type, needs: 'N', ease: 'E', enjoyment: 'J', comment: 'C' } as Question;
      if (type === 'text') return { ...base, type, optional: true };
      return { ...base, type } as Question;
    }),
  );
const deeds = fc.array(
  fc.oneof({ weight: 3, arbitrary: fc.integer({ min: 0, max: 9 }) }, fc.constant('back' as const)),
  {
    maxLength: 40,
  },
);

function answerTo({ type, optional }: Step, chance: number) {
  if (type === 'choice') return chance % 2 ? 'a' : 'other';
  if (type === 'text') return optional && chance % 2 ? null : 'Words';
  return 1 + (chance % 5);
}

/** Goes some way through a survey. */
function walk(questions: readonly Question[], way: readonly (number | 'back')[]) {
  const opened = openSession(questions);
  const { session } = opened;
  for (const deed of way) {
    if (!session.current) break;
    if (deed === 'back') session.back();
    else if (session.current.type === 'message') session.advance();
    else session.answer(answerTo(session.current, deed), 'Other words');
  }
  return opened;
}

test('whatever the way through a survey, what is recorded at its end is what its last path was answered', () => {
  fc.assert(
    fc.property(surveys, deeds, (questions, way) => {
      const { session, recorded } = walk(questions, [...way, ...Array<number>(60).fill(3)]);
      expect(session.current).toBeNull();
      const answers = Object.fromEntries(recorded);
      expect(abandoned(questions, answers)).toEqual([]);
      const path: string[] = [];
      let next = nextQuestion(questions, null, answers);
      while (next) {
        path.push(next.id);
        next = nextQuestion(questions, next.id, answers);
      }
      for (const question of questions.filter(({ type }) => type === 'csat'))
        expect(recorded.has(question.id)).toBe(path.includes(question.id));
    }),
  );
});

test('a session always ends: once, after one completion or dismissal', () => {
  fc.assert(
    fc.property(surveys, deeds, fc.boolean(), (questions, way, dismissed) => {
      const { session, log } = walk(questions, dismissed ? way : [...way, ...Array<number>(60).fill(3)]);
      session.dismiss('closed');
      session.back();
      session.advance();
      session.answer(3);
      expect(session.current).toBeNull();
      expect(log.filter((event) => event === 'ended')).toHaveLength(1);
      expect(log.filter((event) => /^(completed|dismissed)/.test(event))).toHaveLength(1);
    }),
  );
});

test('progress never leaves the span from none to all, and is all at the end', () => {
  fc.assert(
    fc.property(surveys, deeds, (questions, way) => {
      const { session } = openSession(questions);
      expect(session.progress).toBe(0);
      const { session: walked } = walk(questions, way);
      expect(walked.progress).toBeGreaterThanOrEqual(0);
      expect(walked.progress).toBeLessThanOrEqual(1);
      const asks = questions.some(({ type }) => type !== 'message');
      if (!walked.current) expect(walked.progress).toBe(asks ? 1 : 0);
    }),
  );
});
