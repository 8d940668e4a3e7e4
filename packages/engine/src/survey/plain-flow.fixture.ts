import type { AnswerTest, AnswerValue, Condition, Question } from '@milepost/protocol';
import type { Answers } from './answers.ts';

/** The ids of the questions that answers lead through: the flow once more, slowly, one sentence after the other. */
export function plainPath(questions: readonly Question[], answers: Answers): string[] {
  const walked: string[] = [];
  // A survey begins with its first question, and is over behind its last one.
  let position = 0;
  while (position < questions.length) {
    const question = questions[position] as Question;
    walked.push(question.id);
    // The first branch that holds is taken.
    const known = plainlyCounted(walked, answers);
    const branch = (question.next ?? []).filter(({ when }) => plainlyHolds(when, question.id, known))[0];
    // Without one, the next question follows.
    if (!branch) position += 1;
    else {
      const target = questions.map(({ id }) => id).indexOf(branch.go);
      // Nothing leads back; what leads nowhere ends the survey.
      position = branch.go !== 'end' && target > position ? target : questions.length;
    }
  }
  return walked;
}

/** The answers that count once these questions have been on. */
export function plainlyCounted(walked: readonly string[], answers: Answers): Map<string, AnswerValue> {
  const given = new Map(Object.entries(answers).map(([name, value]) => [name, value ?? null]));
  return new Map(
    [...given].filter(([name]) => {
      const [id = '', part] = name.split('.');
      // What was written beside the options counts while "other" is chosen.
      const other = given.get(id);
      if (part === 'other' && other !== 'other' && !(Array.isArray(other) && other.includes('other')))
        return false;
      return walked.includes(id);
    }),
  );
}

function plainlyHolds(
  when: Condition | undefined,
  current: string,
  answers: Map<string, AnswerValue>,
): boolean {
  // A branch without a condition is always taken.
  if (when === undefined) return true;
  const fails = (test: AnswerTest) => failing(test, test.question ?? current, answers).length > 0;
  if (fails(when)) return false;
  if (when.all?.some(fails)) return false;
  return when.any === undefined || !when.any.every(fails);
}

/** The parts of a test that the answer does not meet. */
function failing(test: AnswerTest, name: string, answers: Map<string, AnswerValue>): string[] {
  const given = answers.get(name) ?? null;
  const number = typeof given === 'number' ? given : Number.NaN;
  const all = given === null ? [] : [given].flat();
  const answered = [...answers].some(
    ([other, value]) => value !== null && (other === name || other.split('.')[0] === name),
  );
  const met: Record<string, boolean> = {
    min: number >= Number(test.min),
    max: number <= Number(test.max),
    in: all.some((one) => new Set(test.in).has(one)),
    answered: answered === test.answered,
  };
  return Object.keys(met).filter((part) => part in test && !met[part]);
}
