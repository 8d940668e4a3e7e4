import { describe, expect, it } from 'vitest';
import { type Edit, edited, faultsOf, nps, sound } from '../program.fixture.ts';

const text = { id: 'w', type: 'text', text: '?' };
const survey = (...questions: object[]) => ({ questions });
/** The faults of a touchpoint with something more in it; there are surveys csat, long, short and words. */
const faults = (more: object, ...edits: Edit[]) =>
  faultsOf(
    edited(
      ['/touchpoints/closed', { ...sound.touchpoints.closed, ...more }],
      ['/surveys/long', survey(text, nps('a'))],
      ['/surveys/short', survey(nps('a'))],
      ['/surveys/words', survey(text)],
      ...edits,
    ),
  ).map(({ path, message }) => [path.replace('/touchpoints/closed', ''), message]);
const ask = (more: object) => faults({ ask: more });

describe('a touchpoint', () => {
  it.each<[more: object]>([
    [{ variants: { long: 0.5, short: 0.499 } }],
    [{ variants: { long: 0.1, short: 0.2, words: 0.6 } }],
    [{ survey: 'long', ask: { target: { per: 'month', margin: 5 } } }],
    [{ ask: { schedule: { from: '2026-12-01', to: '2026-12-01T00:01' } } }],
    [{ ask: { schedule: { to: '2020-01-01' } } }],
    [{ ask: { delay: '1d', audience: { mail: { exists: false }, seats: { gt: 'a', lt: 'b' } } } }],
    [{ ask: { redrawAfter: '1s', delay: '0s', repeatAfter: '0d', afterDismissal: '0h' } }],
    [
      {
        ask: {
          audience: {
            plan: { in: ['pro', 1, false] },
            seats: { gt: 1, lt: 9 },
            mail: { matches: '@acme\\.com$' },
          },
        },
      },
    ],
    [{ facts: { queue: ['billing', 'sales'], amount: 'number' } }],
    [
      {
        triggers: [
          { on: 'delay', after: '0s' },
          { on: 'inactivity', after: '1s' },
          { on: 'scroll', depth: 1 },
        ],
      },
    ],
  ])('may have %j', (more) => {
    expect(faults(more)).toStrictEqual([]);
  });

  it.each<[more: object, path: string, message: string]>([
    [{ stage: 'suport' }, '/stage', 'there is no stage "suport"; did you mean "support"?'],
    [{ survey: 'shart' }, '/survey', 'there is no survey "shart"; did you mean "short"?'],
    [{ variants: { lon: 0.5 } }, '/variants/lon', 'there is no survey "lon"; did you mean "long"?'],
    [
      { variants: { csat: 0.5 } },
      '/variants/csat',
      'is the survey of the touchpoint, which gets what is left; remove it',
    ],
    [
      { variants: { long: 0.6, short: 0.5 } },
      '/variants',
      'must add up to less than 1; leave a share for "csat", or make one of them the survey',
    ],
    [
      { variants: { long: 0.1, short: 0.2, words: 0.7 } },
      '/variants',
      'must add up to less than 1; leave a share for "csat", or make one of them the survey',
    ],
    [{ variants: { long: 'half' } }, '/variants/long', 'must be a share from 0 to 1, such as 0.2'],
    [{ aks: {} }, '/aks', '"aks" is not known here; did you mean "ask"?'],
    [{ triggers: [{ on: 'delay', after: '25h' }] }, '/triggers/0/after', 'must be at most 1d'],
    [{ triggers: [{ on: 'inactivity', after: '2d' }] }, '/triggers/0/after', 'must be at most 1d'],
    [{ variants: { long: 0 } }, '/variants/long', 'must be more than 0'],
    [
      { variants: { __proto__: null, ...JSON.parse('{"__proto__": 1}') } },
      '/variants/__proto__',
      'must have another name: this one is not allowed',
    ],
    [
      { facts: { 'order id': 'string' } },
      '/facts/order id',
      'must be a name: a letter, then up to 63 letters, digits, _ or -',
    ],
    [{ facts: { order: 'text' } }, '/facts/order', 'must be string, number, boolean or a list of texts'],
    [{ facts: { order: 7 } }, '/facts/order', 'must be string, number, boolean or a list of texts'],
    [
      { triggers: [{ on: 'inactivity', after: '0s' }] },
      '/triggers/0/after',
      'must be a duration above 0, such as 30s, 15m, 12h or 7d',
    ],
    [
      { triggers: [{ on: 'hover' }] },
      '/triggers/0/on',
      'must be one of event, page, delay, scroll, exit, inactivity, click',
    ],
  ])('may not have %j', (more, path, message) => {
    expect(faults(more)).toStrictEqual([[path, message]]);
  });

  it.each<[more: object, path: string, message: string]>([
    [{ redrawAfter: '0d' }, '/redrawAfter', 'must be a duration above 0, such as 30s, 15m, 12h or 7d'],
    [{ schedule: { from: '2026-12-02', to: '2026-12-01' } }, '/schedule/to', 'must be later than from'],
    [{ schedule: { from: '2026-12-01', to: '2026-12-01' } }, '/schedule/to', 'must be later than from'],
    [{ schedule: { from: '2026-12-01T00:00', to: '2026-12-01' } }, '/schedule/to', 'must be later than from'],
    [{ schedule: { from: '2026-02-30' } }, '/schedule/from', 'must be a date of the calendar'],
    ...['2026-12-01T09:00:00', '2026-12-01T09:00Z', 20_261_201].map((from): [object, string, string] => [
      { schedule: { from } },
      '/schedule/from',
      'must be a date such as 2026-12-01, or 2026-12-01T09:00',
    ]),
    [{ schedule: {} }, '/schedule', 'must have from, to or both'],
    [
      { schedule: { until: '2026-12-01' } },
      '/schedule/until',
      '"until" is not known here; remove it or correct its spelling',
    ],
    [{ repeatafter: '30d' }, '/repeatafter', '"repeatafter" is not known here; did you mean "repeatAfter"?'],
    [{ repeatAfter: 30 }, '/repeatAfter', 'must be a duration such as 30s, 15m, 12h or 7d'],
    [{ delay: '2d' }, '/delay', 'must be at most 1d'],
    [{ sample: 20 }, '/sample', 'must be a share from 0 to 1, such as 0.2'],
    [{ sample: '20%' }, '/sample', 'must be a share from 0 to 1, such as 0.2'],
    [{ quota: { per: 'month' } }, '/quota/answers', 'is required'],
    ...[
      { gt: 5, lt: 5 },
      { gt: 'b', lt: 'a' },
      { gt: 1, lt: 'a' },
    ].map((test): [object, string, string] => [
      { audience: { seats: test } },
      '/audience/seats/lt',
      'must be more than gt, and of the same type; otherwise nothing is between the two',
    ]),
    [
      { audience: { plan: { exists: false, eq: 'pro' } } },
      '/audience/plan/exists',
      'must not be false beside other tests, which only people who have the trait pass',
    ],
    [
      { audience: { plan: { gte: 5 } } },
      '/audience/plan/gte',
      '"gte" is not known here; remove it or correct its spelling',
    ],
    [
      { audience: { plan: {} } },
      '/audience/plan',
      'must have at least one of eq, in, gt, lt, exists, matches',
    ],
    [{ audience: { plan: [] } }, '/audience/plan', 'must not be empty'],
    [{ audience: { plan: { in: [] } } }, '/audience/plan/in', 'must not be empty'],
    [
      { audience: { plan: { in: [null] } } },
      '/audience/plan/in/0',
      'must be a text of at most 500 characters, a number, true or false',
    ],
    [{ audience: { plan: { gt: true } } }, '/audience/plan/gt', 'must be a number or a text'],
    [
      { audience: { plan: { eq: 1, is: 'pro' } } },
      '/audience/plan/is',
      '"is" is not known here; remove it or correct its spelling',
    ],
    [
      { audience: { plan: null } },
      '/audience/plan',
      'must be a value, a list of values, or tests such as { "gt": 5 }',
    ],
    [
      { audience: { mail: { matches: '(?<=@)acme' } } },
      '/audience/mail/matches',
      'may not hold (?<=: no lookbehind, no reference back and no flags',
    ],
  ])('may not ask %j', (more, path, message) => {
    expect(ask(more)).toStrictEqual([[`/ask${path}`, message]]);
  });

  it('has a target only for questions on a scale, in whatever survey is asked', () => {
    const target = { ask: { target: { per: 'month', margin: 5 } } };
    const told = (name: string) => [
      '/ask/target',
      `survey "${name}" has no question on a scale, so no margin can be reached; remove the target`,
    ];
    expect(faults({ ...target, survey: 'words' })).toStrictEqual([told('words')]);
    expect(faults({ ...target, variants: { words: 0.5 } })).toStrictEqual([told('words')]);
    expect(faults({ ...target, variants: { short: 0.5 } })).toStrictEqual([]);
  });

  it('has a target in values of the scale where the score is a mean', () => {
    const margins = (margin: number, question: object) =>
      faults({ survey: 'mean', ask: { target: { per: 'month', margin } } }, [
        '/surveys/mean',
        survey(text, { id: 'a', text: '?', ...question }),
      ]);
    const told = (scale: string, half: number) => [
      ['/ask/target/margin', `is in values of the scale ${scale} here; give less than ${half}`],
    ];
    const rating = { type: 'rating', points: 10 };
    expect(margins(4.4, rating)).toStrictEqual([]);
    expect(margins(4.5, rating)).toStrictEqual(told('1..10', 4.5));
    expect(margins(5, { ...rating, top: 9 })).toStrictEqual([]);
    expect(margins(2, { type: 'ces', edition: 1 })).toStrictEqual(told('1..5', 2));
    expect(margins(5, { type: 'ces' })).toStrictEqual([]);
  });

  it('is not blamed for a survey or a stage that has a fault itself', () => {
    const target = { ask: { target: { per: 'month', margin: 5 } }, survey: 'words', stage: 'gone' };
    expect(
      faults(target, ['/surveys/words', survey({ ...text, hint: 'x' })], ['/stages', [{ label: 'Gone' }]]),
    ).toStrictEqual([
      ['/stages/0/id', 'is required'],
      ['/surveys/words/questions/0/hint', '"hint" is not known here; remove it or correct its spelling'],
    ]);
  });
});

describe('a budget', () => {
  const budget = (more: object) =>
    faults({}, ['/governor', { budget: { prompts: 2, within: '90d', ...more } }]);

  it('keeps less in reserve than it has', () => {
    expect(budget({ reserve: 1 })).toStrictEqual([]);
    expect(budget({ reserve: 2 })).toStrictEqual([
      ['/governor/budget/reserve', 'must be smaller than prompts'],
    ]);
  });

  it('is for some time', () => {
    expect(budget({ within: '0d' })).toStrictEqual([
      ['/governor/budget/within', 'must be a duration above 0, such as 30s, 15m, 12h or 7d'],
    ]);
  });
});
