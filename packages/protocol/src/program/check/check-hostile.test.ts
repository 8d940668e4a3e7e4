import { describe, expect, it } from 'vitest';
import { limits } from '../../limits.ts';
import { checkProgram } from './check.ts';

const touchpoint = { label: 'Closed', stage: 'support', pattern: 'past', survey: 'csat' };
const survey = { questions: [{ id: 'a', type: 'nps', text: '?' }] };
const sound = {
  stages: [{ id: 'support', label: 'Support' }],
  touchpoints: { closed: touchpoint },
  surveys: { csat: survey },
};
const text = JSON.stringify(sound);

const numbered = <T>(count: number, make: (index: number) => T): T[] =>
  Array.from({ length: count }, (_, index) => make(index));
const withQuestions = (questions: unknown) => ({ ...sound, surveys: { csat: { questions } } });
const faultsOf = (document: unknown) => checkProgram(document).faults.map(({ path }) => path);
const parsed = (json: string) => {
  const document = JSON.parse(json);
  // Otherwise the test would try nothing.
  expect(json).toContain('"__proto__"');
  return document;
};

describe('a key named __proto__', () => {
  it('reaches the prototype of nothing', () => {
    const { program } = checkProgram(
      parsed(
        text
          .replace('"touchpoints":{', '"touchpoints":{"__proto__":{"polluted":1},')
          .replace('"surveys":{', `"surveys":{"__proto__":${JSON.stringify(survey)},`),
      ),
    );
    expect({}).not.toHaveProperty('polluted');
    expect({}).not.toHaveProperty('questions');
    for (const part of program ? [program, program.touchpoints, program.surveys] : []) {
      expect(Object.getPrototypeOf(part)).toBe(Object.prototype);
      expect(Object.keys(part)).not.toContain('__proto__');
    }
  });

  it.each([
    ['', text.replace('{', '{"__proto__":{},')],
    ['/touchpoints/closed', text.replace('"label":"Closed"', '"label":"Closed","__proto__":{}')],
    ['/surveys/csat/questions/0', text.replace('"id":"a"', '"id":"a","__proto__":{}')],
  ])('is one that is not known in %j', (place, json) => {
    expect(faultsOf(parsed(json))).toStrictEqual([`${place}/__proto__`]);
  });

  it.each([
    ['/touchpoints', '"touchpoints":{'],
    ['/surveys', '"surveys":{'],
    ['/surveys/csat/locales', '"locales":{'],
    ['/surveys/csat/locales/de', '"de":{'],
    ['/touchpoints/closed/facts', '"facts":{'],
    ['/touchpoints/closed/variants', '"variants":{'],
    ['/touchpoints/closed/ask/audience', '"audience":{'],
  ])('is no name in %j, where it would be lost without a word', (place, opening) => {
    const more = { facts: {}, variants: {}, ask: { audience: {} } };
    const whole = JSON.stringify({
      ...sound,
      touchpoints: { closed: { ...touchpoint, ...more } },
      surveys: { csat: { ...survey, locales: { de: {} } } },
    });
    expect(faultsOf(JSON.parse(whole))).toStrictEqual([]);
    expect(
      faultsOf(parsed(whole.replace(opening, `${opening}"__proto__":1,`).replace(',}', '}'))),
    ).toStrictEqual([`${place}/__proto__`]);
  });

  it('brings no survey that a touchpoint can point at', () => {
    const inherited = parsed(text.replace('"surveys":{', '"surveys":{"__proto__":{').replace(/}$/, '}}'));
    expect(faultsOf(inherited)).toContain('/touchpoints/closed/survey');
  });
});

