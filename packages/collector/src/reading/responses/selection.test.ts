import type { ResponseState } from '@milepost/protocol';
import {
  buildAnswer,
  buildCsat,
  buildNps,
  buildProgram,
  buildResponse,
  buildSurvey,
} from '@milepost/testkit';
import { describe, expect, test } from 'vitest';
import { ProblemError } from '../../problem-error.ts';
import { buildKnown } from '../../program/known-program.fixture.ts';
import { type Selecting, selectionOf } from './selection.ts';

const program = buildProgram();
const known = buildKnown({
  surveys: {
    ...program.surveys,
    'support-csat': buildSurvey({
      id: 'experience',
      type: 'cxi',
      text: 'How was it?',
      needs: 'Were your needs met?',
      ease: 'How easy was it?',
      enjoyment: 'How enjoyable was it?',
      comment: 'Anything else?',
    }),
  },
  segments: ['plan', 'fact:queue', 'fact:queue-long'],
});
const experience = (...[needs, ease, enjoyment]: number[]) =>
  buildResponse({
    answers: [
      ...(needs === undefined ? [] : [buildAnswer('experience.needs', needs)]),
      ...(ease === undefined ? [] : [buildAnswer('experience.ease', ease)]),
      ...(enjoyment === undefined ? [] : [buildAnswer('experience.enjoyment', enjoyment)]),
    ],
  });

const fits = (query: Selecting, state: ResponseState): boolean =>
  selectionOf(query, known).test?.(state) ?? true;
const faults = (query: Selecting) => {
  try {
    selectionOf(query, known);
  } catch (error) {
    if (error instanceof ProblemError) return error.problem.errors;
  }
  return null;
};

describe('responses are chosen', () => {
  test('by touchpoints, which stages narrow', () => {
    expect(selectionOf({}, known)).toEqual({ touchpoints: null, test: null });
    expect(selectionOf({ stage: ['support'] }, known).touchpoints).toEqual(['ticket_closed']);
    expect(selectionOf({ touchpoint: ['pulse'], stage: ['support'] }, known).touchpoints).toEqual([]);
  });

  test('by survey and channel, where a channel that is not told is in_app', () => {
    expect(fits({ survey: ['relationship-nps'] }, buildNps(9))).toBe(true);
    expect(fits({ survey: ['relationship-nps'] }, buildCsat(4))).toBe(false);
    expect(fits({ channel: ['in_app'] }, buildNps(9))).toBe(true);
    expect(fits({ channel: ['email', 'link'] }, buildNps(9))).toBe(false);
    expect(fits({ channel: ['email', 'link'] }, buildNps(9, { channel: 'link' }))).toBe(true);
  });

  test('by the metric of the question alone, where a cxi is asked for by its own name', () => {
    expect(faults({ metric: 'csat', question: ['experience'] })).toMatchObject([{ path: '/metric' }]);
    expect(fits({ metric: 'cxi', question: ['experience'] }, experience(5, 5, 5))).toBe(true);
    expect(fits({ metric: 'cxi', question: ['experience'] }, experience(5, 5))).toBe(false);
  });

  test('by an answer to a question, which one that was taken back is not', () => {
    const why = (value: string | null) => buildNps(9, { answers: [buildAnswer('why', value)] });
    expect(fits({ question: ['why'] }, why('Late.'))).toBe(true);
    expect(fits({ question: ['why'] }, why(null))).toBe(false);
    expect(fits({ question: ['recommend'] }, why('Late.'))).toBe(false);
    expect(fits({ question: ['recommend', 'why'] }, why('Late.'))).toBe(true);
  });

  test('by a score, of any question or of those of a metric', () => {
    const detractors = { score: { min: 0, max: 6 } };
    expect(fits(detractors, buildNps(6))).toBe(true);
    expect(fits(detractors, buildNps(7))).toBe(false);
    expect(fits({ ...detractors, metric: 'nps' }, buildNps(0))).toBe(true);
    expect(fits({ ...detractors, metric: 'nps' }, experience(1, 1, 1))).toBe(false);
    expect(fits({ metric: 'cxi' }, experience(1))).toBe(true);
    expect(fits({ metric: 'nps' }, experience(1))).toBe(false);
  });

  test('by the overall answer to a cxi question, and by each of its parts', () => {
    const bad = { min: -3, max: -1 };
    expect(fits({ metric: 'cxi', score: bad }, experience(2, 3, 3))).toBe(true);
    expect(fits({ metric: 'cxi', score: bad }, experience(2, 3))).toBe(false);
    expect(fits({ metric: 'cxi', score: bad }, experience(2, 4, 3))).toBe(false);
    expect(fits({ question: ['experience'], score: bad }, experience(1, 1, 1))).toBe(true);
    expect(fits({ question: ['experience.ease'], score: { min: 5, max: 5 } }, experience(1, 5))).toBe(true);
    expect(fits({ question: ['experience.ease'], score: { min: 5, max: 5 } }, experience(5, 1))).toBe(false);
  });

  test('by segments: the same one means or, different ones mean and', () => {
    const state = (plan: string, queue: string): ResponseState => ({
      ...buildNps(9, { facts: { queue }, locale: 'fr' }),
      person: { id: 'u', traits: { plan } },
    });
    const where = ['plan:pro', 'plan:a:b,c', 'fact:queue:billing'];
    expect(fits({ where }, state('pro', 'billing'))).toBe(true);
    expect(fits({ where }, state('a:b,c', 'billing'))).toBe(true);
    expect(fits({ where }, state('free', 'billing'))).toBe(false);
    expect(fits({ where }, state('pro', 'sales'))).toBe(false);
    expect(fits({ where: ['fact:queue-long:x'] }, state('pro', 'billing'))).toBe(false);
    expect(fits({ where: ['locale:(other)', 'channel:in_app'] }, state('pro', 'x'))).toBe(true);
    expect(fits({ where: ['locale:de'] }, state('pro', 'x'))).toBe(false);
  });
});

describe('what no program knows is refused', () => {
  test('with the names that may have been meant', () => {
    expect(
      faults({ touchpoint: ['ticket_close', 'pulse'], stage: ['x'], where: ['plans:pro', 'fact:que:a'] }),
    ).toEqual([
      {
        path: '/touchpoint',
        message: '"ticket_close" is not a touchpoint of the program; did you mean "ticket_closed"?',
      },
      { path: '/stage', message: '"x" is not a stage of the program' },
      { path: '/where', message: '"plans" is not a segment of the program; did you mean "plan"?' },
      {
        path: '/where',
        message:
          '"fact:que" is not a segment of the program; did you mean "fact:queue" or "fact:queue-long"?',
      },
    ]);
    expect(faults({ question: ['recomend'], channel: ['mail'] })).toEqual([
      {
        path: '/question',
        message: '"recomend" is not a question of the program; did you mean "recommend"?',
      },
      { path: '/channel', message: '"mail" is not a channel of the program; did you mean "email"?' },
    ]);
  });

  test('and so are scores that nobody can give', () => {
    const score = { min: 11, max: 20 };
    expect(faults({ metric: 'nps', score })).toEqual([{ path: '/score', message: 'must be within 0..10' }]);
    expect(faults({ question: ['why'], score })).toEqual([
      { path: '/score', message: 'is for answers on a scale; look for words with text=' },
    ]);
    expect(faults({ metric: 'nps', question: ['experience.ease'] })).toEqual([
      { path: '/metric', message: 'is not what experience.ease is asked for; leave one of them away' },
    ]);
  });
});
