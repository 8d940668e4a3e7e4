import type { TrafficTrigger } from '@milepost/engine';
import { checkProgram } from '@milepost/protocol';
import { buildProgram } from '@milepost/testkit';
import { describe, expect, it } from 'vitest';
import { noticesOf } from './notices.ts';
import { simulateProgram } from './simulation.ts';

const hour = 3_600_000;
const start = Date.parse('2026-01-01T00:00:00Z');

interface Case {
  /** The `ask` of `ticket_closed`. */
  ask?: object;
  /** The `ask` of `pulse`. */
  pulse?: object;
  governor?: object;
  /** Of the survey of `ticket_closed`; its own by default. */
  questions?: object[];
  triggers: TrafficTrigger[];
}

/** The notices of a simulation in which everybody answers. */
function notices({ ask = {}, pulse = {}, governor = {}, questions, triggers }: Case): string[] {
  const { touchpoints, surveys, ...document } = buildProgram();
  const { program, faults } = checkProgram({
    ...document,
    surveys: { ...surveys, ...(questions && { 'support-csat': { questions } }) },
    governor,
    touchpoints: {
      ticket_closed: { ...touchpoints['ticket_closed'], ask },
      pulse: { ...touchpoints['pulse'], ask: pulse },
    },
  });
  if (!program) throw new Error(JSON.stringify(faults));
  const report = simulateProgram(program, { triggers, ratesAt: () => ({ answerRate: 1, dismissRate: 0 }) });
  return noticesOf(program, report);
}

/** One trigger an hour, each of somebody else unless the person is named. */
function hourly(
  count: number,
  { touchpoint = 'ticket_closed', from = start, ...rest } = {},
): TrafficTrigger[] {
  return Array.from({ length: count }, (_, index) => ({
    at: from + index * hour,
    person: `person-${index}`,
    touchpoint,
    ...rest,
  }));
}

const late = start + 1_000 * hour;
/** One at each touchpoint, so that there is nothing to notice. */
const quiet = [
  { at: late, person: 'x', touchpoint: 'ticket_closed' },
  { at: late, person: 'y', touchpoint: 'pulse' },
];

