import type { ClientProgram, Person } from '@milepost/protocol';
import { describe, expect, it } from 'vitest';
import { type Decision, decide, type Gate, type Situation } from './governor.ts';
import { inSample } from './sampling.ts';

type Spec = ClientProgram['touchpoints'][string];

const hour = 3_600_000;
const day = 24 * hour;
const now = Date.UTC(2026, 10, 22, 12);
const order: Gate[] = ['paused', 'audience', 'sample', 'repeat', 'quiet_period', 'per_session', 'busy'];

/** A program with the defaults of the contract, and one other touchpoint. */
function program(spec: Partial<Spec> = {}, governor: Partial<ClientProgram['governor']> = {}): ClientProgram {
  const defaults: Spec = {
    survey: 'support-csat',
    sample: 1,
    delay: 1_000,
    repeatAfter: 90 * day,
    priority: 5,
    closedUntil: null,
  };
  return {
    revision: 1,
    locale: 'en',
    touchpoints: { ticket_closed: { ...defaults, ...spec }, relationship: defaults },
    surveys: {},
    governor: { quietPeriod: 7 * day, perSession: 1, afterDismissal: 28 * day, ...governor },
  };
}

const situation = (rest: Partial<Situation> = {}): Situation => ({
  subject: 'u-17',
  person: { id: 'u-17', traits: { plan: 'pro' } },
  history: [],
  inSession: 0,
  busy: false,
  now,
  ...rest,
});
const showing = (shown: number, touchpoint = 'ticket_closed', dismissed = false) => ({
  touchpoint,
  shown,
  ...(dismissed && { dismissed }),
});
const of = (rules: ClientProgram, rest: Partial<Situation> = {}) =>
  decide(rules, 'ticket_closed', situation(rest));
const closedGates = ({ gates }: Decision) => gates.filter(({ open }) => !open).map(({ gate }) => gate);

/** Expects one closed gate, which is the reason, and the time at which it opens by itself. */
function expectClosed(decision: Decision, gate: Gate, eligibleAt: number | null): void {
  expect(decision).toMatchObject({ ask: false, reason: gate, eligibleAt });
  expect(closedGates(decision)).toStrictEqual([gate]);
  expect(decision.gates.find((verdict) => verdict.gate === gate)).toStrictEqual({
    gate,
    open: false,
    eligibleAt,
  });
}

function expectAsk(decision: Decision): void {
  expect(decision).toStrictEqual({
    ask: true,
    reason: null,
    eligibleAt: now,
    gates: order.map((gate) => ({ gate, open: true, eligibleAt: now })),
  });
}

describe('decide', () => {
  it('asks when nothing speaks against it, and shows every gate in order', () => {
    expectAsk(of(program()));
  });

  it.each(['nope', '', 'constructor', 'toString', '__proto__', 'hasOwnProperty'])(
    'knows no touchpoint %j that the program does not have',
    (name) => {
      expect(decide(program(), name, situation())).toStrictEqual({
        ask: false,
        reason: 'touchpoint_unknown',
        eligibleAt: null,
        gates: [],
      });
    },
  );

  it('names the first closed gate, in the order in which they are tried', () => {
    const closers: [Gate, Partial<Spec>, Partial<Situation>][] = [
      ['paused', { closedUntil: '2027-01-01T00:00:00Z' }, {}],
      ['audience', { audience: { plan: ['free'] } }, {}],
      ['sample', { sample: 0 }, {}],
      ['repeat', {}, { history: [showing(now - 8 * day), showing(now - day, 'relationship')] }],
      ['quiet_period', {}, { history: [showing(now - day, 'relationship')] }],
      ['per_session', {}, { inSession: 1 }],
      ['busy', {}, { busy: true }],
    ];
    expect(closers.map(([gate]) => gate)).toStrictEqual(order);
    for (const [first] of closers.entries()) {
      const rest = closers.slice(first).reverse();
      const spec = Object.assign({}, ...rest.map(([, part]) => part));
      const decision = of(program(spec), Object.assign({}, ...rest.map(([, , part]) => part)));
      expect(closedGates(decision)).toStrictEqual(order.slice(first));
      expect(decision.reason).toBe(order[first]);
    }
  });
});

