import type { Question } from '@milepost/protocol';
import { describe, expect, test } from 'vitest';
import { openSession } from './session.fixture.ts';

const options = [
  { id: 'price', text: 'The price' },
  { id: 'speed', text: 'The speed' },
];
const branching: Question[] = [
  { id: 'how', type: 'csat', text: 'How?', next: [{ when: { max: 2 }, go: 'why' }, { go: 'more' }] },
  { id: 'why', type: 'choice', text: 'Why?', options, other: 'Something else' },
  { id: 'more', type: 'text', text: 'More?', optional: true },
];
const cxi: Question[] = [
  {
    id: 'experience',
    type: 'cxi',
    text: 'The product',
    needs: 'meets my needs',
    ease: 'is easy',
    enjoyment: 'is enjoyable',
    comment: 'Anything else?',
  },
  { id: 'thanks', type: 'message', text: 'Thank you.' },
];

describe('going back', () => {
  test('asks again, and another branch withdraws what the first was answered', () => {
    const { session, log, recorded } = openSession(branching);
    session.answer(1);
    session.answer('other', ' The wait ');
    expect(session.current?.id).toBe('more');
    session.back();
    session.back();
    expect(session.current?.id).toBe('how');
    session.answer(5);
    expect(session.current?.id).toBe('more');
    expect([...recorded]).toEqual([['how', 5]]);
    expect(log).toEqual([
      'answered how 1',
      'answered why other',
      'answered why.other The wait',
      'answered how 5',
      'answered why null',
      'answered why.other null',
    ]);
  });

  test('to where nothing is before changes nothing, nor does it after the last answer or the end', () => {
    const { session } = openSession(branching);
    session.back();
    expect(session.current?.id).toBe('how');
    session.answer(5);
    session.dismiss();
    session.back();
    expect(session.current).toBeNull();
    const done = openSession(cxi);
    for (const value of [1, 2, 3, null]) done.session.answer(value);
    done.session.back();
    expect(done.session.current?.id).toBe('thanks');
  });

  test('over an answer that is then skipped withdraws it', () => {
    const { session, recorded } = openSession([
      ...branching.slice(2),
      { id: 'last', type: 'nps', text: 'How likely?' },
    ]);
    session.answer('Something');
    session.back();
    session.answer(null);
    expect([...recorded]).toEqual([]);
  });
});

describe('the words of another option', () => {
  test('count while it is chosen, and as words, whatever a host hands over', () => {
    const { session, recorded } = openSession(branching);
    session.answer(1);
    session.answer('other', 42 as never);
    expect(recorded.get('why.other')).toBe('42');
    session.back();
    session.answer('price', 'left over');
    expect([...recorded]).toEqual([
      ['how', 1],
      ['why', 'price'],
    ]);
  });

  test('may be none', () => {
    const { session, recorded } = openSession(branching);
    session.answer(1);
    session.answer('other', '  ');
    expect([...recorded.keys()]).toEqual(['how', 'why']);
  });
});

describe('a question of several parts', () => {
  test('is asked part by part, each with what they have in common', () => {
    const { session, log } = openSession(cxi);
    const steps = [];
    for (const value of [5, 4, 3, 'Fine']) {
      steps.push([session.current?.id, session.current?.lead, session.current?.text]);
      session.answer(value);
    }
    expect(steps).toEqual([
      ['experience.needs', 'The product', 'meets my needs'],
      ['experience.ease', 'The product', 'is easy'],
      ['experience.enjoyment', 'The product', 'is enjoyable'],
      ['experience.comment', 'The product', 'Anything else?'],
    ]);
    expect(log.at(-1)).toBe('completed');
  });

  test('goes back part by part', () => {
    const { session } = openSession(cxi);
    session.answer(5);
    session.answer(4);
    session.back();
    expect(session.current?.id).toBe('experience.ease');
  });
});

describe('what is no answer', () => {
  test.each([0, 6, 2.5, Number.NaN, '5', null, undefined, true, [5], {}])('is ignored: %j', (value) => {
    const { session, log } = openSession(branching);
    session.answer(value as never);
    expect(session.current?.id).toBe('how');
    expect(log).toEqual([]);
  });

  test('is one to a message, which is only gone on from; and nothing else is', () => {
    const { session } = openSession([{ id: 'hello', type: 'message', text: 'Hello.' }, ...branching]);
    session.answer(1);
    expect(session.current?.id).toBe('hello');
    session.advance();
    session.advance();
    expect(session.current?.id).toBe('how');
  });
});

describe('a question with the name of something that every object inherits', () => {
  test.each(['constructor', 'toString', 'hasOwnProperty'])('is skipped like any other: %s', (id) => {
    const { session, log } = openSession([{ id, type: 'text', text: 'Well?', optional: true }]);
    session.answer(null);
    expect(log).toEqual(['completed', 'ended']);
  });
});

describe('who listens', () => {
  test.each(['answered how 5', 'answered why null', 'completed'])(
    'may end it when told %j, and it ends once',
    (moment) => {
      const { session, log } = openSession(branching, (event, open) => {
        if (event === moment) open.dismiss('later');
      });
      session.answer(1);
      session.answer('price');
      session.back();
      session.back();
      session.answer(5);
      session.answer('Done');
      expect(session.current).toBeNull();
      expect(log.filter((event) => event === 'ended')).toHaveLength(1);
    },
  );

  test('to one that listens anew is told once', () => {
    const { session } = openSession(branching);
    let told = 0;
    session.subscribe(() => {
      told += 1;
      session.subscribe(() => {
        told += 1;
      });
    });
    session.answer(5);
    expect(told).toBe(1);
  });
});

test('a list that the host changes after it was answered is the answer as it was given', () => {
  const options = ['a', 'b'].map((id) => ({ id, text: id }));
  const { session, recorded } = openSession([{ id: 'which', type: 'choices', text: 'Which?', options }]);
  const picked = ['a'];
  session.answer(picked);
  picked.length = 0;
  expect(recorded.get('which')).toEqual(['a']);
});
