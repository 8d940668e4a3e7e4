import { expect, test } from 'vitest';
import { checkColumnMap } from './column-map.ts';
import { mapColumns } from './columns.ts';

const least = {
  source: 's',
  id: ['ID'],
  constants: { touchpoint: 'visit', survey: 'passenger', version: 1 },
  shown: '{DATE}',
  answers: { recommend: { type: 'number', column: 'N', valid: '0..10' } },
};
const paths = (document: unknown) => checkColumnMap(document).faults.map(({ path }) => path);

test('has defaults for all that can be left away', () => {
  const { map } = checkColumnMap(least);
  expect(map).toMatchObject({ encoding: 'utf-8', delimiter: ',', where: {}, facts: {} });
  expect(map?.responses).toMatchObject([
    {
      constants: { ...least.constants, channel: 'import' },
      answers: { recommend: { valid: { low: 0, high: 10 }, missing: [] } },
    },
  ]);
});

test('names every column that it reads once, trimmed', () => {
  const { map } = checkColumnMap({
    ...least,
    id: [' ID ', 'RUN'],
    where: { METHOD: ['1'] },
    completed: '{DATE}',
    locale: { column: 'LANG' },
    person: { id: 'p-{ID:6}', traits: { home: 'HOME' } },
    facts: { area: 'AREA', area2: { column: 'AREA ' } },
  });
  expect(map && mapColumns(map)).toEqual(['ID', 'RUN', 'METHOD', 'DATE', 'AREA', 'HOME', 'N', 'LANG']);
});

test('reports every fault at once, each with its JSON Pointer', () => {
  const faults = checkColumnMap({
    source: 's',
    encoding: 'utf-9',
    delimiter: ';;',
    id: [],
    constants: { touchpoint: 'visit', survey: 'passenger', chanel: 'import' },
    shown: '2017-{DAY',
    facts: { 'a/b': { colum: 'AREA' } },
    answers: { recommend: { type: 'nps', column: 'N' } },
  }).faults;
  expect(faults.map(({ path }) => path).sort()).toEqual([
    '/answers/recommend/type',
    '/constants/chanel',
    '/constants/version',
    '/delimiter',
    '/encoding',
    '/facts/a~1b/colum',
    '/facts/a~1b/column',
    '/id',
    '/shown',
  ]);
  expect(faults).toContainEqual({ path: '/constants/version', message: 'is required' });
  expect(faults).toContainEqual({
    path: '/answers/recommend/type',
    message: 'must be number, text, choice or choices',
  });
});

test.each(['10..0', '0-10', '1..', '0..10.5'])('refuses the range %j', (valid) => {
  expect(paths({ ...least, answers: { recommend: { type: 'number', column: 'N', valid } } })).toEqual([
    '/answers/recommend/valid',
  ]);
});

test('refuses a cell that is both a value and missing', () => {
  const values = { '1': 'Business' };
  expect(
    paths({
      ...least,
      facts: { why: { column: 'WHY', missing: ['1'], values } },
      answers: { recommend: { type: 'number', column: 'N', valid: '0..10', missing: ['', '0', '11'] } },
    }),
  ).toEqual(['/facts/why/missing', '/answers/recommend/missing']);
});

test('refuses a locale that is a constant and a column, and a map without answers', () => {
  const constants = { ...least.constants, locale: 'en' };
  expect(paths({ ...least, constants, locale: 'LANG' })).toEqual(['/locale']);
  expect(paths({ ...least, answers: {} })).toEqual(['/answers']);
});

const { constants: place, answers, ...rest } = least;
const several = (...responses: object[]) => ({
  ...rest,
  responses: responses.map((one) => ({ ...place, answers, ...one })),
});

test('a row may give several responses, which share what stands beside them', () => {
  const { map } = checkColumnMap({
    ...several(
      {},
      {
        touchpoint: 'gate',
        where: { SEEN: ['1'] },
        answers: { sign: { ...answers.recommend, column: 'S' } },
      },
    ),
    constants: { channel: 'in_app' },
  });
  expect(map?.responses.map(({ constants }) => constants)).toEqual([
    { ...place, channel: 'in_app' },
    { ...place, touchpoint: 'gate', channel: 'in_app' },
  ]);
  expect(map && mapColumns(map)).toEqual(['ID', 'SEEN', 'DATE', 'N', 'S']);
});

test('reports the faults of several responses by their place, and two that are of one touchpoint and survey', () => {
  expect(paths(several({ version: 0 }, { answers: {} }))).toEqual([
    '/responses/0/version',
    '/responses/1/answers',
  ]);
  expect(paths(several({}, {}))).toEqual(['/responses/1']);
  expect(paths(several({}, { survey: 'other' }))).toEqual([]);
  expect(paths({ ...several({}), answers })).toEqual(['/answers']);
  expect(paths({ ...rest, responses: [] })).toEqual(['/responses']);
  const missing = { recommend: { ...answers.recommend, missing: ['9'] } };
  expect(paths(several({ answers: missing }))).toEqual(['/responses/0/answers/recommend/missing']);
});
