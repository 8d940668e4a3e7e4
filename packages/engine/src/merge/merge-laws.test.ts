import type { Answer, Person, ResponseState } from '@milepost/protocol';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { canonical } from './canonical.ts';
import { merge, normalise } from './merge.ts';

/** Few instants in many texts, so that ties are common. */
const instant = fc.constantFrom(
  '2026-11-22T07:00:00Z',
  '2026-11-22T07:00:00+00:00',
  '2026-11-22T07:00:00-00:00',
  '2026-11-22T07:00:00.000Z',
  '2026-11-22T08:00:00+01:00',
  '2026-11-22T07:00:00.1Z',
  '2026-11-22T07:00:00.10Z',
  '2026-11-22T07:00:00.100Z',
  '2026-11-22T12:30:00.100+05:30',
  '2026-11-22T07:00:01Z',
  '2026-11-21T22:00:01-09:00',
);
const text = fc.constantFrom('', 'a', 'b', 'null', '10', '9', 'é', 'e\u0301', '\ufb33', '\u{1f600}', '"\\');
const value = fc.oneof(
  fc.constant(null),
  fc.integer({ min: 0, max: 10 }),
  text,
  fc.array(text, { maxLength: 2 }),
);
const plainKeys = ['plan', '10', '9', '', 'é', 'e\u0301', '\ufb33', '\u{1f600}', 'a b'];
const inheritedKeys = ['constructor', 'toString', 'valueOf', 'hasOwnProperty'];
const scalar = fc.oneof(text, fc.integer(), fc.constantFrom(0.1, -0, 1e21, 1e-7), fc.boolean());

const optional = <T extends object>(fields: { [K in keyof T]: fc.Arbitrary<T[K]> }) =>
  fc.record(fields, { requiredKeys: [] });

/** Any state of one response whose traits and facts have these names. */
function statesWith(keys: readonly string[]): fc.Arbitrary<ResponseState> {
  const properties = fc.dictionary(fc.constantFrom(...keys), scalar, { maxKeys: 4, noNullPrototype: true });
  const person: fc.Arbitrary<Partial<Person>> = optional<Required<Person>>({
    id: fc.constant('u-17'),
    account: text,
    role: text,
    traits: properties,
  });
  const answer: fc.Arbitrary<Answer> = fc.record(
    { question: fc.constantFrom('a', 'b', 'c.needs', 'constructor', '10', '9'), value, at: instant },
    { requiredKeys: ['question', 'value'] },
  );
  const rest = optional<Omit<Required<ResponseState>, 'id' | 'touchpoint' | 'survey' | 'version' | 'shown'>>({
    channel: fc.constantFrom('in_app', 'email', 'import'),
    sample: fc.constantFrom(1, 0.5, 0.25),
    seed: fc.constantFrom(0, 9, 10, 2 ** 32 - 1),
    locale: fc.constantFrom('en', 'pt-BR', 'pt'),
    page: text,
    facts: properties,
    answers: fc.array(answer, { maxLength: 6 }),
    completed: instant,
    dismissed: fc.record({ at: instant, reason: fc.constantFrom('closed', 'later', 'timeout') }),
    person: person as fc.Arbitrary<Person>,
    verified: fc.boolean(),
  });
  return fc.tuple(instant, rest).map(([shown, others]) => frozen({ ...fixed, shown, ...others }));
}

const fixed = {
  id: '019aa9f0-0000-7000-8000-000000000001',
  touchpoint: 'ticket_closed',
  survey: 'support-csat',
  version: 3,
};
const state = statesWith(plainKeys);

/** Merging must not write into what it is given: in strict code that throws. */
function frozen<T>(given: T): T {
  if (typeof given === 'object' && given !== null) Object.values(Object.freeze(given)).forEach(frozen);
  return given;
}

