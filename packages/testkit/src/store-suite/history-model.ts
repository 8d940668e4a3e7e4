import { randomUUID } from 'node:crypto';
import type { KeptResponse } from '@milepost/collector';
import type { ProgramInput, ResponseState } from '@milepost/protocol';
import { buildAnswer, buildCsat, buildNps } from '../envelope.ts';
import { buildProgram } from '../program.ts';
import type { Random } from '../random.ts';
import { suiteNow } from './with-store.ts';

const hour = 3_600_000;

/** What a program of a history may be: its zone and its segments move every cell. */
export function anyProgram(random: Random): ProgramInput {
  return buildProgram({
    timezone: random.pick(['UTC', 'Asia/Tokyo', 'America/New_York', 'Pacific/Apia']),
    segments: ['plan', 'vintage', 'fact:queue'].filter(() => random() < 0.7),
    cells: { buckets: 4 },
  });
}

/** Somebody, whose account may be told later than the id. */
function anyPerson(random: Random, index: number): ResponseState['person'] {
  return {
    id: `u-${index}`,
    ...(random() < 0.7 && { account: `a-${index % 2}` }),
    traits: {
      plan: random.pick(['basic', 'pro']),
      ...(random() < 0.5 && { vintage: random.pick([2025, 2026]) }),
    },
  };
}

/** Some responses, each in several states of which any may come at any time. */
export function anyResponses(random: Random, count: number): ResponseState[][] {
  return Array.from({ length: count }, (_, index) => {
    const shown = suiteNow - random.int(0, 40) * hour;
    const at = (minutes: number) => new Date(shown + minutes * 60_000).toISOString();
    const base = {
      ...(random() < 0.7 ? buildCsat(1) : buildNps(9)),
      id: randomUUID(),
      shown: at(0),
      locale: random.pick(['en', 'de', 'xx']),
      facts: { queue: random.pick(['billing', 'sales']), ticketId: `T-${index}` },
    };
    const person = random() < 0.8 ? anyPerson(random, random.int(0, 3)) : undefined;
    const question = base.survey === 'support-csat' ? 'satisfaction' : 'recommend';
    return Array.from(
      { length: 4 },
      (_state, minutes): ResponseState => ({
        ...base,
        // A send may leave out who it was, and one may have seen the prompt earlier.
        shown: at(random() < 0.1 ? -30 : 0),
        ...(person && random() < 0.8 && { person }),
        answers: [
          ...(minutes > 0 ? [buildAnswer(question, random.pick([1, 3, 5, null]), at(minutes))] : []),
          ...(random() < 0.3 ? [buildAnswer('why', `words ${index}`, at(minutes))] : []),
        ],
        ...(minutes === 3 && random() < 0.6 && { completed: at(5) }),
        ...(random() < 0.2 && {
          dismissed: { at: at(4), reason: random.pick(['closed', 'timeout'] as const) },
        }),
      }),
    );
  });
}

/** When a send left and came: by a clock that is right, one that is off, or told by nobody. */
export function anyTimes(random: Random): { sent: number | null; received: number } {
  const received = suiteNow + random.int(0, 1_000);
  const off = random.pick([0, 0, 0, 60_000, 20 * hour, -20 * hour]);
  return { sent: random() < 0.1 ? null : received + off, received };
}

interface Counted {
  timezone: string;
  segments: readonly string[];
}

/** What the cells must be: every response counted by itself, plainly. Keys and counts read as those of `readCells`. */
export function countPlainly(
  responses: readonly KeptResponse[],
  { timezone, segments }: Counted,
): Record<string, string> {
  const cells = new Map<string, number[]>();
  for (const { state, sent, received, excluded } of responses) {
    if (excluded.length > 0) continue;
    const skew = sent === null ? 0 : received - sent;
    const shown = Date.parse(state.shown) + (Math.abs(skew) > 300_000 ? skew : 0);
    const date = new Date(shown).toLocaleDateString('en-CA', { timeZone: timezone });
    const day = Date.parse(`${date}T00:00:00Z`) / 86_400_000;
    const add = (place: { question: string; scale: string; slot: number }) => {
      for (const [dimension, value] of dimensionsOf(state, segments)) {
        const key = [day, state.touchpoint, place.question, dimension, value, place.scale].join(' ');
        const counts = cells.get(key) ?? Array.from({ length: 11 }, () => 0);
        counts[place.slot] = (counts[place.slot] ?? 0) + 1;
        cells.set(key, counts);
      }
    };
    const given = (state.answers ?? []).filter(({ value }) => value !== null);
    for (const slot of [0, ...(given.length > 0 ? [1] : []), fateSlot(state)])
      add({ question: '', scale: 'funnel', slot });
    for (const { question, value } of given)
      if (typeof value === 'number')
        add({ question, scale: question === 'recommend' ? '0..10' : '1..5', slot: value });
  }
  const told = [...cells].map(([key, counts]) => [key, counts.join(' ').replace(/( 0)+$/, '')] as const);
  return Object.fromEntries(told.sort(([a], [b]) => (a < b ? -1 : 1)));
}

function fateSlot({ completed, dismissed }: ResponseState): number {
  if (completed) return 2;
  if (!dismissed) return 5;
  return dismissed.reason === 'timeout' ? 4 : 3;
}

function dimensionsOf(state: ResponseState, segments: readonly string[]): [string, string][] {
  const { locale = '' } = state;
  const values: Record<string, unknown> = { ...state.person?.traits, 'fact:queue': state.facts?.['queue'] };
  return [
    ['', ''],
    ['channel', state.channel ?? 'in_app'],
    ['locale', ['en', 'de'].includes(locale) ? locale : '(other)'],
    ...segments
      .filter((segment) => values[segment] !== undefined)
      .map((segment): [string, string] => [segment, String(values[segment])]),
  ];
}
