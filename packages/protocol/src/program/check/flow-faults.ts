import type { Answerables } from './answerable.ts';
import { conditionFaults } from './condition-faults.ts';
import { type Finding, unknown } from './finding.ts';
import { type Outcome, outcomesOf, verdictOn } from './outcomes.ts';
import type { Draft } from './parts.ts';

/** The questions of a survey, where they are, and what can be answered in it. */
interface Survey {
  path: readonly PropertyKey[];
  ids: readonly (string | null)[];
  answers: Answerables;
}

/** Where a question leads. */
interface Way {
  findings: Finding[];
  /** A jump leads nowhere, so nobody knows what was meant to be reached. */
  isLost: boolean;
  targets: string[];
  fallsThrough: boolean;
}

/**
 * Jumps go forward only, so a survey cannot loop; a branch that no answer can take, one behind another that takes all of
 * them by itself, and a question that nothing leads to are faults too. A question whose shape is wrong may lead anywhere.
 */
export function flowFaults(
  questions: readonly Draft[],
  { path, answers }: Pick<Survey, 'path' | 'answers'>,
): Finding[] {
  const ids = questions.map(({ id }) => id);
  const ways = questions.map((question, index) => wayOf(question, { index, path, ids, answers }));
  const findings = ways.flatMap((way) => way.findings);
  if (ways.some(({ isLost }) => isLost)) return findings;
  const reached = new Set([0]);
  for (const [index, { targets, fallsThrough }] of ways.entries()) {
    const { id, type } = questions[index] ?? { id: null, type: null };
    if (reached.has(index)) {
      for (const target of targets) reached.add(ids.indexOf(target));
      if (fallsThrough) reached.add(index + 1);
    } else if (id !== null)
      findings.push({
        path: [...path, index],
        message: `question "${id}" is never reached; let an earlier one lead to it, or remove it`,
      });
    if (type === null) break;
  }
  return findings;
}

/** Follows everything that may come of a question through its branches. */
function wayOf(question: Draft, { index, ...survey }: Survey & { index: number }): Way {
  const way: Way = { findings: [], isLost: false, targets: [], fallsThrough: true };
  if (question.type === null) return way;
  const { id, next = [] } = question;
  const all = outcomesOf(question);
  let left: readonly Outcome[] = all;
  for (const [nth, { when, go }] of next.entries()) {
    const path = [...survey.path, index, 'next', nth];
    const lost = jumpFaults(go, { ...survey, path: [...path, 'go'], index });
    const faults = when
      ? conditionFaults(when, { ...survey, path: [...path, 'when'], id, position: index })
      : [];
    way.findings.push(...lost, ...faults);
    way.isLost ||= lost.length > 0;
    if (lost.length > 0 || faults.length > 0) {
      way.targets.push(go);
      continue;
    }
    const takers = (among: readonly Outcome[]) =>
      among.filter((outcome) => verdictOn(outcome, { when, id }) !== 'no');
    const message =
      takers(all).length === 0
        ? neverPassed(id, when?.answered)
        : when && next.slice(0, nth).some((earlier) => !earlier.when) && neverLeft;
    if (message) way.findings.push({ path, message });
    // What is told of counts as leading where it was meant to. A default behind branches that take all is no fault.
    if (message || takers(left).length > 0) way.targets.push(go);
    left = left.filter((outcome) => verdictOn(outcome, { when, id }) !== 'yes');
  }
  return { ...way, fallsThrough: left.length > 0 };
}

const neverLeft =
  'is never taken: a branch before it has no condition and takes every answer; change their order, or remove it';

function neverPassed(id: string, answered: boolean | undefined): string {
  return answered === false
    ? `is never taken: "${id}" is always answered; let it be optional, or remove the branch`
    : 'is never taken: no answer passes its tests together; correct them, or remove the branch';
}

/** A jump to what is not there, or not later. */
function jumpFaults(
  go: string,
  { path, ids, index }: Omit<Survey, 'answers'> & { index: number },
): Finding[] {
  if (go === 'end' || ids.indexOf(go) > index) return [];
  return ids.includes(go)
    ? [{ path, message: `"${go}" is not a later question; jumps go forward only, or to end` }]
    : [unknown({ path, what: 'question', name: go, among: ids })];
}
