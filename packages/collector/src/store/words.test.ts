import { checkProgram } from '@milepost/protocol';
import { buildAnswer, buildProgram, buildResponse } from '@milepost/testkit';
import { describe, expect, test } from 'vitest';
import type { KnownProgram } from '../program/known.ts';
import { knownSurvey } from '../program/known.ts';
import { hasWords, textsOf, wordsOf, wordsOfResponse } from './words.ts';

describe('the words of a text', () => {
  test.each([
    ['Café, 2nd floor', ['cafe', '2nd', 'floor']],
    ["it's it’s IT", ['it', 's']],
    ['ÀÉÎ ﬁne Ⅻ', ['aei', 'fine', 'xii']],
    ['很好的服务', ['很', '好', '的', '服', '务']],
    ['とても丁寧desu', ['と', 'て', 'も', '丁', '寧', 'desu']],
    ['Straße STRASSE', ['strasse']],
    ['Łódź Ærø œuvre Đà ıŞIK', ['lodz', 'aero', 'oeuvre', 'da', 'isik']],
    ['Привет Ελλάδα', ['привет', 'ελλαδα']],
    ['…!? \u0000 🙂 --', []],
    ['', []],
  ])('%j', (text, words) => {
    expect(wordsOf(text)).toEqual(words);
  });

  test('hold no blank and nothing that an index would split again', () => {
    const all = Array.from({ length: 0x3000 }, (_, code) => String.fromCodePoint(code)).join('');
    for (const word of wordsOf(`${all} ${all.toUpperCase()}`)) expect(word).toMatch(/^[\p{L}\p{N}]+$/u);
  });

  test('are so many and no more', () => {
    const text = Array.from({ length: 5_000 }, (_, index) => `w${index}`).join(' ');
    expect(wordsOf(text)).toHaveLength(4_000);
  });
});

describe('the words of a response', () => {
  const { program } = checkProgram(buildProgram());
  if (!program) throw new Error('the program of this test has faults');
  const content = program.surveys['support-csat'];
  if (!content) throw new Error('the survey of this test is not there');
  const known: Pick<KnownProgram, 'surveys'> = {
    surveys: new Map([['support-csat', new Map([[1, knownSurvey('support-csat', 1, content)]])]]),
  };

  test('are those of its texts alone', () => {
    const state = buildResponse({
      page: '/secret',
      answers: [buildAnswer('satisfaction', 4), buildAnswer('why', 'Too slow'), buildAnswer('unknown', 'x')],
    });
    expect(textsOf(state, known as KnownProgram)).toEqual(['Too slow']);
    expect(wordsOfResponse(state, known as KnownProgram)).toEqual(['too', 'slow']);
    expect(wordsOfResponse({ ...state, version: 2 }, known as KnownProgram)).toEqual([]);
    expect(textsOf(buildResponse({ answers: [buildAnswer('why', '')] }), known as KnownProgram)).toEqual([]);
    expect(textsOf(buildResponse(), known as KnownProgram)).toEqual([]);
  });
});

test('words are found by how they begin, all of them', () => {
  expect(hasWords(['slow', 'service'], ['serv', 'slow'])).toBe(true);
  expect(hasWords(['slow', 'service'], ['serv', 'fast'])).toBe(false);
  expect(hasWords(['slow'], ['slower'])).toBe(false);
  expect(hasWords([], [])).toBe(true);
});
