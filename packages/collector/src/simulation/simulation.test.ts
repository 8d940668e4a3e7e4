import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { TrafficTrigger } from '@milepost/engine';
import { answersNeeded } from '@milepost/metrics';
import { checkProgram, type Program } from '@milepost/protocol';
import { buildProgram } from '@milepost/testkit';
import { describe, expect, it } from 'vitest';
import { makeTraffic } from './made-traffic.ts';
import { noticesOf } from './notices.ts';
import { simulateProgram } from './simulation.ts';
import { checkTraffic } from './traffic.ts';

const minute = 60_000;

function program(document: unknown): Program {
  const { program, faults } = checkProgram(document);
  if (!program) throw new Error(JSON.stringify(faults));
  return program;
}

/** The program of the testkit, whose touchpoint `ticket_closed` is asked about like this. */
function asking(ask: object, rest: object = {}): Program {
  const { touchpoints, ...document } = buildProgram();
  return program({
    ...document,
    touchpoints: { ...touchpoints, ticket_closed: { ...touchpoints['ticket_closed'], ask } },
    ...rest,
  });
}

/** So many people, one a minute. */
function everyMinute(people: number, from: string): TrafficTrigger[] {
  return Array.from({ length: people }, (_, index) => ({
    at: Date.parse(from) + index * minute,
    person: `person-${index}`,
    touchpoint: 'ticket_closed',
  }));
}

const all = () => ({ answerRate: 1, dismissRate: 0 });

describe('simulateProgram', () => {
  it('stops at as many answers as the margin of the target needs', () => {
    const triggers = everyMinute(500, '2026-01-05T00:00:00Z');
    const [closed] = simulateProgram(asking({ target: { per: 'month', margin: 5 } }), {
      triggers,
      ratesAt: all,
    }).touchpoints;
    const needed = answersNeeded({ of: 'share', margin: 5 });
    expect(closed).toMatchObject({ answers: needed, gates: { precision: 500 - needed }, lastPeriod: null });
    expect(closed?.closures).toStrictEqual([
      {
        gate: 'precision',
        at: triggers[needed - 1]?.at,
        start: Date.parse('2026-01-01T00:00:00Z'),
        end: Date.parse('2026-02-01T00:00:00Z'),
      },
    ]);
  });

  it('tells no margin of fewer answers than a score is told of', () => {
    const marginOf = (answers: number) =>
      simulateProgram(asking({}), { triggers: everyMinute(answers, '2026-01-05T00:00:00Z'), ratesAt: all })
        .touchpoints[0]?.margin;
    expect(marginOf(9)).toBeNull();
    expect(marginOf(10)).toBeCloseTo(26.34, 2);
  });

  it('has the periods of the program’s own zone', () => {
    const traffic = { triggers: everyMinute(20, '2026-02-01T04:50:00Z'), ratesAt: all };
    const quota = { per: 'month', answers: 5 };
    const inUtc = simulateProgram(asking({ quota }), traffic);
    const inNewYork = simulateProgram(asking({ quota }, { timezone: 'America/New_York' }), traffic);
    expect(inUtc.touchpoints[0]?.answers).toBe(5);
    // Midnight there is at 05:00, after ten minutes.
    expect(inNewYork.touchpoints[0]?.answers).toBe(10);
  });

  it('holds back more than a share of an account', () => {
    const triggers = everyMinute(40, '2026-01-05T00:00:00Z').map((one) => ({ ...one, account: 'acme' }));
    const governed = asking({}, { governor: { perAccount: { per: 'week', share: 0.25 } } });
    const [closed] = simulateProgram(governed, { triggers, ratesAt: all }).touchpoints;
    // A quarter of the forty who are known in the end.
    expect(closed).toMatchObject({ prompts: 10, gates: { quota: 30 }, accountShare: 30 });
  });
});

describe('the templates', () => {
  const folder = join(import.meta.dirname, '../../../../examples/templates');
  const names = readdirSync(folder, { withFileTypes: true })
    .filter((entry) => entry.isDirectory() && entry.name !== 'node_modules')
    .map(({ name }) => name);
  const read = (name: string, file: string): unknown =>
    JSON.parse(readFileSync(join(folder, name, file), 'utf8'));

  it('are three', () => {
    expect(names.sort()).toStrictEqual(['b2b-saas', 'helpdesk', 'shop']);
  });

  it.each(names)('%s asks somebody at every touchpoint, and nobody more than once a week', (name) => {
    const template = program(read(name, 'program.json'));
    const { value: traffic, faults } = checkTraffic(read(name, 'traffic.json'), template);
    expect(faults).toStrictEqual([]);
    if (!traffic) throw new Error('the traffic has no faults, and is not there');
    const report = simulateProgram(template, makeTraffic(traffic, template.timezone));
    expect(report.touchpoints).toHaveLength(13);
    expect(report.touchpoints.filter(({ prompts }) => prompts === 0)).toStrictEqual([]);
    expect(report.perPerson.mostInAWeek).toBe(1);
    expect(noticesOf(template, report)).toStrictEqual([]);
  });
});
