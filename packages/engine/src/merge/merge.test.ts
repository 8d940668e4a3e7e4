import type { Answer, Person, ResponseState } from '@milepost/protocol';
import { describe, expect, it } from 'vitest';
import { merge, normalise } from './merge.ts';

/** Clock times of one day, in the form that the SDK sends. */
const at = (time: string) => `2026-11-22T${time}Z`;

const base: ResponseState = {
  id: '019aa9f0-0000-7000-8000-000000000001',
  touchpoint: 'ticket_closed',
  survey: 'support-csat',
  version: 3,
  shown: at('06:59:50.001'),
};
const state = (rest: Partial<ResponseState>): ResponseState => ({ ...base, ...rest });
const answer = (value: Answer['value'], time?: string, question = 'satisfaction'): Answer => ({
  question,
  value,
  ...(time && { at: time }),
});

/** Merges in both orders, which must agree, and answers with the one state. */
function merged(a: Partial<ResponseState>, b: Partial<ResponseState>): ResponseState {
  const [one, other] = [merge(state(a), state(b)), merge(state(b), state(a))];
  expect(one).toStrictEqual(other);
  if (!one.state) throw new Error(`conflict in ${one.conflict}`);
  return one.state;
}

/** Merges in both orders, which must both refuse, and answers with the field. */
function refused(a: Partial<ResponseState>, b: Partial<ResponseState>): string | null {
  const [one, other] = [merge(state(a), state(b)), merge(state(b), state(a))];
  expect([one.state, other.state]).toStrictEqual([null, null]);
  expect(one.conflict).toBe(other.conflict);
  return one.conflict;
}

const mergedAnswers = (...given: Answer[]) => {
  const [first, ...others] = given;
  return merged({ answers: first ? [first] : [] }, { answers: others }).answers;
};
const mergedPerson = (a: Person | undefined, b: Person | undefined) =>
  merged(a ? { person: a } : {}, b ? { person: b } : {}).person;

describe('answers', () => {
  it('keep the later one of each question', () => {
    expect(mergedAnswers(answer(2, at('07:00:00')), answer(4, at('07:00:01')))).toStrictEqual([
      answer(4, at('07:00:01')),
    ]);
    expect(mergedAnswers(answer(10, at('07:00:00')), answer(0, at('07:00:00.001')))).toStrictEqual([
      answer(0, at('07:00:00.001')),
    ]);
  });

  it('compare instants, not texts', () => {
    const later = answer(1, '2026-11-22T05:00:00-03:00');
    expect(mergedAnswers(answer(5, '2026-11-22T09:30:00+02:00'), later)).toStrictEqual([later]);
    const precise = answer(1, at('07:00:00.2'));
    expect(mergedAnswers(answer(5, at('07:00:00.150')), precise)).toStrictEqual([precise]);
  });

  it('compare instants to the last digit', () => {
    const later = answer(1, at('07:00:00.1005'));
    expect(mergedAnswers(answer(5, at('07:00:00.1')), later)).toStrictEqual([later]);
  });

  it.each<[why: string, greater: Answer['value'], lesser: Answer['value']]>([
    ['digits', 5, 4],
    ['digits are text, not numbers', 9, 10],
    ['a withdrawal beats every number', null, 9],
    ['a withdrawal beats every text', null, 'zzz'],
    ['a withdrawal beats every choice', null, ['z']],
    ['texts', 'b', 'a'],
    ['a list beats a text', ['a'], 'z'],
    ['code units, not code points', '\ufb33', '\u{1f600}'],
  ])('of one instant keep the greater RFC 8785 text: %s', (_, greater, lesser) => {
    for (const time of [at('07:00:00'), undefined])
      expect(mergedAnswers(answer(lesser, time), answer(greater, time))).toStrictEqual([
        answer(greater, time),
      ]);
  });

  it.each([
    ['Z', '+00:00'],
    ['.1Z', '.100Z'],
    ['.100+00:00', '.1Z'],
  ])('of one instant in two texts (%s, %s) are a tie, decided alike in every order', (one, other) => {
    const [a, b] = [answer(1, `2026-11-22T07:00:00${one}`), answer(2, `2026-11-22T07:00:00${other}`)];
    expect(mergedAnswers(a, b)).toHaveLength(1);
    expect(mergedAnswers(a, b)).toStrictEqual(mergedAnswers(b, a));
  });

  it('without a time are older than any with one', () => {
    const timed = answer(1, '1970-01-01T00:00:00Z');
    expect(mergedAnswers(answer(9), timed)).toStrictEqual([timed]);
  });

  it('are withdrawn by a later null, which stays, and given again after it', () => {
    const [given, withdrawn, again] = [
      answer(4, at('07:00:00')),
      answer(null, at('07:00:01')),
      answer(3, at('07:00:02')),
    ];
    expect(mergedAnswers(given, withdrawn)).toStrictEqual([withdrawn]);
    expect(mergedAnswers(withdrawn, again)).toStrictEqual([again]);
    expect(mergedAnswers(again, withdrawn, given)).toStrictEqual([again]);
  });

  it('to different questions all stay, each once', () => {
    const [a, b, c] = [
      answer(1, at('07:00:00'), 'b'),
      answer('x', at('07:00:00'), 'a'),
      answer(2, at('07:00:01'), 'b'),
    ];
    expect(mergedAnswers(a, b, c)).toStrictEqual([b, c]);
    const parts = ['experience.ease', 'experience.needs'].map((question) =>
      answer(3, at('07:00:00'), question),
    );
    expect(mergedAnswers(...parts)).toStrictEqual(parts);
  });
});