describe('noticesOf', () => {
  it('has nothing to say when every touchpoint asks', () => {
    expect(notices({ triggers: quiet })).toStrictEqual([]);
  });

  it('tells of traffic without a trigger', () => {
    expect(notices({ triggers: [] })).toStrictEqual([
      'There is no trigger in this traffic.',
      'Nobody is asked at "ticket_closed": nobody comes there.',
      'Nobody is asked at "pulse": nobody comes there.',
    ]);
  });

  it.each<[ask: object, why: string]>([
    [{ paused: true }, 'paused stops 100% of its 4 triggers'],
    [{ schedule: { from: '2027-01-01' } }, 'schedule (from 2027-01-01) stops 100% of its 4 triggers'],
    [
      { schedule: { from: '2024-01-01', to: '2025-01-01T09:00' } },
      'schedule (from 2024-01-01 to 2025-01-01T09:00) stops 100% of its 4 triggers',
    ],
    [{ audience: { plan: 'pro', seats: { gt: 5 } } }, 'audience (plan, seats) stops 100% of its 4 triggers'],
    [{ sample: 0 }, 'sample (0) stops 100% of its 4 triggers'],
  ])('tells why nobody is asked with %j', (ask, why) => {
    expect(notices({ ask, triggers: [...hourly(4), ...quiet.slice(1)] })).toStrictEqual([
      `Nobody is asked at "ticket_closed": ${why}.`,
    ]);
  });

  it('tells which touchpoint leaves nobody to another', () => {
    const triggers = hourly(4).flatMap((one) => [
      { ...one, touchpoint: 'pulse' },
      { ...one, at: one.at + 1 },
    ]);
    expect(notices({ triggers })).toStrictEqual([
      'Nobody is asked at "ticket_closed": quiet_period, mostly after "pulse", stops 100% of its 4 triggers.',
    ]);
  });

  it('tells that the share of the accounts leaves nobody', () => {
    const triggers = hourly(4, { account: 'acme' } as object).map((one, index) =>
      index === 0 ? { ...one, touchpoint: 'pulse' } : one,
    );
    const governor = { perAccount: { per: 'month', share: 0.1 } };
    expect(notices({ governor, triggers })).toStrictEqual([
      'Nobody is asked at "ticket_closed": quota (the share of their accounts) stops 100% of its 3 triggers.',
    ]);
  });

  it('tells of a quota that is full in the first half of its period', () => {
    const ask = { quota: { per: 'month', answers: 48 } };
    expect(notices({ ask, triggers: [...hourly(60), ...quiet] })).toStrictEqual([
      '"ticket_closed" has the 48 answers of its quota for the month on 2 January 2026; those who come in the 29 days ' +
        'after that are not heard.',
    ]);
    const later = hourly(60, { from: start + 16 * 24 * hour });
    expect(notices({ ask, triggers: [...later, ...quiet] })).toStrictEqual([]);
  });

  it.each<[ask: object, margin: string]>([
    [
      { target: { per: 'week', margin: 5 } },
      '±5 in no week: 0 answers are too few for a score, and it takes 381',
    ],
    [{ target: { per: 'month', margin: 5 } }, '±5 in no month: 60 answers give ±12.3, and it takes 381'],
    [
      { target: { per: 'month', margin: 5 }, quota: { per: 'month', answers: 200 } },
      '±5 in no month: 60 answers give ±12.3, and it takes 381, more than its quota allows',
    ],
    [
      { target: { per: 'month', margin: 1e-7 } },
      '±1e-7 in no month: 60 answers give ±12.3, and it takes more than 1,000,000,000',
    ],
  ])('tells of a margin that is out of reach with %j', (ask, margin) => {
    expect(notices({ ask, triggers: [...hourly(60), ...quiet] })).toStrictEqual([
      `"ticket_closed" comes down to ${margin}.`,
    ]);
  });

  it('tells a margin of a mean that is out of reach in values of its scale', () => {
    const question = { id: 'stars', type: 'rating', text: 'How good was it?' } as const;
    const ask = { target: { per: 'month', margin: 0.25 } };
    expect(notices({ ask, questions: [question], triggers: [...hourly(60), ...quiet] })).toStrictEqual([
      '"ticket_closed" comes down to ±0.25 in no month: 60 answers give ±0.52 of 1-5, and it takes 249.',
    ]);
  });

  it('tells of somebody who is asked more than once a week', () => {
    const triggers = [...hourly(1), { ...quiet[1], at: start + 60 * hour, person: 'person-0' }, ...quiet];
    expect(
      notices({ governor: { quietPeriod: '2d' }, triggers: triggers as TrafficTrigger[] }),
    ).toStrictEqual([
      'Somebody is asked twice within seven days; a "quietPeriod" of 7d instead of 2d makes it once.',
    ]);
  });

  it('tells of a touchpoint whose people are asked elsewhere first', () => {
    const first = hourly(10, { touchpoint: 'pulse' });
    const then = hourly(12).map((one) => ({ ...one, at: start + 20 * hour }));
    expect(notices({ pulse: { priority: 8 }, triggers: [...first, ...then] })).toStrictEqual([
      '"ticket_closed" asks 16.7% of the 12 people in its audience and sample; the others were asked elsewhere ' +
        'shortly before, most of them at "pulse" (priority 8, here 5).',
    ]);
  });

  it('names touchpoints that the program does not have', () => {
    const names = ['tickets_closed', 'tickets_closed', '\u001b[2J', '__proto__', 'a', 'b', 'c', 'd'];
    const triggers = names.map((touchpoint, index) => ({ at: start + index, person: 'ann', touchpoint }));
    expect(notices({ triggers: [...triggers, ...quiet] })).toStrictEqual([
      '"tickets_closed" is triggered twice, and the program does not have it; "ticket_closed" may be meant.',
      ...['"\\u001b[2J"', '"__proto__"', '"a"', '"b"'].map(
        (name) => `${name} is triggered once, and the program does not have it.`,
      ),
      'Nor does it have 2 more that are triggered.',
    ]);
  });
});