describe('too much of anything', () => {
  const option = (index: number) => ({ id: `o${index}`, text: 'x' });
  const choice = (count: number) => [
    { id: 'a', type: 'choice', text: '?', options: numbered(count, option) },
  ];
  const chain = (count: number) =>
    withQuestions(
      numbered(count, (index) => ({
        id: `q${index}`,
        type: 'nps',
        text: '?',
        next: [{ go: index + 1 < count ? `q${index + 1}` : 'end' }],
      })),
    );

  it('is refused where it is, and just enough is not', () => {
    expect(faultsOf(chain(limits.questionsPerSurvey))).toStrictEqual([]);
    expect(faultsOf(chain(limits.questionsPerSurvey + 1))).toStrictEqual(['/surveys/csat/questions']);
    expect(faultsOf(withQuestions(choice(20)))).toStrictEqual([]);
    expect(faultsOf(withQuestions(choice(21)))).toStrictEqual(['/surveys/csat/questions/0/options']);
    const segments = (count: number) => ({ ...sound, segments: numbered(count, (index) => `s${index}`) });
    expect(faultsOf(segments(20))).toStrictEqual([]);
    expect(faultsOf(segments(21))).toStrictEqual(['/segments']);
  });

  const flood = 100_000;
  const record = (count: number, value: unknown) =>
    Object.fromEntries(numbered(count, (index) => [`k${index}`, value]));
  const nested = () => {
    let list: unknown[] = [];
    for (let depth = 0; depth < flood; depth++) list = [list];
    return list;
  };

  it.each<[path: string, document: object]>([
    ['/stages', { ...sound, stages: numbered(flood, () => 1) }],
    ['/touchpoints', { ...sound, touchpoints: record(10_000, touchpoint) }],
    ['/surveys', { ...sound, surveys: record(10_000, survey) }],
    ['/segments', { ...sound, segments: numbered(flood, (index) => `s${index}`) }],
    ['/surveys/csat/questions', chain(10_000)],
    ['/surveys/csat/locales', { ...sound, surveys: { csat: { ...survey, locales: record(flood, 1) } } }],
    [
      '/surveys/csat/locales/de',
      { ...sound, surveys: { csat: { ...survey, locales: { de: record(flood, {}) } } } },
    ],
    [
      '/touchpoints/closed/ask/audience',
      { ...sound, touchpoints: { closed: { ...touchpoint, ask: { audience: record(flood, {}) } } } },
    ],
    [
      '/touchpoints/closed/variants',
      { ...sound, touchpoints: { closed: { ...touchpoint, variants: record(flood, 0.1) } } },
    ],
    [
      '/touchpoints/closed/facts',
      { ...sound, touchpoints: { closed: { ...touchpoint, facts: record(flood, 1) } } },
    ],
    ['/stages/0', { ...sound, stages: nested() }],
    ['/extra', { ...sound, extra: nested() }],
  ])('is refused once, in %s, without a look at each of it', (path, document) => {
    expect(faultsOf(document)).toStrictEqual([path]);
  });

  it('is refused at 101 stages, 201 touchpoints and 201 surveys, and not before', () => {
    const stages = (count: number) => numbered(count, (index) => ({ id: `s${index}`, label: 'S' }));
    const program = (count: number) => ({
      stages: [...sound.stages, ...stages(count / 2 - 1)],
      touchpoints: record(count, touchpoint),
      surveys: { ...sound.surveys, ...record(count - 1, survey) },
    });
    expect(faultsOf(program(limits.touchpointsPerProgram))).toStrictEqual([]);
    expect(faultsOf(program(limits.touchpointsPerProgram + 2))).toStrictEqual([
      '/stages',
      '/touchpoints',
      '/surveys',
    ]);
  });

  it('is told of a hundred times, and then how many faults there are besides', () => {
    const touchpoints = (count: number) => record(count, { ...touchpoint, survey: 'gone' });
    expect(faultsOf({ ...sound, touchpoints: touchpoints(100) })).toHaveLength(100);
    const { faults } = checkProgram({ ...sound, extra: 1, touchpoints: touchpoints(150) });
    expect(faults).toHaveLength(101);
    expect(faults[0]?.path).toBe('/extra');
    expect(faults[99]).toStrictEqual({
      path: '/touchpoints/k98/survey',
      message: 'there is no survey "gone"; known is csat',
    });
    expect(faults[100]).toStrictEqual({ path: '', message: 'has 51 more faults; correct these first' });
    const unknown = checkProgram({ ...sound, ...record(flood, 1) }).faults;
    expect(unknown[100]?.message).toBe('has 99900 more faults; correct these first');
  });
});

describe('a fault of one kind', () => {
  it('does not move one of another', () => {
    expect(faultsOf({ ...sound, segments: [7, 'plan', 'plan'] })).toStrictEqual([
      '/segments/0',
      '/segments/2',
    ]);
  });

  it('does not hide one of another', () => {
    const both = { ...sound, extra: 1, precision: { countsOnlyBelow: 10, lowBelow: 9 } };
    expect(faultsOf(both).toSorted()).toStrictEqual(['/extra', '/precision/lowBelow']);
  });

  it('is not blamed on what it breaks', () => {
    expect(faultsOf({ ...sound, surveys: { csat: {} } })).toStrictEqual(['/surveys/csat/questions']);
    expect(faultsOf({ ...sound, surveys: 7 })).toStrictEqual(['/surveys']);
    expect(faultsOf({ ...sound, stages: undefined })).toStrictEqual(['/stages']);
    expect(faultsOf({ ...sound, stages: [{ id: 'support' }] })).toStrictEqual(['/stages/0/label']);
  });
});
