import { importLine } from '@milepost/protocol';
import { describe, expect, test } from 'vitest';
import { checkColumnMap } from './column-map.ts';
import { isWanted, toLines } from './lines.ts';

const document = {
  source: 'sfo-2017',
  id: ['RESPNUM'],
  constants: { touchpoint: 'airport_visit', survey: 'passenger', version: 1 },
  shown: '2017-05-{INTDATE:2}T12:00:00-07:00',
  completed: '2017-05-{INTDATE:2}T12:05:00-07:00',
  facts: { area: 'BAREA' },
  answers: { recommend: { type: 'number', column: 'NETPRO', valid: '0..10', missing: ['11'] } },
};
const good = { RESPNUM: '7', INTDATE: '3', BAREA: 'G', NETPRO: '9' };

function mapped(cells: Record<string, string>, changes: object = {}) {
  const { map, faults } = checkColumnMap({ ...document, ...changes });
  if (!map) throw new Error(JSON.stringify(faults));
  const { lines, faults: found } = toLines(
    { line: 17, ragged: null, get: (column) => cells[column] ?? '' },
    map,
  );
  return { line: lines?.[0] ?? null, lines, faults: found };
}
const faultOf = (cells: Record<string, string>, changes?: object) => mapped(cells, changes).faults[0];
const answersOf = (cells: Record<string, string>, answers: object) =>
  mapped(cells, { answers }).line?.answers;

test('makes a response of a row', () => {
  const { line, faults } = mapped(good);
  expect(faults).toEqual([]);
  expect(line).toEqual({
    // UUIDv5 of '["sfo-2017","7"]', as any other implementation computes it.
    id: '4856ba14-11f9-5680-9cdb-e24caaa4e3a2',
    touchpoint: 'airport_visit',
    survey: 'passenger',
    version: 1,
    channel: 'import',
    shown: '2017-05-03T12:00:00-07:00',
    completed: '2017-05-03T12:05:00-07:00',
    facts: { area: 'G' },
    answers: [{ question: 'recommend', value: 9 }],
  });
  expect(importLine.safeParse(line).success).toBe(true);
});

test('ids hang on the source and the id columns alone', () => {
  const id = mapped(good).line?.id;
  expect(mapped({ ...good, NETPRO: '2', BAREA: 'A' }).line?.id).toBe(id);
  expect(mapped({ ...good, RESPNUM: '8' }).line?.id).not.toBe(id);
  expect(mapped(good, { source: 'sfo-2018' }).line?.id).not.toBe(id);
  const two = { id: ['RUNID', 'RESPNUM'] };
  expect(mapped({ ...good, RUNID: '1', RESPNUM: '23' }, two).line?.id).not.toBe(
    mapped({ ...good, RUNID: '12', RESPNUM: '3' }, two).line?.id,
  );
});

test.each(['', '11'])(
  'a row without an answer (%j) was shown, and neither answered nor completed',
  (NETPRO) => {
    const { line } = mapped({ ...good, NETPRO });
    expect(line).toMatchObject({ shown: '2017-05-03T12:00:00-07:00', facts: { area: 'G' } });
    expect(line).not.toHaveProperty('answers');
    expect(line).not.toHaveProperty('completed');
  },
);

test.each(['12', '-1', '7.5', 'ten', '0x9', '1e1'])('%j is neither valid nor missing: a fault', (NETPRO) => {
  expect(mapped({ ...good, NETPRO })).toMatchObject({
    line: null,
    faults: [
      {
        line: 17,
        code: 'cell_unknown',
        detail:
          `column "NETPRO" holds "${NETPRO}", which is not valid (0..10) and not missing (blank, "11"); ` +
          'correct the cell, or add it to "missing" in the map if it means no answer',
      },
    ],
  });
});

test('reads numbers as spreadsheets write them, and recodes words', () => {
  const number = { type: 'number', column: 'NETPRO', valid: '1..5' };
  expect(answersOf({ ...good, NETPRO: '4.0' }, { q: number })).toEqual([{ question: 'q', value: 4 }]);
  const words = { q: { ...number, values: { Good: 5 } } };
  expect(answersOf({ ...good, NETPRO: 'Good' }, words)).toEqual([{ question: 'q', value: 5 }]);
  expect(faultOf({ ...good, NETPRO: '4' }, { answers: words })?.detail).toContain('not among the "values"');
});

test('reads texts, a choice and several choices', () => {
  const cells = { ...good, WHY: 'It was late', PURPOSE: '1', SHOPS: ' a ;b;' };
  const answers = {
    why: { type: 'text', column: 'WHY' },
    purpose: { type: 'choice', column: 'PURPOSE', values: { '1': 'business' } },
    shops: { type: 'choices', column: 'SHOPS' },
  };
  expect(answersOf(cells, answers)).toEqual([
    { question: 'why', value: 'It was late' },
    { question: 'purpose', value: 'business' },
    { question: 'shops', value: ['a', 'b'] },
  ]);
  const coded = { shops: { ...answers.shops, values: { a: 'food', b: 'books' } } };
  expect(answersOf(cells, coded)).toEqual([{ question: 'shops', value: ['food', 'books'] }]);
  expect(faultOf({ ...cells, SHOPS: 'a;c' }, { answers: coded })?.detail).toContain('holds "c"');
});

