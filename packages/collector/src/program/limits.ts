import { marginOf, precision } from '@milepost/metrics';
import type { Closed, Period, Program } from '@milepost/protocol';
import { funnelScale, funnelSlots } from '../intake/cells.ts';
import type { CellSum } from '../store/store.ts';
import { knownSurvey } from './known.ts';
import { scoredQuestion, scoreOf } from './scored-question.ts';

/** A quota or a target of one touchpoint. */
export interface Limit {
  touchpoint: string;
  gate: keyof Closed;
  per: Period;
  /** Of the cells that it looks at. */
  scale: string;
  /** By the cells of its touchpoint in one period. */
  isReached(cells: readonly CellSum[]): boolean;
}

/** Every quota and target of a program. */
export function limitsOf(program: Program): Limit[] {
  return Object.entries(program.touchpoints).flatMap(([touchpoint, { survey, ask }]): Limit[] => [
    ...(ask.quota ? [quotaLimit(touchpoint, ask.quota)] : []),
    ...(ask.target ? targetLimit(touchpoint, { program, survey, target: ask.target }) : []),
  ]);
}

function quotaLimit(touchpoint: string, { per, answers }: { per: Period; answers: number }): Limit {
  return {
    touchpoint,
    gate: 'quota',
    per,
    scale: funnelScale,
    isReached: (cells) => {
      const started = cells.filter(({ scale }) => scale === funnelScale).map(countAt(funnelSlots.started));
      return sum(started) >= answers;
    },
  };
}

interface Targeted {
  program: Program;
  survey: string;
  target: { per: Period; margin: number };
}

/**
 * The target of a survey, over the answers of all its versions on the scale of its scored question; none for a survey
 * without one. A score that is too imprecise to be told has no margin yet: a few answers that happen to agree must not
 * end the asking. Of a CXi question each item must reach it.
 */
function targetLimit(touchpoint: string, { program, survey, target: { per, margin } }: Targeted): Limit[] {
  const content = program.surveys[survey];
  const scored = content && scoredQuestion(content);
  if (!scored) return [];
  const { question, scale } = scored;
  const names = [...knownSurvey(survey, 0, content).answers]
    .filter(([, spec]) => spec.question === question && spec.scale)
    .map(([name]) => name);
  const isPrecise = (cells: readonly CellSum[]) => {
    const counts = Array.from({ length: scale.max - scale.min + 1 }, (_, index) =>
      sum(cells.map(countAt(scale.min + index))),
    );
    const estimate = scoreOf(scored, counts);
    const reached = marginOf(estimate);
    return (
      precision(estimate.n, program.precision) !== 'counts_only' && reached !== null && reached <= margin
    );
  };
  return [
    {
      touchpoint,
      gate: 'precision',
      per,
      scale: scale.id,
      isReached: (cells) => {
        const own = cells.filter((cell) => cell.survey === survey && cell.scale === scale.id);
        return names.every((name) => isPrecise(own.filter((cell) => cell.question === name)));
      },
    },
  ];
}

const countAt =
  (slot: number) =>
  ({ counts }: CellSum): number =>
    counts[slot] ?? 0;

function sum(all: readonly number[]): number {
  return all.reduce((total, one) => total + one, 0);
}
