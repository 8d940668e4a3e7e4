import { describe, expect, it } from 'vitest';
import { limits } from '../limits.ts';
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

  it('is refused in no time: 60,000 segments', () => {
    const segments = numbered(60_000, (index) => `s${index}`);
    const start = performance.now();
    expect(faultsOf({ ...sound, segments })).toStrictEqual(['/segments']);
    expect(performance.now() - start).toBeLessThan(2_000);
  });

  it('is refused in no time: 10,000 questions', () => {
    const start = performance.now();
    expect(faultsOf(chain(10_000))).toStrictEqual(['/surveys/csat/questions']);
    expect(performance.now() - start).toBeLessThan(2_000);
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