/** What a collector has after it has taken these in, one after the other. */
function taken(states: readonly ResponseState[]): ResponseState {
  return states.reduce<ResponseState | null>((before, next) => {
    const after = before ? merge(before, next).state : normalise(next);
    if (!after) throw new Error('unexpected conflict');
    return after;
  }, null) as ResponseState;
}

const takenText = (states: readonly ResponseState[]) => canonical(taken(states));

describe.each([
  ['plain names', state],
  ['names that every object inherits', statesWith(inheritedKeys)],
])('with %s, merging', (_, states) => {
  it('is commutative', () => {
    fc.assert(
      fc.property(states, states, (a, b) => {
        expect(takenText([a, b])).toBe(takenText([b, a]));
      }),
      { numRuns: 1_000 },
    );
  });

  it('is associative', () => {
    fc.assert(
      fc.property(states, states, states, (a, b, c) => {
        expect(takenText([taken([a, b]), c])).toBe(takenText([a, taken([b, c])]));
      }),
      { numRuns: 1_000 },
    );
  });

  it('is idempotent', () => {
    fc.assert(
      fc.property(states, states, (a, b) => {
        expect(takenText([a, a])).toBe(takenText([a]));
        expect(takenText([a, b, b, a])).toBe(takenText([a, b]));
        expect(takenText([taken([a, b])])).toBe(takenText([a, b]));
      }),
      { numRuns: 1_000 },
    );
  });

  it('does not depend on order or repetition', () => {
    const sends = fc.array(states, { minLength: 1, maxLength: 5 }).chain((all) => {
      const repeated = [...all, ...all.slice(0, 3)];
      return fc.tuple(fc.constant(all), fc.shuffledSubarray(repeated, { minLength: repeated.length }));
    });
    fc.assert(
      fc.property(sends, ([all, delivered]) => {
        expect(takenText(delivered)).toBe(takenText(all));
      }),
    );
  });

  it('leaves JSON that reads back as the same state', () => {
    fc.assert(
      fc.property(states, states, (a, b) => {
        const merged = taken([a, b]);
        expect(canonical(JSON.parse(JSON.stringify(merged)))).toBe(canonical(merged));
      }),
    );
  });
});

describe('one state by itself', () => {
  it('is normalised into what merging it with itself gives', () => {
    const any = fc.oneof(state, statesWith(inheritedKeys));
    fc.assert(
      fc.property(any, (one) => {
        expect(canonical(normalise(one))).toBe(canonical(merge(one, one).state));
      }),
      { numRuns: 1_000 },
    );
  });
});

