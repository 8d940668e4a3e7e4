import { type Finding, unknown } from './finding.ts';
import type { Draft } from './parts.ts';

/**
 * Jumps go forward only, so a survey cannot loop; what nothing that is reached leads to is a fault too. A question whose
 * shape is wrong may lead anywhere.
 */
export function flowFaults(questions: readonly Draft[], path: readonly PropertyKey[]): Finding[] {
  const findings: Finding[] = [];
  const ids = questions.map(({ id }) => id);
  const reached = new Set([0]);
  let anywhere = false;
  for (const [index, question] of questions.entries()) {
    const isReached = anywhere || reached.has(index);
    // Whatever leads nowhere may be meant for a question whose id cannot be read.
    if (!isReached && question.id !== null)
      findings.push({
        path: [...path, index],
        message: `question "${question.id}" is never reached; let an earlier one lead to it, or remove it`,
      });
    anywhere ||= question.type === null;
    if (question.type === null) continue;
    // Behind a branch without a condition nothing is taken any more, neither a branch nor the next question.
    let open = isReached;
    for (const [nth, { when, go }] of (question.next ?? []).entries()) {
      const at = [...path, index, 'next', nth, 'go'];
      const target = go === 'end' ? questions.length : ids.indexOf(go);
      if (target === -1) findings.push(unknown({ path: at, what: 'question', name: go, among: ids }));
      else if (target <= index)
        findings.push({
          path: at,
          message: `"${go}" is not a later question; jumps go forward only, or to end`,
        });
      else if (open) reached.add(target);
      open &&= when !== undefined;
    }
    if (open) reached.add(index + 1);
  }
  return findings;
}
