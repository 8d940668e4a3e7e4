import { scaleOf } from '../../scale.ts';
import type { Question } from '../question.ts';
import type { TouchpointSpec } from '../touchpoint.ts';
import { type Finding, unknown } from './finding.ts';
import type { Parts } from './parts.ts';

interface Place {
  path: readonly PropertyKey[];
  parts: Pick<Parts, 'stages' | 'surveys'>;
}

/** What is wrong between the parts of a touchpoint, or between it and the rest of the program. */
export function touchpointFaults(touchpoint: TouchpointSpec, place: Place): Finding[] {
  const { path, parts } = place;
  const stages = parts.stages?.map(({ id }) => id) ?? [null];
  const { stage, ask } = touchpoint;
  const { from, to } = ask.schedule ?? {};
  return [
    // A stage whose id cannot be read may be the one that is meant.
    ...(stages.includes(stage) || stages.includes(null)
      ? []
      : [unknown({ path: [...path, 'stage'], what: 'stage', name: stage, among: stages })]),
    ...variantFaults(touchpoint, path),
    ...askedFaults(touchpoint, place),
    ...marginFaults(touchpoint, place),
    ...(from && to && minute(from) >= minute(to)
      ? [{ path: [...path, 'ask', 'schedule', 'to'], message: 'must be later than from' }]
      : []),
  ];
}

/** A day begins with its first minute, so that both can be compared as texts. */
function minute(local: string): string {
  return `${local}T00:00`.slice(0, 'yyyy-mm-ddThh:mm'.length);
}

function variantFaults({ survey, variants = {} }: TouchpointSpec, path: readonly PropertyKey[]): Finding[] {
  // Ten times 0.1 is a little less or more than 1.
  const sum = Object.values(variants).reduce((total, share) => total + share, 0);
  return [
    ...(Object.hasOwn(variants, survey)
      ? [
          {
            path: [...path, 'variants', survey],
            message: 'is the survey of the touchpoint, which gets what is left; remove it',
          },
        ]
      : []),
    ...(sum > 1 - 1e-9
      ? [
          {
            path: [...path, 'variants'],
            message: `must add up to less than 1; leave a share for "${survey}", or make one of them the survey`,
          },
        ]
      : []),
  ];
}

/** The survey and its variants: each must be there, and be able to reach the target. */
function askedFaults({ survey, variants = {}, ask }: TouchpointSpec, { path, parts }: Place): Finding[] {
  const { surveys } = parts;
  if (!surveys) return [];
  const asked = [
    { name: survey, at: [...path, 'survey'] },
    ...Object.keys(variants).map((name) => ({ name, at: [...path, 'variants', name] })),
  ];
  return asked.flatMap(({ name, at }): Finding[] => {
    if (!Object.hasOwn(surveys, name))
      return [unknown({ path: at, what: 'survey', name, among: Object.keys(surveys) })];
    const onScale = surveys[name]?.questions.some(
      (question) => question.type === null || scaleOf(question) !== null,
    );
    return ask.target && onScale === false
      ? [
          {
            path: [...path, 'ask', 'target'],
            message: `survey "${name}" has no question on a scale, so no margin can be reached; remove the target`,
          },
        ]
      : [];
  });
}

/** A margin in points, where the score is a mean: half of the scale is within it before anybody has answered. */
function marginFaults({ survey, ask: { target } }: TouchpointSpec, { path, parts }: Place): Finding[] {
  const questions =
    parts.surveys && Object.hasOwn(parts.surveys, survey) ? parts.surveys[survey]?.questions : [];
  const question = questions?.find((one) => one.type === null || scaleOf(one));
  const scale = question?.type && isMean(question) ? scaleOf(question) : null;
  if (!target || !scale) return [];
  const { min, max } = scale;
  const half = (max - min) / 2;
  if (target.margin < half) return [];
  const message = `is in values of the scale ${min}..${max} here; give less than ${half}`;
  return [{ path: [...path, 'ask', 'target', 'margin'], message }];
}

function isMean(question: Question): boolean {
  if (question.type === 'rating') return question.top === undefined;
  return question.type === 'ces' && question.edition === 1;
}
