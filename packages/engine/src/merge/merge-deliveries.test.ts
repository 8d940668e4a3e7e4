import type { Answer, Response, ResponseState } from '@milepost/protocol';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { canonical } from './canonical.ts';
import { merge, normalise } from './merge.ts';

/** What every send of one response repeats. */
const shown: Response = {
  id: '019aa9f0-0000-7000-8000-000000000001',
  touchpoint: 'ticket_closed',
  survey: 'support-csat',
  version: 3,
  shown: '2026-11-22T06:59:00.000Z',
};
/** What the SDK freezes when the prompt is shown. */
const frozen: Partial<ResponseState>[] = [
  {},
  { channel: 'in_app', sample: 0.5, locale: 'en', page: '/tickets/42', facts: { ticketId: 'T-42', n: 1 } },
  { person: { traits: { vintage: '2026-01' } } },
  { person: { id: 'u-17', account: 'acme', role: 'buyer', traits: { plan: 'pro', '\u{1f600}': true } } },
];

const question = fc.constantFrom('a', 'b', 'experience.needs', '\ufb33', '\u{1f600}');
const value: fc.Arbitrary<Answer['value']> = fc.oneof(
  fc.constant(null),
  fc.integer({ min: 0, max: 10 }),
  fc.constantFrom('', 'slow', '\u{1f600}'),
  fc.subarray(['red', 'blue']),
);

/** An instant so many milliseconds after 06:59, as it is written in a zone: `.1Z`, `.100+00:00`, `.1-02:00`, … */
function written(ms: number, { zone, digits }: { zone: number; digits: boolean }): string {
  const local = new Date(Date.UTC(2026, 10, 22, 6, 59) + ms + zone * 3_600_000).toISOString();
  const offset = `${zone < 0 ? '-' : '+'}0${Math.abs(zone)}:00`;
  return digits ? local.replace('Z', offset) : local.replace(/\.?0*Z$/, zone === 0 ? 'Z' : offset);
}
const form = fc.record({ zone: fc.integer({ min: -2, max: 2 }), digits: fc.boolean() });

/** The states in an order of arrival: each of `needed` at least once, any of them again, any other perhaps never. */
const arrivals = (states: readonly ResponseState[], needed: readonly ResponseState[]) =>
  fc
    .array(fc.constantFrom(...states), { maxLength: 2 * states.length })
    .map((extra) => [...needed, ...extra])
    .chain((all) => fc.shuffledSubarray(all, { minLength: all.length }));

/** What a collector has after it has taken these in, one after the other. */
function taken(states: readonly ResponseState[]): string {
  const [first, ...others] = states as [ResponseState, ...ResponseState[]];
  return canonical(others.reduce((before, next) => merge(before, next).state ?? before, normalise(first)));
}

type Step = ['completed' | 'dismissed'] | [question: string, value: Answer['value']];

/** Every state that a response goes through, from its showing to its last send, each with all of the one before. */
function grow(start: ResponseState, steps: readonly [at: string, step: Step][]): ResponseState[] {
  const states = [start];
  for (const [at, [what, given]] of steps) {
    const last = states.at(-1) ?? start;
    if (what === 'completed') states.push({ completed: at, ...last });
    else if (what === 'dismissed') states.push({ dismissed: { at, reason: 'closed' }, ...last });
    else {
      const others = (last.answers ?? []).filter((answer) => answer.question !== what);
      states.push({ ...last, answers: [...others, { question: what, value: given ?? null, at }] });
    }
  }
  return states;
}

const step: fc.Arbitrary<Step> = fc.oneof(
  { weight: 5, arbitrary: fc.tuple(question, value) },
  { weight: 1, arbitrary: fc.constantFrom<Step>(['completed'], ['dismissed']) },
);

/** A growing response, whose clock never stands still between two answers. */
const grown = fc
  .tuple(
    fc.constantFrom(...frozen),
    fc.array(fc.tuple(fc.integer({ min: 1, max: 700 }), form, step), { minLength: 1, maxLength: 8 }),
  )
  .map(([fields, steps]) => {
    let ms = 0;
    const timed = steps.map(([wait, how, what]): [string, Step] => {
      ms += wait;
      return [written(ms, how), what];
    });
    return grow({ ...shown, ...fields }, timed);
  });

