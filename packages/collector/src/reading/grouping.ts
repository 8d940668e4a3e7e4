import { fixedBreakdowns, type ScoreQuery } from '@milepost/protocol';
import { ProblemError } from '../problem-error.ts';
import type { KnownProgram } from '../program/known.ts';
import type { CellSum } from '../store/store.ts';
import { periodOf } from './period.ts';
import type { MetricQuestion } from './question-index.ts';

/** How the rows of a score table are told apart. */
export interface Grouping {
  /** The one dimension of the cells that is read; `''` is the whole. */
  dimension: string;
  keyOf(cell: Omit<CellSum, 'counts'>, question: MetricQuestion): RowKey;
}

export interface RowKey {
  /** Equal for equal rows. */
  id: string;
  period: string;
  group: Record<string, string>;
}

/** Breakdowns that are dimensions of the cells; a cell has a value in one of them at a time. */
const cellDimensions = ['locale', 'channel'];

/** @throws ProblemError `query_invalid` when a breakdown is not known, or two of them need the answers themselves */
export function groupingOf(
  { by, interval }: Pick<ScoreQuery, 'by' | 'interval'>,
  known: KnownProgram,
): Grouping {
  const { segments } = known.program;
  const breakdowns = [...fixedBreakdowns, ...segments];
  const refuse = (message: string) =>
    new ProblemError('query_invalid', 'the query cannot be answered', { errors: [{ path: '/by', message }] });
  for (const name of by)
    if (!breakdowns.includes(name)) throw refuse(`"${name}" is not one of ${breakdowns.join(', ')}`);
  const dimensions = by.filter((name) => cellDimensions.includes(name) || segments.includes(name));
  if (dimensions.length > 1 || new Set(by).size < by.length)
    throw refuse(`"${by.join(',')}" needs two segments at once; ask for one of them at a time`);
  return {
    dimension: dimensions[0] ?? '',
    keyOf: (cell, question) => {
      const period = periodOf(cell.day, interval);
      const group = Object.fromEntries(by.map((name) => [name, labelOf(name, { cell, question, known })]));
      return { id: JSON.stringify([period, ...Object.values(group)]), period, group };
    },
  };
}

interface Labelled {
  cell: Omit<CellSum, 'counts'>;
  question: MetricQuestion;
  known: KnownProgram;
}

function labelOf(breakdown: string, { cell, question, known }: Labelled): string {
  switch (breakdown) {
    case 'touchpoint':
      return cell.touchpoint;
    case 'stage':
    case 'pattern':
      return known.touchpoints.get(cell.touchpoint)?.[breakdown] ?? '';
    case 'survey':
      return cell.survey;
    case 'version':
      return String(cell.version);
    case 'question':
      return question.question;
    case 'scale':
      return question.scale.id;
    default:
      return cell.value;
  }
}
