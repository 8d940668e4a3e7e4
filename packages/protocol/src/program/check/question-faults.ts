import { limits } from '../../limits.ts';
import { scaleOf } from '../../scale.ts';
import type { Question } from '../question.ts';
import { type Finding, twice } from './finding.ts';

/** What is wrong between the parts of one question. */
export function questionFaults(question: Question, path: readonly PropertyKey[]): Finding[] {
  return [
    ...(question.as !== undefined && !scaleOf(question)
      ? [{ path: [...path, 'as'], message: 'is for questions on a scale; remove it, or ask on a scale' }]
      : []),
    ...faultsOfType(question, path),
  ];
}

function faultsOfType(question: Question, path: readonly PropertyKey[]): Finding[] {
  switch (question.type) {
    case 'choice':
    case 'choices':
      return optionFaults(question, path);
    case 'rating':
      return (question.top ?? 0) > (question.points ?? 5)
        ? [{ path: [...path, 'top'], message: 'must not be greater than points' }]
        : [];
    case 'text':
      return (question.minLength ?? 0) > (question.maxLength ?? limits.textLength)
        ? [{ path: [...path, 'minLength'], message: 'must not be greater than maxLength' }]
        : [];
    default:
      return [];
  }
}

type Choosing = Extract<Question, { options: unknown }>;

function optionFaults(question: Choosing, path: readonly PropertyKey[]): Finding[] {
  const { options, other } = question;
  const findings = twice(options, { path: [...path, 'options'], what: 'option' });
  const taken = options.findIndex(({ id }) => id === 'other');
  if (other !== undefined && taken !== -1)
    findings.push({
      path: [...path, 'options', taken, 'id'],
      message: '"other" is the option that other adds; give this one another id',
    });
  const count = options.length + (other === undefined ? 0 : 1);
  if (question.type === 'choices' && (question.atMost ?? 0) > count)
    findings.push({
      path: [...path, 'atMost'],
      message: `must not be greater than the number of options, ${count}`,
    });
  return findings;
}
