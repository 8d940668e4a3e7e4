import { expect, test } from 'vitest';
import { ProblemError } from '../../problem-error.ts';
import { buildKnown } from '../../program/known-program.fixture.ts';
import { questionIndex } from '../query/question-index.ts';
import { mixedInPart, scaleMixed } from './scale-mixed.ts';

const indexOf = (metric: 'nps' | 'csat') =>
  questionIndex(buildKnown(), { metric, by: [], scale: undefined }).all[0];

test('two scales are told, with what tells them apart; of an overall score that is no scale', () => {
  const [nps, csat] = [indexOf('nps'), indexOf('csat')];
  if (!nps || !csat) throw new Error('the program of this test asks neither');
  const found = scaleMixed(nps, csat);
  expect(found.message).toMatch(/0\.\.10 and 1\.\.5 make no common score; ask with scale= or by=scale$/);
  expect(mixedInPart(found)).toMatchObject({
    problem: { code: 'scale_mixed' },
    message:
      'answers on the scales 0..10 and 1..5 make no common score; the overall score takes one scale of each metric: ask with question=, survey= or touchpoint=',
  });
});

test('what is wrong otherwise stays as it is', () => {
  for (const error of [new Error('away'), new ProblemError('query_invalid', 'x; ask with y')])
    expect(mixedInPart(error)).toBe(error);
});
