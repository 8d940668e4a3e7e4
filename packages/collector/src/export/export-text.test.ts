import { canonical } from '@milepost/engine';
import { buildAnswer, buildResponse } from '@milepost/testkit';
import { expect, test } from 'vitest';
import { exportLine } from './export-line.ts';
import { exportText } from './export-text.ts';

const excluded = [
  { id: '019a', reason: 'staff' as const, by: 'ana "the boss"', at: '2026-11-22T00:00:00.000Z' },
];

test.each([
  ['a plain one', {}],
  ['one with all that a line can tell', { sent: 0, excluded, erased: Date.parse('2026-11-23T00:00:00Z') }],
  ['one that is left out of the scores', { excluded }],
])('the line of %s is that of the response itself', (_name, overrides) => {
  const state = buildResponse({
    answers: [buildAnswer('why', 'Zwölf\n"Boxkämpfer"}'), buildAnswer('satisfaction', 4)],
    page: '/a?b=}',
    sample: 0.1,
  });
  const kept = {
    bucket: 0,
    day: 20_779,
    sent: null,
    received: Date.parse('2026-11-22T07:00:03Z'),
    excluded: [],
    erased: null,
    ...overrides,
  };
  const line = exportText({ ...kept, text: canonical(state) });
  // Members come in canonical order, as they are kept.
  const whole = exportLine({ ...kept, state: JSON.parse(canonical(state)) as typeof state });
  expect(line).toBe(`${JSON.stringify(whole)}\n`);
});
