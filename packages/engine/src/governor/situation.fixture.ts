import type { AudienceTest, ClientProgram, ClientTouchpoint, Person } from '@milepost/protocol';
import { hash } from '@milepost/protocol/hash';
import fc from 'fast-check';
import type { Showing, Situation } from './governor.ts';

export const hour = 3_600_000;
export const day = 24 * hour;
export const now = Date.UTC(2026, 10, 22, 12);

/** A touchpoint with the defaults of the language. */
export function touchpointOf(spec: Partial<ClientTouchpoint> = {}): ClientTouchpoint {
  return {
    survey: 'support-csat',
    sample: 1,
    delay: 1_000,
    repeatAfter: 90 * day,
    afterDismissal: 28 * day,
    priority: 5,
    closedUntil: null,
    ...spec,
  };
}

/** A program with such a touchpoint, and one other. */
export function programOf(
  spec: Partial<ClientTouchpoint> = {},
  governor: Partial<ClientProgram['governor']> = {},
): ClientProgram {
  return {
    revision: 1,
    locale: 'en',
    touchpoints: { ticket_closed: touchpointOf(spec), relationship: touchpointOf() },
    surveys: {},
    governor: { quietPeriod: 7 * day, perSession: 1, ...governor },
  };
}

/** A situation in which everybody may be asked. */
export function situationOf(rest: Partial<Situation> = {}): Situation {
  return {
    subject: 'u-17',
    person: { id: 'u-17', traits: { plan: 'pro' } },
    history: [],
    inSession: 0,
    consent: true,
    busy: false,
    now,
    ...rest,
  };
}

export const showing = (shown: number, rest: Partial<Showing> = {}): Showing => ({
  touchpoint: 'ticket_closed',
  shown,
  ...rest,
});

/** Audiences, each with the sentence that tells who is in it. */
export const audiences: { tests: AudienceTest[]; has: (traits: Person['traits']) => boolean }[] = [
  {
    tests: [['plan', 'in', [hash('"pro"'), hash('1')]]],
    has: (traits) => traits?.['plan'] === 'pro' || traits?.['plan'] === 1,
  },
  {
    tests: [
      ['seats', 'gt', 2],
      ['beta', 'exists', false],
    ],
    has: (traits) => Number(traits?.['seats'] ?? 0) > 2 && traits?.['beta'] === undefined,
  },
];

const people: (Person | null)[] = [
  null,
  { id: 'u' },
  { traits: { plan: 'pro' } },
  { id: 'u', traits: { plan: 1, seats: 3 } },
  { id: 'u', traits: { plan: '1', seats: 2, beta: true } },
  { traits: { plan: 'pro', seats: 9, beta: false } },
];

/** Whole hours within two days, so that boundaries are hit and every gate is both open and closed often. */
export const span = fc.integer({ min: 0, max: 40 }).map((hours) => hours * hour);
const moment = fc.integer({ min: -40, max: 40 }).map((hours) => now + hours * hour);
const sometimes = <T>(arbitrary: fc.Arbitrary<T>) =>
  fc.oneof({ weight: 2, arbitrary: fc.constant(undefined) }, { weight: 1, arbitrary });
const given = <T extends object>(record: T) =>
  Object.fromEntries(Object.entries(record).filter(([, value]) => value !== undefined));

const rules = fc
  .record({
    paused: sometimes(fc.constant(true)),
    from: sometimes(moment),
    to: sometimes(moment),
    audience: sometimes(fc.constantFrom(...audiences.map(({ tests }) => tests))),
    sample: fc.constantFrom(0, 0.5, 0.9, 1, 1, 1),
    redrawAfter: sometimes(span.filter((time) => time > 0)),
    repeatAfter: span,
    afterDismissal: span,
    budget: sometimes(fc.record({ prompts: fc.integer({ min: 1, max: 3 }), within: span })),
    closed: sometimes(fc.record({ quota: moment, precision: moment }, { requiredKeys: [] })),
  })
  // A schedule that ends before it begins does not pass the check.
  .filter(({ from, to }) => from === undefined || to === undefined || from < to)
  .map((all) => touchpointOf(given(all)));

/** Any program of two touchpoints. */
export const programs: fc.Arbitrary<ClientProgram> = fc.record({
  revision: fc.constant(1),
  locale: fc.constant('en'),
  touchpoints: fc.record({ ticket_closed: rules, relationship: rules }),
  surveys: fc.constant({}),
  governor: fc.record({ quietPeriod: span, perSession: fc.integer({ min: 1, max: 3 }) }),
});

/** Any prompt of the last two days, or of a clock that is ahead. */
export const showings: fc.Arbitrary<Showing> = fc.record(
  {
    touchpoint: fc.constantFrom('ticket_closed', 'relationship', 'gone'),
    shown: fc.integer({ min: -45, max: 3 }).map((hours) => now + hours * hour),
    dismissed: fc.boolean(),
  },
  { requiredKeys: ['touchpoint', 'shown'] },
);

/** Any situation at `now`. */
export const situations: fc.Arbitrary<Situation> = fc.record({
  subject: fc.string({ maxLength: 4 }),
  person: fc.constantFrom(...people),
  history: fc.array(showings, { maxLength: 4 }),
  inSession: fc.constantFrom(0, 0, 0, 1, 2, 3),
  consent: fc.constantFrom(true, true, true, false),
  busy: fc.constantFrom(false, false, false, true),
  now: fc.constant(now),
});