describe('times of a response', () => {
  it('are the earliest of `shown` and `completed`', () => {
    expect(merged({ shown: at('07:00:02') }, { shown: at('07:00:01.999') }).shown).toBe(at('07:00:01.999'));
    expect(merged({ shown: '2026-11-22T08:30:00+02:00' }, {}).shown).toBe('2026-11-22T08:30:00+02:00');
    expect(merged({ completed: at('07:10:00') }, { completed: at('07:09:00') }).completed).toBe(
      at('07:09:00'),
    );
  });

  it('are the earliest to the last digit', () => {
    expect(merged({ shown: at('06:00:00.1231') }, { shown: at('06:00:00.1239') }).shown).toBe(
      at('06:00:00.1231'),
    );
  });

  it('are the earliest dismissal with its own reason', () => {
    const [first, second] = [
      { at: at('07:00:00'), reason: 'timeout' },
      { at: at('07:00:01'), reason: 'closed' },
    ] as const;
    expect(merged({ dismissed: second }, { dismissed: first }).dismissed).toStrictEqual(first);
  });

  it('have one reason when two dismissals are of one instant', () => {
    const dismissed = (reason: 'closed' | 'later') => ({ dismissed: { at: at('07:00:00'), reason } });
    expect(merged(dismissed('closed'), dismissed('later')).dismissed?.reason).toBe('later');
  });

  it('stay whichever state has them, and a completion hides no dismissal', () => {
    const dismissed = { at: at('07:00:00'), reason: 'later' } as const;
    expect(merged({ completed: at('07:01:00') }, {}).completed).toBe(at('07:01:00'));
    expect(merged({ dismissed }, {}).dismissed).toStrictEqual(dismissed);
    expect(merged({ dismissed }, { completed: at('07:01:00') })).toStrictEqual(
      state({ dismissed, completed: at('07:01:00') }),
    );
  });
});

describe('what is fixed', () => {
  it.each(['touchpoint', 'survey', 'version'] as const)('is the %s', (field) => {
    expect(refused({ [field]: field === 'version' ? 4 : 'another' }, {})).toBe(field);
  });

  it('is the id of the person', () => {
    expect(refused({ person: { id: 'u-1' } }, { person: { id: 'u-2' } })).toBe('person');
  });

  it('is not whether the person is known', () => {
    const known: Person = { id: 'u-1', account: 'acme', traits: { plan: 'pro' } };
    expect(mergedPerson(known, undefined)).toStrictEqual(known);
    expect(mergedPerson(known, { traits: { team: 3 } })).toStrictEqual({
      ...known,
      traits: { plan: 'pro', team: 3 },
    });
    expect(mergedPerson({ account: 'acme' }, { role: 'buyer' })).toStrictEqual({
      account: 'acme',
      role: 'buyer',
    });
  });

  it('is nothing else of the person', () => {
    const [a, b] = [
      { id: 'u-1', account: 'a', role: 'z' },
      { id: 'u-1', account: 'b', role: 'y' },
    ];
    expect(mergedPerson(a, b)).toStrictEqual({ id: 'u-1', account: 'b', role: 'z' });
  });
});

