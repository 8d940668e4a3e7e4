import type { ClientProgram, ClientTouchpoint } from '@milepost/protocol';
import { describe, expect, it } from 'vitest';
import { type Decision, decide, type Gate, gates, type Situation } from './governor.ts';
import { sampledFrom } from './sampling.ts';
import { day, hour, now, programOf, showing, situationOf } from './situation.fixture.ts';

const of = (program: ClientProgram, rest: Partial<Situation> = {}) =>
  decide(program, 'ticket_closed', situationOf(rest));
const closedGates = ({ gates }: Decision) => gates.filter(({ open }) => !open).map(({ gate }) => gate);
const elsewhere = (ago: number, dismissed = false) =>
  showing(now - ago, { touchpoint: 'relationship', dismissed });
const dismissed = (ago: number) => showing(now - ago, { dismissed: true });
const answered = (ago: number) => showing(now - ago);

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
    survey: 'support-csat',
    gates: gates.map((gate) => ({ gate, open: true, eligibleAt: now })),
  });
}

describe('decide', () => {
  it('asks when nothing speaks against it, and shows every gate in order', () => {
    expectAsk(of(programOf()));
  });

  it.each(['nope', '', 'constructor', 'toString', '__proto__', 'hasOwnProperty'])(
    'knows no touchpoint %j that the program does not have',
    (name) => {
      expect(decide(programOf(), name, situationOf())).toStrictEqual({
        ask: false,
        reason: 'touchpoint_unknown',
        eligibleAt: null,
        survey: null,
        gates: [],
      });
    },
  );

  it('names the first closed gate, in the order in which they are tried', () => {
    const later = now + 30 * day;
    const closers: [Gate, Partial<ClientTouchpoint>, Partial<Situation>][] = [
      ['paused', { paused: true }, {}],
      ['schedule', { from: later }, {}],
      ['audience', { audience: [['beta', 'exists', true]] }, {}],
      ['sample', { sample: 0 }, {}],
      ['repeat', {}, { history: [answered(8 * day), elsewhere(day)] }],
      ['quiet_period', {}, { history: [elsewhere(day)] }],
      ['per_session', {}, { inSession: 1 }],
      ['quota', { closed: { quota: later, precision: later } }, {}],
      ['precision', { closed: { precision: later } }, {}],
      ['consent', {}, { consent: false }],
      ['busy', {}, { busy: true }],
    ];
    expect(closers.map(([gate]) => gate)).toStrictEqual(gates);
    for (const [first] of closers.entries()) {
      const rest = closers.slice(first).reverse();
      const spec = Object.assign({}, ...rest.map(([, part]) => part));
      const decision = of(programOf(spec), Object.assign({}, ...rest.map(([, , part]) => part)));
      expect(closedGates(decision)).toStrictEqual(gates.slice(first));
      expect(decision.reason).toBe(gates[first]);
    }
  });

  it('names the survey that the person gets, whether it asks or not', () => {
    const variants: ClientTouchpoint['variants'] = [['short', 1]];
    expect(of(programOf({ variants })).survey).toBe('short');
    expect(of(programOf({ variants, paused: true })).survey).toBe('short');
  });
});

