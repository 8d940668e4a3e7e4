import type { AnswerTest, Condition } from '../condition.ts';
import { type Answerable, type Answerables, answerableOf, namesWithin } from './answerable.ts';
import { type Finding, unknown } from './finding.ts';

/** Where a condition stands. */
interface Place {
  path: readonly PropertyKey[];
  /** The question whose branch it is, and its place in the survey. */
  id: string;
  position: number;
  answers: Answerables;
}

/** Tests of answers that cannot be there yet, and tests that no answer of their kind can pass. */
export function conditionFaults({ all = [], any = [], ...own }: Condition, place: Place): Finding[] {
  const inside = (list: readonly AnswerTest[], name: string) =>
    list.flatMap((test, index) => testFaults(test, { ...place, path: [...place.path, name, index] }));
  return [
    ...(Object.keys(own).length > 0 ? testFaults(own, place) : []),
    ...inside(all, 'all'),
    ...inside(any, 'any'),
  ];
}

function testFaults(test: AnswerTest, { path, id, position, answers }: Place): Finding[] {
  const name = test.question ?? id;
  const answer = answerableOf(answers, name);
  const at = test.question === undefined ? path : [...path, 'question'];
  if (!answer)
    return [unknown({ path: at, what: 'answer', name, among: namesWithin(answers, position + 1) })];
  if (answer.position > position)
    return [{ path: at, message: `"${name}" is asked later; look at this question or an earlier one` }];
  if (answer.kind === 'message')
    return [{ path: at, message: `"${name}" is a message, which nobody answers; look at a question` }];
  return [...contradictions(test, path), ...valueFaults(test, { path, name, answer })];
}

function contradictions(test: AnswerTest, path: readonly PropertyKey[]): Finding[] {
  const { min, max, in: values, answered } = test;
  const findings: Finding[] = [];
  if (min !== undefined && max !== undefined && min > max)
    findings.push({ path: [...path, 'max'], message: 'must not be smaller than min' });
  if (answered === false && (min ?? max ?? values) !== undefined)
    findings.push({
      path: [...path, 'answered'],
      message: 'must not be false beside min, max or in, which only an answer passes',
    });
  return findings;
}

interface Tested {
  path: readonly PropertyKey[];
  name: string;
  answer: Answerable;
}

function valueFaults(test: AnswerTest, { path, name, answer }: Tested): Finding[] {
  const bounds = (['min', 'max'] as const).filter((key) => test[key] !== undefined);
  const values = [
    ...bounds.map((key) => ({ at: [...path, key], value: test[key], listed: false })),
    ...(test.in ?? []).map((value, index) => ({ at: [...path, 'in', index], value, listed: true })),
  ];
  switch (answer.kind) {
    case 'scale': {
      const { min, max } = answer.scale;
      const message = `must be a value of the scale of "${name}", ${min} to ${max}`;
      const fits = (value: unknown, listed: boolean) =>
        typeof value === 'number' && value >= min && value <= max && (!listed || Number.isInteger(value));
      return values.flatMap(({ at, value, listed }) => (fits(value, listed) ? [] : [{ path: at, message }]));
    }
    case 'options':
      return values.flatMap(({ at, value, listed }) => {
        if (!listed) return [{ path: at, message: `"${name}" is not on a scale; test its options with in` }];
        const option = String(value);
        const { options } = answer;
        return options.includes(option)
          ? []
          : [unknown({ path: at, what: 'option', name: option, among: options })];
      });
    case 'words':
      return values.slice(0, 1).map(({ at }) => ({
        path: at,
        message: `"${name}" is answered in words; test it with answered`,
      }));
    case 'parts':
      return values.slice(0, 1).map(({ at }) => ({
        path: at,
        message: `"${name}" has several answers; look at one of them, such as ${name}.ease`,
      }));
    default:
      return [];
  }
}
