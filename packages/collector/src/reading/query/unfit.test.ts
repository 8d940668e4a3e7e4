import { expect, test } from 'vitest';
import { buildKnown } from '../../program/known-program.fixture.ts';
import { unfitFaults } from './unfit.ts';

const known = buildKnown();
const pathsOf = (query: Parameters<typeof unfitFaults>[0]) =>
  unfitFaults(query, known).map(({ path }) => path);

test('a scale that the metric has nowhere is told, with those that it has', () => {
  expect(unfitFaults({ metric: 'csat', scale: 'banana' }, known)).toEqual([
    { path: '/scale', message: expect.stringMatching(/^"banana" is no scale of csat; it has .*1\.\.5/) },
  ]);
  expect(pathsOf({ metric: 'nps', scale: '1..5' })).toEqual(['/scale']);
  expect(pathsOf({ metric: 'csat', scale: '1..5' })).toEqual([]);
});

test('questions of other metrics alone are told, and not beside one that fits', () => {
  expect(unfitFaults({ metric: 'nps', question: ['satisfaction'] }, known)).toEqual([
    { path: '/question', message: '"satisfaction" is no question of nps; it has recommend' },
  ]);
  expect(pathsOf({ metric: 'nps', question: ['satisfaction', 'recommend'] })).toEqual([]);
  expect(pathsOf({ metric: 'ces', among: ['nps', 'csat', 'ces'], question: ['recommend'] })).toEqual([]);
});

test('a metric that nothing asks for says so', () => {
  const [fault] = unfitFaults({ metric: 'nps', scale: '0..10' }, { surveys: new Map() });
  expect(fault?.message).toBe('"0..10" is no scale of nps, which no question of the program asks for');
});
