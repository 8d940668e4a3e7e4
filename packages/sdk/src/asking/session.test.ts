import type { Question } from '@milepost/protocol';
import { describe, expect, test } from 'vitest';
import { openSession } from './session.fixture.ts';

const questions: Question[] = [
  {
    id: 'satisfaction',
    type: 'csat',
    text: 'How?',
    next: [{ when: { max: 2 }, go: 'why' }, { go: 'thanks' }],
  },
  { id: 'why', type: 'text', text: 'What went wrong?', optional: true },
  { id: 'thanks', type: 'message', text: 'Thank you.' },
];

const open = (list = questions) => openSession(list);

describe('session', () => {
  test('is completed when nothing is left to answer, while the thanks are still on', () => {
    const { session, log } = open();
    session.answer(5);
    expect(session.current?.id).toBe('thanks');
    expect(log).toEqual(['answered satisfaction 5', 'completed']);
    session.advance();
    expect(session.current).toBeNull();
    expect(log.at(-1)).toBe('ended');
  });

  test('asks on along the branch, and a skipped question is no answer', () => {
    const { session, log } = open();
    session.answer(1);
    expect(session.current?.id).toBe('why');
    expect(log).toEqual(['answered satisfaction 1']);
    session.answer(null);
    expect(log).toEqual(['answered satisfaction 1', 'completed']);
  });

  test('is dismissed before its end, and only closed after it', () => {
    const early = open();
    early.session.dismiss('escape');
    expect(early.log).toEqual(['dismissed escape', 'ended']);
    const late = open();
    late.session.answer(4);
    late.session.dismiss('closed');
    expect(late.log).toEqual(['answered satisfaction 4', 'completed', 'ended']);
  });

  test('tells of every change, and nothing happens after the end', () => {
    const { session, log } = open();
    let changes = 0;
    const stop = session.subscribe(() => changes++);
    session.answer(4);
    session.deliver('kept');
    expect(changes).toBe(2);
    expect(session.delivery).toBe('kept');
    stop();
    session.advance();
    const told = [...log];
    session.answer(3);
    session.advance();
    session.dismiss('closed');
    expect(log).toEqual(told);
    expect(changes).toBe(2);
  });

  test('ends without a message when the survey has none', () => {
    const { session, log } = open([{ id: 'recommend', type: 'nps', text: 'How likely?' }]);
    session.answer(9);
    expect(log).toEqual(['answered recommend 9', 'completed', 'ended']);
  });
});