describe('the sends of a growing response', () => {
  it('end in its last state, in any order, repeated, and with any earlier one lost', () => {
    const sent = grown.chain((states) => {
      const last = states.at(-1) as ResponseState;
      return fc.tuple(fc.constant(last), arrivals(states, [last]));
    });
    fc.assert(
      fc.property(sent, ([last, arrived]) => {
        expect(taken(arrived)).toBe(canonical(normalise(last)));
      }),
      { numRuns: 2_000 },
    );
  });

  it('end in what is common knowledge, when the last one is lost too', () => {
    const sent = grown.chain((states) =>
      fc.tuple(fc.constant(states), fc.subarray(states, { minLength: 1 })),
    );
    fc.assert(
      fc.property(sent, ([states, arrived]) => {
        const latest = Math.max(...arrived.map((state) => states.indexOf(state)));
        expect(taken(arrived)).toBe(canonical(normalise(states[latest] as ResponseState)));
      }),
    );
  });
});

describe('a state cut into pieces', () => {
  const answers = fc.array(
    fc.tuple(question, value, fc.option(fc.tuple(fc.constantFrom(0, 100, 250, 1_000), form))).map(
      ([of, given, time]): Answer => ({
        question: of,
        value: given,
        ...(time && { at: written(...time) }),
      }),
    ),
    { maxLength: 6 },
  );
  const end = fc.constantFrom<Partial<ResponseState>>(
    {},
    { completed: '2026-11-22T07:00:00Z' },
    { dismissed: { at: '2026-11-22T07:00:00Z', reason: 'escape' } },
    { completed: '2026-11-22T07:00:00Z', dismissed: { at: '2026-11-22T07:00:01Z', reason: 'later' } },
  );

  /** A state as its parts: one answer or one field each, and traits one by one. */
  function partsOf({ answers: given = [], person = {}, ...state }: ResponseState): Partial<ResponseState>[] {
    const { traits = {}, ...known } = person;
    const single = <T extends object>(of: T) => Object.entries(of).map(([key, one]) => ({ [key]: one }));
    return [
      ...single(state),
      ...given.map((answer) => ({ answers: [answer] })),
      ...single(known).map((field) => ({ person: field })),
      ...single(traits).map((trait) => ({ person: { traits: trait } })),
    ] as Partial<ResponseState>[];
  }

  it('is whole again, whatever the pieces and their order', () => {
    const cut = fc.tuple(fc.constantFrom(...frozen), answers, end).chain(([fields, given, ended]) => {
      const whole: ResponseState = { ...shown, ...fields, ...ended, answers: given };
      const pieces = partsOf(whole).map((part) => ({ ...shown, ...part }));
      return fc.tuple(fc.constant(whole), arrivals(pieces, pieces));
    });
    fc.assert(
      fc.property(cut, ([whole, pieces]) => {
        expect(taken(pieces)).toBe(canonical(normalise(whole)));
      }),
      { numRuns: 1_000 },
    );
  });
});

describe('more traits than a person may have', () => {
  const most = 50;
  const names = Array.from({ length: 3 * most }, (_, index) => `t${index}`);
  const traits = fc
    .subarray(names, { maxLength: most })
    .chain((some) => fc.tuple(...some.map((name) => fc.tuple(fc.constant(name), fc.nat({ max: 2 })))))
    .map((pairs) => Object.fromEntries(pairs));

  it('leave the first names in their order, however they arrive', () => {
    const sent = fc
      .array(traits, { minLength: 1, maxLength: 4 })
      .map((all) => all.map((one): ResponseState => ({ ...shown, person: { id: 'u-17', traits: one } })))
      .chain((states) => fc.tuple(fc.constant(states), arrivals(states, states)));
    fc.assert(
      fc.property(sent, ([states, arrived]) => {
        expect(taken(arrived)).toBe(taken(states));
        const given = new Set(states.flatMap(({ person }) => Object.keys(person?.traits ?? {})));
        const kept: ResponseState = JSON.parse(taken(arrived));
        expect(Object.keys(kept.person?.traits ?? {}).sort()).toStrictEqual([...given].sort().slice(0, most));
      }),
    );
  });
});

describe('the times in these tests', () => {
  it('are the instants that they say, in many forms', () => {
    fc.assert(
      fc.property(fc.nat({ max: 600_000 }), form, (ms, how) => {
        expect(Date.parse(written(ms, how))).toBe(Date.UTC(2026, 10, 22, 6, 59) + ms);
      }),
    );
    expect(written(100, { zone: 0, digits: false })).toBe('2026-11-22T06:59:00.1Z');
    expect(written(100, { zone: 0, digits: true })).toBe('2026-11-22T06:59:00.100+00:00');
  });
});
