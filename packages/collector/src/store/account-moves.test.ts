import { checkProgram, type ResponseState } from '@milepost/protocol';
import { buildAnswer, buildCsat, buildNps, buildProgram, buildResponse } from '@milepost/testkit';
import { describe, expect, test } from 'vitest';
import { type KnownProgram, knownSurvey, localesOf } from '../program/known.ts';
import { worthyQuestions } from '../program/worth.ts';
import { createAccountCounter } from './account-faults.ts';
import { accountMoves } from './account-moves.ts';
import { sumsOf } from './account-sum.ts';
import type { CellChange } from './cell-moves.ts';

const text = { text: 'How was it?' };
const { program } = checkProgram(
  buildProgram({
    surveys: {
      'support-csat': {
        questions: [
          { id: 'satisfaction', type: 'csat', ...text },
          { id: 'effort', type: 'ces', ...text },
          { id: 'stars', type: 'rating', points: 5, top: 4, ...text },
          { id: 'plain', type: 'rating', points: 10, ...text },
          { id: 'thumb', type: 'thumbs', ...text },
          { id: 'fit', type: 'pmf', ...text },
          { id: 'experience', type: 'cxi', ...text, needs: 'Met?', ease: 'Easy?', enjoyment: 'Enjoyed?' },
        ],
      },
      'relationship-nps': { questions: [{ id: 'recommend', type: 'nps', ...text }] },
    },
  }),
);
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

const change = (state: ResponseState, by: 1 | 0 | -1 = 1, day = 20_779): CellChange => ({
  known,
  bucket: 0,
  day,
  state,
  by,
});
const acme = { person: { id: 'u-1', account: 'acme' } };

describe('the sums of an account rise', () => {
  test('by what its answers count, and fall by the same', () => {
    const state = { ...buildCsat(5), ...acme };
    const move = {
      project: 'p',
      bucket: 0,
      month: 682,
      scale: '1..5',
      touchpoint: 'ticket_closed',
      survey: 'support-csat',
      version: 1,
      question: 'satisfaction',
      account: 'acme',
    };
    expect(accountMoves([change(state)])).toEqual([{ ...move, n: 1, thirds: 3, ninths: 9 }]);
    expect(accountMoves([change(state, -1)])).toEqual([{ ...move, n: -1, thirds: -3, ninths: -9 }]);
    expect(accountMoves([change(state), change({ ...buildCsat(1), ...acme })])).toEqual([
      { ...move, n: 2, thirds: 3, ninths: 9 },
    ]);
    expect(accountMoves([change({ ...buildNps(3), ...acme })])).toMatchObject([
      { n: 1, thirds: -3, ninths: 9 },
    ]);
  });

  test.each<[string, CellChange[]]>([
    ['without an account', [change(buildCsat(5))]],
    ['whose person nobody vouches for', [change({ ...buildCsat(5), ...acme, verified: false })]],
    ['that is excluded', [change({ ...buildCsat(5), ...acme }, 0)]],
    ['without a score', [change({ ...buildResponse(), ...acme })]],
    ['of a version that nobody knows', [change({ ...buildCsat(5), ...acme, version: 7 })]],
    [
      'that leaves and comes back',
      [change({ ...buildCsat(5), ...acme }, -1), change({ ...buildCsat(5), ...acme })],
    ],
  ])('by nothing for a response %s', (_of, changes) => {
    expect(accountMoves(changes)).toEqual([]);
  });

  test('by nothing for one that is excluded beside others, which count as before', () => {
    const excluded = change({ ...buildNps(9), ...acme }, 0);
    const counted = change({ ...buildCsat(5), ...acme });
    expect(accountMoves([excluded])).toEqual([]);
    expect(accountMoves([excluded, counted])).toEqual(accountMoves([counted]));
    expect(accountMoves([change({ ...buildCsat(5), ...acme }, 0), counted])).toMatchObject([
      { n: 1, thirds: 3 },
    ]);
  });

  test('apart by the month of the day', () => {
    const state = { ...buildCsat(5), ...acme };
    const months = accountMoves([20_757, 20_758, 20_787].map((day) => change(state, 1, day)));
    expect(months.map(({ month, n }) => [month, n])).toEqual([
      [681, 1],
      [682, 2],
    ]);
  });

  test('by whole thirds, whatever the question', () => {
    for (const survey of known.surveys.values())
      for (const { worths } of worthyQuestions(survey.get(1) as never).values())
        for (const worth of worths) {
          const thirds = Math.round((worth ?? 0) * 3);
          expect(sumsOf({ thirds, ninths: thirds * thirds })).toEqual({
            sum: worth ?? 0,
            sumOfSquares: expect.closeTo((worth ?? 0) ** 2, 12),
          });
        }
  });

  test('by the composite too, once all three parts are answered', () => {
    const parts = ['needs', 'ease', 'enjoyment'].map((item) => buildAnswer(`experience.${item}`, 5));
    const moves = (answers: typeof parts) =>
      accountMoves([change({ ...buildResponse({ answers }), ...acme })]).map(({ question, thirds }) => [
        question,
        thirds,
      ]);
    expect(moves(parts)).toEqual([
      ['experience.needs', 3],
      ['experience.ease', 3],
      ['experience.enjoyment', 3],
      ['experience', 3],
    ]);
    expect(moves(parts.slice(0, 2))).toHaveLength(2);
  });
});

describe('a recount of the sums', () => {
  const moves = accountMoves([change({ ...buildCsat(5), ...acme }), change({ ...buildNps(3), ...acme })]);

  test('finds nothing where they are right', () => {
    const counter = createAccountCounter();
    counter.add(moves);
    expect(counter.faults(moves, 10)).toEqual({ faults: [], count: 0 });
  });

  test('names what is wrong, lacking or too much, and no account', () => {
    const counter = createAccountCounter();
    counter.add(moves);
    counter.add(moves);
    const [csat, nps] = moves;
    if (!csat || !nps) throw new Error('there are no sums');
    const { faults, count } = counter.faults([csat, { ...nps, n: 2, thirds: -6, ninths: 18, month: 5 }], 2);
    expect(count).toBe(3);
    expect(faults).toEqual([
      {
        cell: `an account's sums of 1970-06 pulse, relationship-nps version 1, recommend on 0..10, bucket 0`,
        kept: [2, -6, 18],
        counted: [0, 0, 0],
      },
      {
        cell: `an account's sums of 2026-11 pulse, relationship-nps version 1, recommend on 0..10, bucket 0`,
        kept: [0, 0, 0],
        counted: [2, -6, 18],
      },
    ]);
  });
});
