import { checkProgram } from '@milepost/protocol';
import { buildCsat, buildNps, buildProgram } from '@milepost/testkit';
import { expect, test } from 'vitest';
import { type KnownProgram, knownSurvey, localesOf } from '../program/known.ts';
import { createCrossCounter } from './cross-count.ts';

const { program } = checkProgram(buildProgram());
if (!program) throw new Error('the program of this test has faults');
const known: KnownProgram = {
  project: 'p',
  revision: 1,
  program,
  surveys: new Map(
    Object.entries(program.surveys).map(([name, content]) => [
      name,
      new Map([[1, knownSurvey(name, 1, content)]]),
    ]),
  ),
  touchpoints: new Map(),
  locales: localesOf(program),
};
const of = (plan: string) => ({ person: { traits: { plan } } });
const selection = {
  project: 'p',
  scales: ['1..5'],
  from: null,
  to: null,
  touchpoints: null,
  byDay: true,
  dimensions: [
    { dimension: 'plan', values: null },
    { dimension: 'channel', values: ['in_app'] },
  ],
};

test('answers are counted by the values of all dimensions, where they have them', () => {
  const counter = createCrossCounter({ known, selection, keeps: (_p, _s, value) => value !== 'rare' });
  const add = (day: number, state: object) =>
    counter.add({ day, state: state as ReturnType<typeof buildCsat> });
  add(1, { ...buildCsat(5), ...of('pro') });
  add(1, { ...buildCsat(5), ...of('pro') });
  add(1, { ...buildCsat(1), ...of('pro') });
  add(2, { ...buildCsat(1), ...of('rare') });
  add(2, { ...buildCsat(1), ...of('pro'), channel: 'link' });
  add(2, { ...buildNps(9), ...of('pro') });
  add(2, buildCsat(2));
  const csat = { touchpoint: 'ticket_closed', survey: 'support-csat', version: 1, question: 'satisfaction' };
  const counts = (...answers: number[]) => [0, ...answers, 0, 0, 0, 0, 0];
  expect(counter.sums()).toEqual([
    { ...csat, day: 1, scale: '1..5', values: ['pro', 'in_app'], counts: counts(1, 0, 0, 0, 2) },
    { ...csat, day: 2, scale: '1..5', values: ['(other)', 'in_app'], counts: counts(1, 0, 0, 0, 0) },
  ]);
});

test('without days, those of several days are one', () => {
  const counter = createCrossCounter({ known, selection: { ...selection, byDay: false }, keeps: () => true });
  for (const day of [7, 8]) counter.add({ day, state: { ...buildCsat(4), ...of('pro') } });
  expect(counter.sums().map(({ day, values, counts }) => [day, values, counts[4]])).toEqual([
    [0, ['pro', 'in_app'], 2],
  ]);
});