describe('the gate', () => {
  it('`paused` opens at the instant that the collector names', () => {
    const until = '2026-11-22T13:00:00.500+01:00';
    expectClosed(of(program({ closedUntil: until }), { now: now - 1 }), 'paused', now + 500);
    expectAsk(of(program({ closedUntil: '2026-11-22T12:00:00Z' })));
    expectAsk(of(program({ closedUntil: '2020-01-01T00:00:00Z' })));
  });

  it.each<[audience: NonNullable<Spec['audience']>, person: Person | null, open: boolean]>([
    [{}, null, true],
    [{ plan: ['pro'] }, { id: 'u', traits: { plan: 'pro' } }, true],
    [{ plan: ['free', 'pro'] }, { traits: { plan: 'pro' } }, true],
    [{ plan: ['pro'], seats: [1, 2] }, { id: 'u', traits: { plan: 'pro', seats: 2 } }, true],
    [{ beta: [false] }, { id: 'u', traits: { beta: false } }, true],
    [{ plan: ['free'] }, { id: 'u', traits: { plan: 'pro' } }, false],
    [{ plan: ['pro'], seats: [1] }, { id: 'u', traits: { plan: 'pro', seats: 2 } }, false],
    [{ plan: ['pro'], seats: [1] }, { id: 'u', traits: { plan: 'pro' } }, false],
    [{ seats: [1] }, { id: 'u', traits: { seats: '1' } }, false],
    [{ beta: [false] }, { id: 'u', traits: {} }, false],
    [{ plan: ['pro'] }, { id: 'u' }, false],
    [{ plan: ['pro'] }, null, false],
    [{ account: ['acme'] }, { id: 'u', account: 'acme' }, false],
  ])('`audience` wants one value of each trait: %j of %j', (audience, person, open) => {
    const decision = of(program({ audience }), { person });
    if (open) expectAsk(decision);
    else expectClosed(decision, 'audience', null);
  });

  it('`sample` is open for those whom the sample chooses, whoever is known', () => {
    const subjects = Array.from({ length: 200 }, (_, index) => `u-${index}`);
    const asked = subjects.filter((subject) => {
      const decision = of(program({ sample: 0.5 }), { subject, person: null });
      if (decision.ask) expectAsk(decision);
      else expectClosed(decision, 'sample', null);
      return decision.ask;
    });
    expect(asked).toStrictEqual(subjects.filter((subject) => inSample(subject, 'ticket_closed', 0.5)));
    expect(asked.length).toBeGreaterThan(70);
    expect(asked.length).toBeLessThan(130);
  });

  it('`repeat` waits after the last showing of this touchpoint alone', () => {
    const rules = program({ repeatAfter: 30 * day }, { quietPeriod: 0 });
    const history = [showing(now - 40 * day), showing(now - 20 * day), showing(now - 35 * day)];
    expectClosed(of(rules, { history }), 'repeat', now + 10 * day);
    expectAsk(of(rules, { history: [showing(now - 30 * day)] }));
    expectClosed(of(rules, { history: [showing(now - 30 * day + 1)] }), 'repeat', now + 1);
    expectAsk(of(rules, { history: [showing(now - day, 'relationship')] }));
  });

  it('`repeat` waits `afterDismissal` instead, when the showing was dismissed', () => {
    const rules = program({ repeatAfter: 90 * day }, { quietPeriod: 0, afterDismissal: 28 * day });
    const dismissed = (ago: number) => showing(now - ago, 'ticket_closed', true);
    expectAsk(of(rules, { history: [dismissed(28 * day)] }));
    expectClosed(of(rules, { history: [dismissed(27 * day)] }), 'repeat', now + day);
    expectClosed(of(rules, { history: [showing(now - 28 * day)] }), 'repeat', now + 62 * day);
    const longer = program({ repeatAfter: day }, { quietPeriod: 0, afterDismissal: 28 * day });
    expectClosed(of(longer, { history: [dismissed(2 * day)] }), 'repeat', now + 26 * day);
    expectAsk(of(longer, { history: [showing(now - 2 * day)] }));
  });

  it('`repeat` waits for the later of an answered and a dismissed showing', () => {
    const rules = program({ repeatAfter: 90 * day }, { quietPeriod: 0, afterDismissal: 28 * day });
    const answered = showing(now - 80 * day);
    const dismissed = showing(now - 10 * day, 'ticket_closed', true);
    expectClosed(of(rules, { history: [answered, dismissed] }), 'repeat', now + 18 * day);
    expectClosed(of(rules, { history: [showing(now - 50 * day), dismissed] }), 'repeat', now + 40 * day);
  });

  it('`quiet_period` waits after the last showing of any touchpoint, dismissed or not', () => {
    const rules = program({}, { quietPeriod: 7 * day });
    for (const dismissed of [true, false]) {
      const shown = (ago: number) => ({ history: [showing(now - ago, 'relationship', dismissed)] });
      expectClosed(of(rules, shown(6 * day)), 'quiet_period', now + day);
      expectClosed(of(rules, shown(7 * day - 1)), 'quiet_period', now + 1);
      expectAsk(of(rules, shown(7 * day)));
    }
    const history = [
      showing(now - 60 * day, 'gone'),
      showing(now - 5 * day, 'gone'),
      showing(now - 9 * day, 'gone'),
    ];
    expectClosed(of(rules, { history }), 'quiet_period', now + 2 * day);
  });

  it('`per_session` counts the prompts of this session', () => {
    expectClosed(of(program(), { inSession: 1 }), 'per_session', null);
    expectAsk(of(program({}, { perSession: 3 }), { inSession: 2 }));
    expectClosed(of(program({}, { perSession: 3 }), { inSession: 3 }), 'per_session', null);
  });

  it('`busy` is closed while another prompt is open', () => {
    expectClosed(of(program(), { busy: true }), 'busy', null);
  });
});

describe('eligibleAt', () => {
  const waiting = { history: [showing(now - 89 * day), showing(now - day, 'relationship')] };

  it('is when the last of the closed gates opens', () => {
    const decision = of(program({ closedUntil: '2026-11-25T12:00:00Z' }), waiting);
    expect(closedGates(decision)).toStrictEqual(['paused', 'repeat', 'quiet_period']);
    expect(decision.gates.map(({ eligibleAt }) => eligibleAt)).toStrictEqual([
      now + 3 * day,
      now,
      now,
      now + day,
      now + 6 * day,
      now,
      now,
    ]);
    expect(decision).toMatchObject({ reason: 'paused', eligibleAt: now + 6 * day });
  });

  it('is null as soon as one gate never opens by waiting', () => {
    expect(of(program({ sample: 0 }), waiting)).toMatchObject({ reason: 'sample', eligibleAt: null });
    expect(of(program(), { ...waiting, busy: true })).toMatchObject({ reason: 'repeat', eligibleAt: null });
  });

  it('waits for a showing that a clock put into the future', () => {
    expectClosed(
      of(program(), { history: [showing(now + hour, 'relationship')] }),
      'quiet_period',
      now + hour + 7 * day,
    );
  });
});
