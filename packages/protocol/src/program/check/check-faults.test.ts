import { describe, expect, it } from 'vitest';
import { type Edit, edited, nps, pathsOf, sound } from '../program.fixture.ts';

const choice = (options: unknown) => ({ id: 'a', type: 'choice', text: '?', options });
const twins = ['X', 'Y'].map((text) => ({ id: 'x', text }));
const cxi = { id: 'a', type: 'cxi', text: '?', needs: 'n', ease: 'e', enjoyment: 'j' };
const q = '/surveys/csat/questions';
const ask = '/touchpoints/closed/ask';

describe('a program without a fault', () => {
  it('has none, so that each fault below is the edit', () => {
    expect(pathsOf(edited())).toStrictEqual([]);
  });
});

/** Each fault alone: the edit, and the pointers when they are not the place of the edit. */
const alone: Record<string, [place: string, value: unknown, ...pointers: string[]][]> = {
  'an unknown key': [
    ['/stage', 1],
    ['/stages/0/colour', 'red'],
    [`${ask}/smaple`, 1],
    [`${ask}/quota`, { per: 'day', answers: 1, extra: 1 }, `${ask}/quota/extra`],
    ['/surveys/csat/title', 'x'],
    [`${q}/0/hint`, 'x'],
    [`${q}/0/points`, 5],
    [`${q}/0/labels`, { middle: 'x' }, `${q}/0/labels/middle`],
    [`${q}/0/next`, [{ when: { min: 1, equals: 1 }, go: 'b' }], `${q}/0/next/0/when/equals`],
    ['/surveys/csat/locales/de/a/hint', 'x'],
    ['/governor/perDay', 1],
    ['/precision/low', 1],
    ['/cells/bucket', 1],
    ['/a~b|c', 1, '/a~0b|c'],
  ],
  'what is missing': [
    ['/stages', undefined],
    ['/touchpoints', undefined],
    ['/surveys', undefined],
    ['/stages/0/label', undefined],
    ['/touchpoints/closed/label', undefined],
    ['/touchpoints/closed/stage', undefined],
    ['/touchpoints/closed/pattern', undefined],
    ['/touchpoints/closed/survey', undefined],
    ['/surveys/csat/questions', undefined],
    [`${q}/0/id`, undefined],
    [`${q}/0/type`, undefined],
    [`${q}/0/text`, undefined],
    [`${q}/0/next`, [{}], `${q}/0/next/0/go`],
    ...['needs', 'ease', 'enjoyment'].map((part): [string, unknown, string] => [
      `${q}/0`,
      { ...cxi, [part]: undefined },
      `${q}/0/${part}`,
    ]),
    [`${q}/0`, choice(undefined), `${q}/0/options`],
    [`${ask}/quota`, { per: 'day' }, `${ask}/quota/answers`],
    ['/governor/perAccount', { share: 0.5 }, '/governor/perAccount/per'],
  ],
  'what is empty': [
    ['/stages', []],
    ['/stages/0/label', ' '],
    ['/surveys/csat/questions', []],
    [`${q}/0/text`, '  '],
    [`${q}/0/next`, []],
    [`${q}/0/next`, [{ when: {}, go: 'b' }], `${q}/0/next/0/when`],
    [`${q}/0/next`, [{ when: { in: [] }, go: 'b' }], `${q}/0/next/0/when/in`],
    [`${q}/0`, choice([]), `${q}/0/options`],
    [`${ask}/audience`, { plan: [] }, `${ask}/audience/plan`],
  ],
  'a name that is none': [
    ['/stages/1/id', '1st'],
    ['/stages/1/id', 'x'.repeat(65)],
    ['/surveys/über', sound.surveys.csat],
    ['/touchpoints/a~b', sound.touchpoints.closed, '/touchpoints/a~0b'],
    [`${q}/0/id`, 'a.b', `${q}/0/id`],
    [`${q}/2/id`, 'end'],
    [`${q}/0/next`, [{ go: '' }], `${q}/0/next/0/go`],
  ],
  'a bad value': [
    ['/touchpoints/closed/label', 'x'.repeat(121)],
    ['/touchpoints/closed/pattern', 'future'],
    [`${ask}/sample`, 1.01],
    [`${ask}/sample`, -0.01],
    [`${ask}/sample`, '1'],
    [`${ask}/priority`, 11],
    [`${ask}/quota`, { per: 'hour', answers: 1 }, `${ask}/quota/per`],
    [`${ask}/quota`, { per: 'day', answers: 0 }, `${ask}/quota/answers`],
    [`${ask}/target`, { per: 'day', margin: 0 }, `${ask}/target/margin`],
    ['/governor/perAccount', { per: 'week', share: 2 }, '/governor/perAccount/share'],
    ['/precision/countsOnlyBelow', 0],
    ['/precision/lowBelow', 9],
    ['/cells/buckets', 0],
    ['/privacy/k', 2],
    ['/privacy/k', 3.5],
    [`${q}/0/type`, 'stars'],
    [`${q}/0/text`, 'x'.repeat(501)],
    [`${q}/0/as`, 'churn_intent'],
    [`${q}/0`, { id: 'a', type: 'csat', text: '?', points: 6 }, `${q}/0/points`],
    [`${q}/0`, { id: 'a', type: 'csat', text: '?', points: 1 }, `${q}/0/points`],
    [`${q}/0`, { id: 'a', type: 'ces', text: '?', edition: 3 }, `${q}/0/edition`],
    [`${q}/0`, { id: 'a', type: 'rating', text: '?', points: 3, top: 4 }, `${q}/0/top`],
    [`${q}/0`, { id: 'a', type: 'rating', text: '?', top: 6 }, `${q}/0/top`],
    [`${q}/0`, { id: 'a', type: 'text', text: '?', maxLength: 4_001 }, `${q}/0/maxLength`],
    [`${q}/0`, choice([{ id: 'x', text: 'X' }]), `${q}/0/options`],
  ],
  'a bad duration': ['7', '1w', '-1d', '1.5h', '7 d', 'P7D', 7, ''].flatMap((duration) => [
    [`${ask}/delay`, duration] as [string, unknown],
    [`${ask}/repeatAfter`, duration],
    ['/governor/quietPeriod', duration],
    ['/governor/afterDismissal', duration],
    ['/privacy/retain', duration],
  ]),
  'a bad zone': [
    ['/timezone', 'Europe/Atlantis'],
    ['/timezone', ''],
    ['/timezone', 'GMT+25'],
    ['/timezone', '+02:00'],
    ['/timezone', '-0500'],
    ['/timezone', 0],
  ],
  'a bad locale': [
    ['/surveys/csat/locales/de_DE', {}],
    ['/surveys/csat/locales/d', {}],
    ['/surveys/csat/locales/pt-br', {}],
    ['/surveys/csat/locales/english', {}],
    ['/surveys/csat/locales/en', {}],
    ['/locale', 'x_y'],
    ['/locale', 'german'],
  ],
  'a bad segment': [
    ['/segments', ['plan', 'account'], '/segments/1'],
    ...['touchpoint', 'stage', 'pattern', 'survey', 'version', 'question', 'scale', 'locale', 'channel'].map(
      (name): [string, unknown, string] => ['/segments', [name], '/segments/0'],
    ),
    ['/segments', ['fact:'], '/segments/0'],
    ['/segments', ['trait:plan'], '/segments/0'],
    ['/segments', ['plan', 'vintage', 'plan'], '/segments/2'],
  ],
  'what is there twice': [
    ['/stages/1/id', 'support'],
    [`${q}/2/id`, 'a'],
    [`${q}/0`, choice(twins), `${q}/0/options/1/id`],
    [`${q}/0`, { ...choice(twins), type: 'choices' }, `${q}/0/options/1/id`],
  ],
  'what leads nowhere': [
    ['/touchpoints/closed/stage', 'nowhere'],
    ['/touchpoints/closed/stage', 'constructor'],
    ['/touchpoints/closed/survey', 'nowhere'],
    ['/touchpoints/closed/survey', 'constructor'],
    [`${q}/0/next`, [{ when: { min: 9 }, go: 'b' }, { go: 'nowhere' }], `${q}/0/next/1/go`],
    [`${q}/0/next`, [{ when: { min: 1 }, go: 'toString' }], `${q}/0/next/0/go`],
    ['/surveys/csat/locales/de/nowhere', { text: 'x' }],
  ],
  'what leads back': [
    [`${q}/1/next`, [{ when: { max: 2 }, go: 'a' }], `${q}/1/next/0/go`],
    [
      `${q}/1/next`,
      [
        { when: { max: 2 }, go: 'c' },
        { when: { max: 4 }, go: 'b' },
      ],
      `${q}/1/next/1/go`,
    ],
    [`${q}/2/next`, [{ when: { answered: true }, go: 'a' }], `${q}/2/next/0/go`],
  ],
  'a branch that no answer takes': [
    [`${q}/1/next`, [{ go: 'end' }, { go: 'c' }], `${q}/2`],
    [`${q}/1/next`, [{ when: { answered: false }, go: 'end' }], `${q}/1/next/0`],
  ],
  'what nothing leads to': [
    [`${q}/0/next`, [{ go: 'c' }], `${q}/1`],
    [`${q}/0/next`, [{ when: { min: 1 }, go: 'c' }, { go: 'end' }], `${q}/1`],
    [
      `${q}/1/next`,
      [
        { when: { max: 4 }, go: 'end' },
        { when: { min: 5 }, go: 'end' },
      ],
      `${q}/2`,
    ],
    [`${q}/0/next`, [{ go: 'end' }], `${q}/1`, `${q}/2`],
    [`${q}`, [nps('a', { next: [{ go: 'd' }] }), nps('b'), nps('c'), nps('d')], `${q}/1`, `${q}/2`],
  ],
};

