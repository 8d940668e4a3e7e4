import type { AnswerTest, Condition } from '@milepost/protocol';
import { type Answers, answerTo, belongsTo } from './answers.ts';

/** Whether a branch of the question `current` is taken: its own test, all of `all` and one of `any` must hold. */
export function holds(when: Condition, current: string, answers: Answers): boolean {
  const passes = (test: AnswerTest) => passesTest(test, test.question ?? current, answers);
  const { all = [], any = [when] } = when;
  return [when, ...all].every(passes) && any.some(passes);
}

function passesTest(test: AnswerTest, name: string, answers: Answers): boolean {
  const { min, max, in: wanted, answered } = test;
  const value = answerTo(answers, name);
  if (answered !== undefined && answered !== isAnswered(name, answers)) return false;
  if (min !== undefined && !(typeof value === 'number' && value >= min)) return false;
  if (max !== undefined && !(typeof value === 'number' && value <= max)) return false;
  return !wanted || [value].flat().some((one) => one !== null && wanted.includes(one));
}

/** A question is answered when it, or a part of it, is. */
function isAnswered(name: string, answers: Answers): boolean {
  return Object.keys(answers).some((key) => belongsTo(name, key) && answerTo(answers, key) !== null);
}