describe('the merged state', () => {
  const several = fc.array(state, { minLength: 1, maxLength: 4 });
  const time = (at: string | undefined) => (at === undefined ? Number.NEGATIVE_INFINITY : Date.parse(at));
  const given = <T>(states: readonly ResponseState[], of: (one: ResponseState) => T | undefined) =>
    states.map(of).filter((one) => one !== undefined);

  it('has of every question an answer that was given, and none later was', () => {
    fc.assert(
      fc.property(several, (states) => {
        const all = states.flatMap(({ answers }) => answers ?? []);
        const { answers = [] } = taken(states);
        expect(answers.map(({ question }) => question)).toStrictEqual(
          [...new Set(all.map(({ question }) => question))].toSorted((a, b) => (a < b ? -1 : 1)),
        );
        for (const answer of answers) {
          const rivals = all.filter(({ question }) => question === answer.question);
          expect(rivals).toContainEqual(answer);
          expect(time(answer.at)).toBe(Math.max(...rivals.map(({ at }) => time(at))));
        }
      }),
      { numRuns: 500 },
    );
  });

  it('has the earliest times, each as one of the states has it', () => {
    fc.assert(
      fc.property(several, (states) => {
        const { shown, completed, dismissed } = taken(states);
        const rows: [merged: string | undefined, all: string[]][] = [
          [shown, given(states, (one) => one.shown)],
          [completed, given(states, (one) => one.completed)],
          [dismissed?.at, given(states, (one) => one.dismissed?.at)],
        ];
        for (const [merged, all] of rows) {
          expect(merged === undefined).toBe(all.length === 0);
          if (merged === undefined) continue;
          expect(all).toContain(merged);
          expect(time(merged)).toBe(Math.min(...all.map(time)));
        }
        if (dismissed) expect(given(states, (one) => one.dismissed)).toContainEqual(dismissed);
      }),
      { numRuns: 500 },
    );
  });

  it('has of every other field the greatest text, of the person among those that were vouched for', () => {
    const fields: ((one: ResponseState) => unknown)[] = [
      ({ channel }) => channel,
      ({ sample }) => sample,
      ({ locale }) => locale,
      ({ page }) => page,
      ({ facts }) => facts,
      ({ person }) => person?.id,
    ];
    const ofPerson: ((one: ResponseState) => unknown)[] = [
      ({ person }) => person?.account,
      ({ person }) => person?.role,
      ...plainKeys.map(
        (key) =>
          ({ person }: ResponseState) =>
            person?.traits?.[key],
      ),
    ];
    fc.assert(
      fc.property(several, (states) => {
        const merged = taken(states);
        const verified = states.filter((one) => one.verified === true);
        const believed = verified.length > 0 ? verified : states;
        const basis = [
          ...fields.map((field) => [field, states] as const),
          ...ofPerson.map((field) => [field, believed] as const),
        ];
        for (const [field, all] of basis) {
          const texts = given(all, field).map(canonical).toSorted();
          expect(canonical(field(merged) ?? null)).toBe(texts.at(-1) ?? 'null');
        }
      }),
      { numRuns: 500 },
    );
  });
});

describe('a conflict', () => {
  const rival: fc.Arbitrary<ResponseState> = fc
    .tuple(
      state,
      fc.constantFrom('ticket_closed', 'ticket_closed', 'other'),
      fc.constantFrom('support-csat', 'support-csat', 'other'),
      fc.constantFrom(3, 3, 4),
      fc.constantFrom('u-17', 'u-17', 'u-18', undefined),
    )
    .map(([{ person: { id: _id, ...person } = {}, ...one }, touchpoint, survey, version, id]) => ({
      ...one,
      touchpoint,
      survey,
      version,
      person: { ...person, ...(id && { id }) },
    }));
  const differ = (values: readonly unknown[]) => new Set(values.filter((one) => one !== undefined)).size > 1;
  const conflicting = (states: readonly ResponseState[]) =>
    differ(states.map(({ touchpoint }) => touchpoint)) ||
    differ(states.map(({ survey }) => survey)) ||
    differ(states.map(({ version }) => version)) ||
    differ(states.map(({ person }) => person?.id));

  it('is refused in both orders, for the same field, exactly when a fixed field differs', () => {
    fc.assert(
      fc.property(rival, rival, (a, b) => {
        const [one, other] = [merge(a, b), merge(b, a)];
        expect(one.conflict).toBe(other.conflict);
        expect(one.state === null).toBe(conflicting([a, b]));
        expect(one.conflict !== null).toBe(conflicting([a, b]));
      }),
      { numRuns: 1_000 },
    );
  });

  it('is found in every order in which three states can come', () => {
    const orders = [
      [0, 1, 2],
      [0, 2, 1],
      [1, 0, 2],
      [1, 2, 0],
      [2, 0, 1],
      [2, 1, 0],
    ];
    const refused = (states: readonly ResponseState[]) => {
      const [first, ...others] = states as [ResponseState, ...ResponseState[]];
      return (
        others.reduce<ResponseState | null>((before, next) => before && merge(before, next).state, first) ===
        null
      );
    };
    fc.assert(
      fc.property(rival, rival, rival, (...states) => {
        for (const order of orders)
          expect(refused(order.map((index) => states[index] as ResponseState))).toBe(conflicting(states));
      }),
      { numRuns: 500 },
    );
  });
});
