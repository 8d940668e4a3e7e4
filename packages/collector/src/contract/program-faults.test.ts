import type { ProgramInput } from '@milepost/protocol';
import { buildProgram, startCollector, type TestCollector } from '@milepost/testkit';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';

let collector: TestCollector;
beforeAll(async () => {
  collector = await startCollector();
});
afterAll(async () => {
  // Nothing of all that was refused has changed anything.
  const put = await collector.putProgram(buildProgram());
  expect(put.body.revision).toBe(1);
  await collector.stop();
});

/** The paths of the faults that a document is refused for, sorted. */
async function faults(document: object): Promise<string[]> {
  const { status, headers, body } = await collector.putProgram(document);
  expect(status).toBe(400);
  expect(headers.get('Content-Type')).toMatch(/^application\/problem\+json\b/);
  expect(body.code).toBe('program_invalid');
  for (const { message } of body.errors ?? []) expect(message).toMatch(/\w/);
  return (body.errors ?? []).map(({ path }) => path).sort();
}

const ask = { id: 'q', type: 'nps' as const, text: 'How?' };

/** A program whose one survey has these questions. */
function asking(questions: unknown[], survey: object = {}): object {
  const touchpoints = { visit: { label: 'V', stage: 'support', pattern: 'past', survey: 'visit' } };
  return { ...buildProgram(), touchpoints, surveys: { visit: { questions, ...survey } } };
}

describe('a program is refused with the path of each fault:', () => {
  const { touchpoints, surveys, stages } = buildProgram();
  const touchpoint = touchpoints['pulse'];

  test.each<[string, object, string[]]>([
    ['nothing in it', {}, ['/stages', '/surveys', '/touchpoints']],
    ['no stage', buildProgram({ stages: [] }), ['/stages']],
    [
      'what a touchpoint needs',
      { ...buildProgram(), touchpoints: { bare: {} } },
      [
        '/touchpoints/bare/label',
        '/touchpoints/bare/pattern',
        '/touchpoints/bare/stage',
        '/touchpoints/bare/survey',
      ],
    ],
    [
      'names that are none',
      {
        ...buildProgram(),
        touchpoints: { '1st': touchpoint },
      },
      ['/touchpoints/1st'],
    ],
    ['an unknown field', { ...buildProgram(), stagse: [] }, ['/stagse']],
    [
      'an unknown field of a touchpoint whose name needs escaping',
      { ...buildProgram(), touchpoints: { pulse: { ...touchpoint, 'a/b~c': 1 } } },
      ['/touchpoints/pulse/a~1b~0c'],
    ],
    [
      'an unknown stage and an unknown survey',
      { ...buildProgram(), touchpoints: { pulse: { ...touchpoint, stage: 'sales', survey: 'nps' } } },
      ['/touchpoints/pulse/stage', '/touchpoints/pulse/survey'],
    ],
    [
      'a survey that only every object has',
      { ...buildProgram(), touchpoints: { pulse: { ...touchpoint, survey: 'constructor' } } },
      ['/touchpoints/pulse/survey'],
    ],
    ['a stage twice', buildProgram({ stages: [...stages, ...stages.slice(0, 1)] }), ['/stages/2/id']],
    [
      'another pattern',
      { ...buildProgram(), touchpoints: { pulse: { ...touchpoint, pattern: 'future' } } },
      ['/touchpoints/pulse/pattern'],
    ],
    [
      'durations and samples',
      {
        ...buildProgram({ governor: { quietPeriod: '1w', perSession: 0, afterDismissal: 'P1D' } }),
        touchpoints: { pulse: { ...touchpoint, ask: { sample: 1.5, delay: 5, repeatAfter: '30' } } },
      },
      [
        '/governor/afterDismissal',
        '/governor/perSession',
        '/governor/quietPeriod',
        '/touchpoints/pulse/ask/delay',
        '/touchpoints/pulse/ask/repeatAfter',
        '/touchpoints/pulse/ask/sample',
      ],
    ],
    ['an unknown time zone', buildProgram({ timezone: 'Europe/Londn' }), ['/timezone']],
    ['account as a segment', buildProgram({ segments: ['plan', 'account'] }), ['/segments/1']],
    ['a segment twice', buildProgram({ segments: ['plan', 'plan'] }), ['/segments/1']],
    ['a k below its floor', buildProgram({ privacy: { k: 2 } }), ['/privacy/k']],
    ['no bucket', buildProgram({ cells: { buckets: 0 } }), ['/cells/buckets']],
    [
      'a survey without questions',
      { ...buildProgram(), surveys: { ...surveys, empty: {} } },
      ['/surveys/empty/questions'],
    ],
    ['a type that is none', asking([{ ...ask, type: 'slider' }]), ['/surveys/visit/questions/0/type']],
    [
      'points beyond CSAT',
      asking([{ ...ask, type: 'csat', points: 7 }]),
      ['/surveys/visit/questions/0/points'],
    ],
    ['a question twice', asking([ask, ask]), ['/surveys/visit/questions/1/id']],
    [
      'a jump to nowhere',
      asking([{ ...ask, next: [{ go: 'nowhere' }] }]),
      ['/surveys/visit/questions/0/next/0/go'],
    ],
    [
      'a jump back, and one to itself',
      asking([
        ask,
        {
          ...ask,
          id: 'r',
          next: [
            { when: { max: 3 }, go: 'q' },
            { when: { min: 9 }, go: 'r' },
          ],
        },
      ]),
      ['/surveys/visit/questions/1/next/0/go', '/surveys/visit/questions/1/next/1/go'],
    ],
    [
      'a question that nothing leads to',
      asking([
        { ...ask, next: [{ go: 's' }] },
        { ...ask, id: 'r' },
        { ...ask, id: 's' },
      ]),
      ['/surveys/visit/questions/1'],
    ],
    [
      'a question that comes after the end',
      asking([
        { ...ask, next: [{ go: 'end' }] },
        { ...ask, id: 'r' },
      ]),
      ['/surveys/visit/questions/1'],
    ],
    [
      'words for a question that is not there',
      asking([ask], { locales: { de: { r: { text: 'Wie?' } } } }),
      ['/surveys/visit/locales/de/r'],
    ],
  ])('%s', async (_what, document, paths) => {
    expect(await faults(document)).toEqual(paths);
  });

  test('all of them at once, references and shapes alike', async () => {
    const broken = {
      ...buildProgram({ timezone: 'Mars/Olympus', segments: ['account'] }),
      touchpoints: { pulse: { ...touchpoint, stage: 'sales' } },
    };
    expect(await faults(broken)).toEqual(['/segments/0', '/timezone', '/touchpoints/pulse/stage']);
  });
});

describe('a body is refused that is', () => {
  test.each([
    ['no JSON', '{"stages": ['],
    ['nothing', ''],
    ['a list', '[]'],
    ['null', 'null'],
  ])('%s', async (_what, text) => {
    const { status, body } = await collector.putProgram(text);
    expect([status, body.code]).toEqual([400, 'program_invalid']);
  });

  test('larger than a megabyte', async () => {
    const document: ProgramInput = buildProgram();
    const { status, body } = await collector.putProgram(JSON.stringify(document) + ' '.repeat(1024 * 1024));
    expect([status, body.code]).toEqual([413, 'too_large']);
  });
});