describe('any other field', () => {
  it.each<[field: keyof ResponseState, greater: unknown, lesser: unknown]>([
    ['channel', 'inline', 'in_app'],
    ['sample', 1, 0.5],
    ['seed', 9, 4_294_967_295],
    ['seed', 7, 0],
    ['locale', 'pt-BR', 'pt'],
    ['page', '/tickets/9', '/tickets/10'],
    ['facts', { queue: 'sales' }, { queue: 'billing', ticketId: 'T-42' }],
  ])('%s: present beats absent, then the greater text', (field, greater, lesser) => {
    expect(merged({ [field]: lesser }, {})).toStrictEqual(state({ [field]: lesser }));
    expect(merged({ [field]: lesser }, { [field]: greater })).toStrictEqual(state({ [field]: greater }));
  });

  it('is compared by code units', () => {
    expect(merged({ page: '/\u{1f600}' }, { page: '/\ufb33' }).page).toBe('/\ufb33');
  });

  it('merges facts as a whole, by a text that does not depend on the order of keys', () => {
    const [one, other] = [
      { b: 1, a: 2 },
      { a: 1, c: 9 },
    ];
    expect(merged({ facts: one }, { facts: other }).facts).toStrictEqual(one);
    expect(merged({ facts: { a: 1, b: 2 } }, { facts: { b: 2, a: 1 } }).facts).toStrictEqual({ a: 1, b: 2 });
  });

  it('merges each trait by itself', () => {
    const [a, b] = [
      { plan: 'free', seats: 9, beta: true },
      { plan: 'pro', seats: 10, vintage: '2026-01' },
    ];
    expect(mergedPerson({ traits: a }, { traits: b })).toStrictEqual({
      traits: { plan: 'pro', seats: 9, beta: true, vintage: '2026-01' },
    });
  });

  it('keeps traits that are named like members of every object', () => {
    expect(mergedPerson({ traits: { constructor: 'x' } }, { traits: { plan: 'pro' } })).toStrictEqual({
      traits: { constructor: 'x', plan: 'pro' },
    });
    expect(mergedPerson({ traits: { toString: 'x', valueOf: 1 } }, { traits: { valueOf: 2 } })).toStrictEqual(
      {
        traits: { toString: 'x', valueOf: 2 },
      },
    );
  });
});

describe('normalise', () => {
  it('leaves a state alone that has every question once, in order', () => {
    const full = state({
      channel: 'link',
      sample: 0.5,
      facts: { ticketId: 'T-42' },
      answers: [answer(1, at('07:00:00'), 'a'), answer(null, at('07:00:00'), 'b')],
      completed: at('07:01:00'),
      dismissed: { at: at('07:02:00'), reason: 'closed' },
      person: { id: 'u-1', traits: { plan: 'pro' } },
    });
    expect(normalise(full)).toStrictEqual(full);
  });

  it('keeps the later of two answers to one question, and orders the questions', () => {
    const [early, late, other] = [
      answer(1, at('07:00:00'), 'b'),
      answer(2, at('07:00:01'), 'b'),
      answer('x', at('07:00:00'), 'a'),
    ];
    expect(normalise(state({ answers: [late, early, other] })).answers).toStrictEqual([other, late]);
  });

  it('drops what is empty', () => {
    expect(normalise(state({ answers: [], person: {} }))).toStrictEqual(base);
    expect(normalise(state({ person: { traits: {} } }))).toStrictEqual(base);
    expect(normalise(state({ person: { id: 'u-1', traits: {} } }))).toStrictEqual(
      state({ person: { id: 'u-1' } }),
    );
  });
});
