import { describe, expect, it } from 'vitest';
import { fixedBreakdowns, intervals } from './parameters.ts';
import { responseQuery } from './responses.ts';
import { metricNames, scoreQuery } from './score-query.ts';

const faults = (query: object) =>
  (scoreQuery.safeParse(query).error?.issues ?? []).map((issue) =>
    issue.code === 'unrecognized_keys' ? issue.keys.join() : issue.path.join('.'),
  );

describe('scoreQuery', () => {
  it('needs a metric and has the defaults of the contract', () => {
    expect(scoreQuery.parse({ metric: 'nps' })).toStrictEqual({
      metric: 'nps',
      interval: 'all',
      by: [],
      confidence: 0.95,
      unit: 'answer',
      format: 'json',
    });
    expect(faults({})).toStrictEqual(['metric']);
  });

  it('reads every parameter as it stands in a URL', () => {
    expect(
      scoreQuery.parse({
        metric: 'csat',
        scale: '1..5',
        from: '2026-10-01',
        to: '2026-12-01',
        interval: 'month',
        by: 'touchpoint,plan',
        touchpoint: 'ticket_closed,relationship',
        stage: 'support',
        survey: 'support-csat',
        question: 'satisfaction',
        channel: 'email,link',
        where: ['plan:pro', 'fact:queue:a,b'],
        confidence: '0.9',
        compare: 'previous',
        unit: 'account',
        format: 'csv',
      }),
    ).toStrictEqual({
      metric: 'csat',
      scale: '1..5',
      from: '2026-10-01',
      to: '2026-12-01',
      interval: 'month',
      by: ['touchpoint', 'plan'],
      touchpoint: ['ticket_closed', 'relationship'],
      stage: ['support'],
      survey: ['support-csat'],
      question: ['satisfaction'],
      channel: ['email', 'link'],
      where: ['plan:pro', 'fact:queue:a,b'],
      confidence: 0.9,
      compare: 'previous',
      unit: 'account',
      format: 'csv',
    });
  });

  it('takes every metric, every interval and every fixed breakdown', () => {
    for (const metric of metricNames) expect(faults({ metric })).toStrictEqual([]);
    expect(intervals).toStrictEqual(['day', 'week', 'month', 'quarter', 'year', 'all']);
    for (const interval of intervals) expect(faults({ metric: 'nps', interval })).toStrictEqual([]);
    expect(fixedBreakdowns).toStrictEqual([
      'touchpoint',
      'stage',
      'pattern',
      'survey',
      'version',
      'question',
      'scale',
      'locale',
      'channel',
    ]);
    for (const by of [...fixedBreakdowns, 'plan', 'fact:queue'])
      expect(faults({ metric: 'nps', by })).toStrictEqual([]);
  });

  it.each<[parameter: string, values: string[]]>([
    ['metric', ['', 'NPS', 'unheard-of', 'constructor']],
    [
      'from',
      [
        '',
        'today',
        '0000-01-01',
        '1899-12-31',
        '9999-01-01',
        '2026-11',
        '2026-02-30',
        '2026-11-22T00:00:00Z',
        '22.11.2026',
      ],
    ],
    ['to', ['', '2026-13-01']],
    ['interval', ['', 'hour', 'Month']],
    ['by', ['touchpoint,stage,survey']],
    [
      'confidence',
      ['', '0', '0.49', '0.9991', '1', '95', '95%', 'NaN', 'Infinity', '9e-1', '0x1', ' 0.9', '.9', '1.'],
    ],
    ['format', ['', 'xml', 'JSON']],
    ['from_', ['2026-11-22']],
    ['Metric', ['nps']],
    ['compare', ['', 'last', 'true']],
    ['unit', ['', 'person']],
    ['weights', ['nps:50,csat:25,ces:25']],
  ])('refuses a %s of any of %j', (parameter, values) => {
    for (const value of values)
      expect([value, faults({ metric: 'nps', [parameter]: value })]).toStrictEqual([value, [parameter]]);
  });

  it.each(['by', 'touchpoint', 'stage', 'survey', 'question'])('refuses an empty name in %s', (parameter) => {
    const places = ['', ',', 'a,', ',a'].map((text) => faults({ metric: 'nps', [parameter]: text }));
    expect(places).toStrictEqual([
      [`${parameter}.0`],
      [`${parameter}.0`, `${parameter}.1`],
      [`${parameter}.1`],
      [`${parameter}.0`],
    ]);
  });

  it('takes a confidence from 0.5 to 0.999', () => {
    for (const confidence of ['0.5', '0.8', '0.999'])
      expect(scoreQuery.parse({ metric: 'nps', confidence }).confidence).toBe(Number(confidence));
  });

  it('takes days from 1900 on, and says so of others', () => {
    expect(faults({ metric: 'nps', from: '1900-01-01', to: '9998-12-31' })).toStrictEqual([]);
    const { error } = scoreQuery.safeParse({ metric: 'nps', from: '1899-12-31' });
    expect(error?.issues.map(({ message }) => message)).toStrictEqual(['must be 1900-01-01 to 9998-12-31']);
  });

  it('takes whole numbers in digits alone where pages are counted', () => {
    const limits = (limit: string) => responseQuery.safeParse({ limit }).success;
    expect(['1', '1000', '0100'].map(limits)).toStrictEqual([true, true, true]);
    expect(['0x10', '1e2', '1.0', ' 5', '', '+5'].map(limits)).toStrictEqual(Array(6).fill(false));
  });

  it('wants a span of at least a day, half-open', () => {
    const span = (from: string, to: string) => faults({ metric: 'nps', from, to });
    expect(span('2026-11-21', '2026-11-22')).toStrictEqual([]);
    expect(span('2026-11-22', '2026-11-22')).toStrictEqual(['to']);
    expect(span('2026-12-31', '2026-01-01')).toStrictEqual(['to']);
    expect(faults({ metric: 'nps', from: '2026-11-22' })).toStrictEqual([]);
    expect(faults({ metric: 'nps', to: '2026-11-22' })).toStrictEqual([]);
  });

  it('takes weights for the overall score alone, which has no scale and no votes', () => {
    const weights = 'nps:50,csat:30,ces:20';
    expect(scoreQuery.parse({ metric: 'cx', weights }).weights).toStrictEqual({ nps: 50, csat: 30, ces: 20 });
    // As floating-point numbers these add up to a little more or less.
    for (const thirds of ['nps:33.4,csat:33.3,ces:33.3', 'nps:33.33,csat:33.33,ces:33.34'])
      expect([thirds, faults({ metric: 'cx', weights: thirds })]).toStrictEqual([thirds, []]);
    for (const bad of [
      '',
      'nps:50',
      'csat:50,nps:30,ces:20',
      'nps:50,csat:30,ces:30',
      'nps:100,csat:0,ces:0',
    ])
      expect([bad, faults({ metric: 'cx', weights: bad })]).toStrictEqual([bad, ['weights']]);
    expect(faults({ metric: 'cx', scale: '1..5' })).toStrictEqual(['scale']);
    expect(faults({ metric: 'cx', unit: 'account' })).toStrictEqual(['unit']);
  });

  it('takes lists as they come when a parameter is repeated', () => {
    expect(scoreQuery.parse({ metric: 'nps', touchpoint: ['a,b', 'c'] }).touchpoint).toStrictEqual([
      'a',
      'b',
      'c',
    ]);
    expect(faults({ metric: 'nps', where: 'plan' })).toStrictEqual(['where.0']);
    expect(faults({ metric: 'nps', where: Array.from({ length: 51 }, () => 'plan:pro') })).toStrictEqual([
      'where',
    ]);
  });

  it('reports every fault at once', () => {
    const query = { metric: 'x', from: 'x', confidence: '2', unheard: '1', of: '2' };
    expect(faults(query).toSorted()).toStrictEqual(['confidence', 'from', 'metric', 'unheard,of']);
  });
});