describe('the gate', () => {
  it('`paused` never opens by waiting', () => {
    expectClosed(of(programOf({ paused: true })), 'paused', null);
  });

  it('`schedule` is open from its first instant to the last one before its end', () => {
    expectAsk(of(programOf({ from: now, to: now + 1 })));
    expectClosed(of(programOf({ from: now + 1, to: now + 2 })), 'schedule', now + 1);
    expectClosed(of(programOf({ from: now - 1, to: now })), 'schedule', null);
    expectAsk(of(programOf({ to: now + 1 })));
    expectClosed(of(programOf({ from: now + day })), 'schedule', now + day);
  });

  it('`audience` never opens by waiting', () => {
    const audience: ClientTouchpoint['audience'] = [['plan', 'matches', '^pro']];
    expectAsk(of(programOf({ audience })));
    expectClosed(of(programOf({ audience }), { person: null }), 'audience', null);
    expectClosed(of(programOf({ audience }), { person: { traits: { plan: 'free' } } }), 'audience', null);
  });

  it('`sample` is open for those whom the sample has, whoever is known', () => {
    const subjects = Array.from({ length: 200 }, (_, index) => `u-${index}`);
    const draw = { touchpoint: 'ticket_closed', sample: 0.5 };
    for (const subject of subjects) {
      const decision = of(programOf({ sample: 0.5 }), { subject, person: null });
      if (sampledFrom({ ...draw, subject }, now) === now) expectAsk(decision);
      else expectClosed(decision, 'sample', null);
      const redrawn = of(programOf({ sample: 0.5, redrawAfter: 30 * day }), { subject });
      const from = sampledFrom({ ...draw, subject, redrawAfter: 30 * day }, now);
      if (from === now) expectAsk(redrawn);
      else expectClosed(redrawn, 'sample', from);
    }
  });

  it('`repeat` waits after the last showing of this touchpoint alone', () => {
    const program = programOf({ repeatAfter: 30 * day }, { quietPeriod: 0 });
    const history = [answered(40 * day), answered(20 * day), answered(35 * day)];
    expectClosed(of(program, { history }), 'repeat', now + 10 * day);
    expectAsk(of(program, { history: [answered(30 * day)] }));
    expectClosed(of(program, { history: [answered(30 * day - 1)] }), 'repeat', now + 1);
    expectAsk(of(program, { history: [elsewhere(day)] }));
  });

  it('`repeat` waits `afterDismissal` instead, shorter or longer, when the showing was dismissed', () => {
    const shorter = programOf({ repeatAfter: 90 * day, afterDismissal: 28 * day }, { quietPeriod: 0 });
    expectAsk(of(shorter, { history: [dismissed(28 * day)] }));
    expectClosed(of(shorter, { history: [dismissed(27 * day)] }), 'repeat', now + day);
    expectClosed(of(shorter, { history: [answered(28 * day)] }), 'repeat', now + 62 * day);
    const longer = programOf({ repeatAfter: day, afterDismissal: 28 * day }, { quietPeriod: 0 });
    expectClosed(of(longer, { history: [dismissed(2 * day)] }), 'repeat', now + 26 * day);
    expectAsk(of(longer, { history: [answered(2 * day)] }));
  });

  it('`repeat` waits for the later of an answered and a dismissed showing', () => {
    const program = programOf({ repeatAfter: 90 * day, afterDismissal: 28 * day }, { quietPeriod: 0 });
    const history = [answered(80 * day), dismissed(10 * day)];
    expectClosed(of(program, { history }), 'repeat', now + 18 * day);
    expectClosed(
      of(program, { history: [answered(50 * day), dismissed(10 * day)] }),
      'repeat',
      now + 40 * day,
    );
  });

  it('`quiet_period` waits after the last showing of any touchpoint, dismissed or not', () => {
    const program = programOf({}, { quietPeriod: 7 * day });
    for (const away of [true, false]) {
      const shown = (ago: number) => ({ history: [elsewhere(ago, away)] });
      expectClosed(of(program, shown(6 * day)), 'quiet_period', now + day);
      expectClosed(of(program, shown(7 * day - 1)), 'quiet_period', now + 1);
      expectAsk(of(program, shown(7 * day)));
    }
    const history = [elsewhere(60 * day), elsewhere(5 * day), elsewhere(9 * day)];
    expectClosed(of(program, { history }), 'quiet_period', now + 2 * day);
  });

  it('`quiet_period` waits until the budget has room for one more', () => {
    const budget = { prompts: 3, within: 30 * day };
    const program = programOf({ budget }, { quietPeriod: day });
    const two = [elsewhere(10 * day), elsewhere(5 * day)];
    expectAsk(of(program, { history: two }));
    expectClosed(of(program, { history: [elsewhere(29 * day), ...two] }), 'quiet_period', now + day);
    expectAsk(of(program, { history: [elsewhere(30 * day), ...two] }));
    const four = [elsewhere(29 * day), elsewhere(28 * day), ...two];
    expectClosed(of(program, { history: four }), 'quiet_period', now + 2 * day);
    expectClosed(of(program, { history: [...four, elsewhere(hour)] }), 'quiet_period', now + 20 * day);
  });

  it('`per_session` counts the prompts of this session', () => {
    expectClosed(of(programOf(), { inSession: 1 }), 'per_session', null);
    expectAsk(of(programOf({}, { perSession: 3 }), { inSession: 2 }));
    expectClosed(of(programOf({}, { perSession: 3 }), { inSession: 3 }), 'per_session', null);
  });

  it.each(['quota', 'precision'] as const)('`%s` opens when the period ends', (gate) => {
    expectClosed(of(programOf({ closed: { [gate]: now + 1 } })), gate, now + 1);
    expectAsk(of(programOf({ closed: { [gate]: now } })));
    expectAsk(of(programOf({ closed: {} })));
  });

  it('`consent` and `busy` never open by waiting', () => {
    expectClosed(of(programOf(), { consent: false }), 'consent', null);
    expectClosed(of(programOf(), { busy: true }), 'busy', null);
  });
});

describe('eligibleAt', () => {
  const waiting = { history: [answered(89 * day), elsewhere(day)] };

  it('is when the last of the closed gates opens', () => {
    const decision = of(programOf({ closed: { quota: now + 3 * day } }), waiting);
    expect(closedGates(decision)).toStrictEqual(['repeat', 'quiet_period', 'quota']);
    const times = decision.gates.map(({ eligibleAt }) => eligibleAt);
    const [repeat, quiet, quota] = [now + day, now + 6 * day, now + 3 * day];
    expect(times).toStrictEqual([now, now, now, now, repeat, quiet, now, quota, now, now, now]);
    expect(decision).toMatchObject({ reason: 'repeat', eligibleAt: now + 6 * day });
  });

  it('is null as soon as one gate never opens by waiting', () => {
    expect(of(programOf({ sample: 0 }), waiting)).toMatchObject({ reason: 'sample', eligibleAt: null });
    expect(of(programOf(), { ...waiting, busy: true })).toMatchObject({ reason: 'repeat', eligibleAt: null });
  });

  it('is null when the schedule ends before the other gates open', () => {
    expect(of(programOf({ to: now + 6 * day + 1 }), waiting).eligibleAt).toBe(now + 6 * day);
    const over = of(programOf({ to: now + 6 * day }), waiting);
    expect(over).toMatchObject({ ask: false, reason: 'repeat', eligibleAt: null });
    expect(over.gates.every(({ eligibleAt }) => eligibleAt !== null)).toBe(true);
  });

  it('is the first draw with the person in it after the other gates open', () => {
    const draw = { touchpoint: 'ticket_closed', sample: 0.3, redrawAfter: 5 * day };
    const subjects = Array.from({ length: 100 }, (_, index) => `u-${index}`);
    const instants = subjects.map((subject) => of(programOf(draw), { ...waiting, subject }).eligibleAt);
    expect(instants).toStrictEqual(
      subjects.map((subject) => sampledFrom({ ...draw, subject }, now + 6 * day)),
    );
    expect(new Set(instants).size).toBeGreaterThan(3);
  });

  it('waits for a showing that a clock put into the future', () => {
    const history = [showing(now + hour, { touchpoint: 'relationship' })];
    expectClosed(of(programOf(), { history }), 'quiet_period', now + hour + 7 * day);
  });
});