test('recodes facts and traits, and leaves missing ones away', () => {
  const changes = {
    facts: { peak: { column: 'PEAK', missing: ['0'], values: { '1': 'yes', '2': 'no' } } },
    person: { id: 'p-{RESPNUM:4}', account: '{AIRLINE}', traits: { home: 'HOME' } },
    locale: { column: 'LANG', values: { '1': 'en' } },
  };
  expect(mapped({ ...good, PEAK: '2', HOME: '13', LANG: '1' }, changes).line).toMatchObject({
    facts: { peak: 'no' },
    person: { id: 'p-0007', traits: { home: '13' } },
    locale: 'en',
  });
  const bare = mapped({ ...good, PEAK: '0' }, { ...changes, person: { account: '{AIRLINE}' } }).line;
  expect(bare).not.toHaveProperty('facts');
  expect(bare).not.toHaveProperty('person');
  expect(faultOf({ ...good, PEAK: '3' }, changes)?.detail).toContain('column "PEAK" holds "3"');
});

test('a date that no calendar has is a fault, and so is none', () => {
  expect(faultOf({ ...good, INTDATE: '32' })).toEqual({
    line: 17,
    code: 'time_invalid',
    detail:
      '"shown" would be "2017-05-32T12:00:00-07:00", which is no date and time of RFC 3339; column "INTDATE" holds "32"',
  });
  expect(faultOf({ ...good, DAY: '29' }, { shown: '2017-02-{DAY}T12:00:00Z' })?.code).toBe('time_invalid');
  expect(faultOf({ ...good, INTDATE: '' })?.code).toBe('time_missing');
});

test('says everything that is wrong with a row at once', () => {
  const { line, faults } = mapped({ RESPNUM: '', INTDATE: 'x', BAREA: 'A', NETPRO: '99' });
  expect(line).toBeNull();
  expect(faults.map(({ code }) => code).sort()).toEqual(['cell_unknown', 'id_missing', 'time_invalid']);
});

test('checks the finished response as the collector will', () => {
  expect(faultOf({ ...good, BAREA: 'x'.repeat(501) })).toMatchObject({ line: 17, code: 'response_invalid' });
});

test('where chooses rows', () => {
  const { map } = checkColumnMap({ ...document, where: { METHOD: ['1', ''], BAREA: ['A'] } });
  const wanted = (cells: Record<string, string>) =>
    map && isWanted({ get: (column) => cells[column] ?? '' }, map);
  expect(wanted({ METHOD: '1', BAREA: 'A' })).toBe(true);
  expect(wanted({ BAREA: 'A' })).toBe(true);
  expect(wanted({ METHOD: '2', BAREA: 'A' })).toBe(false);
  expect(wanted({ METHOD: '1', BAREA: 'B' })).toBe(false);
});

describe('a row that gives several responses', () => {
  const { constants, answers, ...rest } = document;
  const sign = { sign: { type: 'number', column: 'SIGN', valid: '1..5', missing: ['0'] } };
  const responses = [
    { ...constants, answers },
    { ...constants, touchpoint: 'gate', where: { SIGN: ['0', '1', '2', '3', '4', '5'] }, answers: sign },
  ];
  const several = (cells: Record<string, string>, changes: object = {}) => {
    const { map, faults } = checkColumnMap({ ...rest, responses, ...changes });
    if (!map) throw new Error(JSON.stringify(faults));
    return toLines({ line: 17, ragged: null, get: (column) => cells[column] ?? '' }, map);
  };

  test('has one for each, with what they share and an id of its own', () => {
    const { lines } = several({ ...good, SIGN: '4' });
    expect(lines).toMatchObject([
      { touchpoint: 'airport_visit', facts: { area: 'G' }, answers: [{ question: 'recommend', value: 9 }] },
      { touchpoint: 'gate', facts: { area: 'G' }, answers: [{ question: 'sign', value: 4 }] },
    ]);
    // UUIDv5 of '["sfo-2017",["gate","passenger"],"7"]', as any other implementation computes it.
    expect(lines?.[1]?.id).toBe('3e02977b-4636-5b4a-ae16-22db7f3b6301');
    expect(lines?.[0]?.id).not.toBe(mapped(good).line?.id);
  });

  test('ids hang on the touchpoint and the survey, not on what stands beside them', () => {
    const ids = (changes?: object) => several({ ...good, SIGN: '4' }, changes).lines?.map(({ id }) => id);
    const turned = ids({ responses: responses.toReversed() });
    expect(turned?.toReversed()).toEqual(ids());
  });

  test('leaves out those that their own where does not choose, and keeps those that were left blank', () => {
    const left = several({ ...good, SIGN: '6' });
    expect(left).toMatchObject({ leftOut: 1, lines: [{ touchpoint: 'airport_visit' }] });
    const blank = several({ ...good, SIGN: '0' });
    expect(blank.lines?.[1]).not.toHaveProperty('answers');
    expect(blank.lines?.[1]).not.toHaveProperty('completed');
    expect(blank.lines?.[0]).toHaveProperty('completed');
  });

  test('sends none of them when a cell of one is a fault', () => {
    const { lines, faults } = several({ ...good, NETPRO: '12', SIGN: '4' });
    expect(lines).toBeNull();
    expect(faults.map(({ code }) => code)).toEqual(['cell_unknown']);
  });
});