describe.each(Object.entries(alone))('%s is refused', (_, edits) => {
  const named = edits.map(([place, value, ...pointers]) => {
    const text = value === undefined ? 'nothing' : JSON.stringify(value);
    return [
      `${place}: ${text.length > 60 ? `${text.slice(0, 60)}…` : text}`,
      place,
      value,
      pointers,
    ] as const;
  });
  it.each(named)('%s', (_name, place, value, pointers) => {
    expect(pathsOf(edited([place, value]))).toStrictEqual(pointers.length > 0 ? pointers : [place]);
  });
});

describe('faults of every kind', () => {
  const shape: Edit[] = [
    ['/extra', 1],
    ['/stages/1/label', ''],
    ['/touchpoints/closed/ask', { sample: 2, delay: '1 s', more: 1 }],
    ['/governor', { quietPeriod: 'a week', perSession: 0 }],
    ['/segments', ['account', 'stage', '!']],
    ['/timezone', 'Mars/Olympus'],
    ['/locale', 'x_y'],
    ['/privacy', { k: 2, retain: 'forever' }],
    ['/surveys/csat/locales/de_DE', { a: { text: 'x' } }],
    ['/surveys/empty', { questions: [] }],
  ];
  const shapePointers = [
    '/extra',
    '/stages/1/label',
    `${ask}/sample`,
    `${ask}/delay`,
    `${ask}/more`,
    '/governor/quietPeriod',
    '/governor/perSession',
    '/segments/0',
    '/segments/1',
    '/segments/2',
    '/timezone',
    '/locale',
    '/privacy/k',
    '/privacy/retain',
    '/surveys/csat/locales/de_DE',
    '/surveys/empty/questions',
  ];
  const references: Edit[] = [
    ['/stages/1/id', 'support'],
    ['/touchpoints/lost', { label: 'x', stage: 'nowhere', pattern: 'past', survey: 'nothing' }],
    [
      '/surveys/loop',
      {
        questions: [
          nps('a', { next: [{ when: { min: 1 }, go: 'a' }, { when: { max: 0 }, go: 'gone' }, { go: 'c' }] }),
          nps('b', { next: [{ when: { min: 1 }, go: 'a' }] }),
          nps('c'),
          nps('a'),
        ],
        locales: { fr: { z: { text: 'x' } } },
      },
    ],
  ];
  const referencePointers = [
    '/stages/1/id',
    '/touchpoints/lost/stage',
    '/touchpoints/lost/survey',
    '/surveys/loop/questions/0/next/0/go',
    '/surveys/loop/questions/0/next/1/go',
    '/surveys/loop/questions/1/next/0/go',
    '/surveys/loop/questions/3/id',
    '/surveys/loop/locales/fr/z',
  ];

  it('are reported at once, where shapes are wrong', () => {
    expect(pathsOf(edited(...shape)).toSorted()).toStrictEqual(shapePointers.toSorted());
  });

  it('are reported at once, where names lead nowhere or back', () => {
    expect(pathsOf(edited(...references)).toSorted()).toStrictEqual(referencePointers.toSorted());
  });

  it('are reported at once, both together', () => {
    expect(pathsOf(edited(...shape, ...references)).toSorted()).toStrictEqual(
      [...shapePointers, ...referencePointers].toSorted(),
    );
  });
});
