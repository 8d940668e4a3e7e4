import { funnelScale } from '../../intake/cells.ts';
import type { KnownProgram } from '../../program/known.ts';
import type { Counted } from '../counts/counted.ts';
import { type Period, periodAt } from '../days/period.ts';
import type { AskedQuestion, QuestionIndex } from '../query/question-index.ts';
import { type Label, labelOf } from './label.ts';
import { scaleMixed } from './scale-mixed.ts';
import type { TableQuery } from './table-query.ts';

/** A row while it is added up. */
export interface RowSum {
  period: Period;
  /** The value of each breakdown. */
  labels: readonly string[];
  /** One that was answered; without any, one that was asked. It tells the scale. */
  question: AskedQuestion;
  n: number;
  /** By the columns of the cells. */
  counts: number[];
  funnel: number[];
  open: number;
}

/** Rows by what tells them apart. */
export interface RowSums {
  /** Adds answers, and prompts to each row that holds a question of their survey, once. */
  add(counted: Counted): void;
  /** Adds a prompt that is still open. */
  addOpen(counted: Counted): void;
  /** The row that answers count in; undefined for anything else. */
  rowOf(counted: Counted): { row: RowSum; question: AskedQuestion } | undefined;
  find(period: Period, labels: readonly string[]): RowSum | undefined;
  all(): RowSum[];
}

interface RowSumParts {
  known: KnownProgram;
  index: QuestionIndex;
  /** Null for all. */
  touchpoints: ReadonlySet<string> | null;
  by: readonly string[];
  interval: TableQuery['interval'];
  /** Those that the counts have values in. */
  dimensions: readonly string[];
}

export function createRowSums(parts: RowSumParts): RowSums {
  const { known, index, touchpoints, by, interval } = parts;
  // Maps within maps: a text key for each of a hundred thousand cells would take longer than all else.
  const periods = new Map<Period, Map<string, Map<string, RowSum>>>();
  const rows: RowSum[] = [];
  const whole: Label = () => '';
  const [first = whole, second = whole] = by.map((name) =>
    labelOf(name, { known, dimensions: parts.dimensions }),
  );
  // Whether prompts of one survey can count in several rows.
  const splits = by.includes('question') || by.includes('scale');

  // Counts come day by day.
  let day: number | null = null;
  let period = periodAt(0, interval);
  let ofPeriod = entry(periods, period);
  const rowAt = (counted: Counted, question: AskedQuestion): RowSum => {
    if (counted.day !== day) {
      day = counted.day;
      period = periodAt(day, interval);
      ofPeriod = entry(periods, period);
    }
    const a = first(counted, question);
    const b = second(counted, question);
    const ofFirst = entry(ofPeriod, a);
    let row = ofFirst.get(b);
    if (!row) {
      row = {
        period,
        labels: [a, b].slice(0, by.length),
        question,
        n: 0,
        counts: none(),
        funnel: none(),
        open: 0,
      };
      ofFirst.set(b, row);
      rows.push(row);
    }
    return row;
  };
  const wanted = ({ touchpoint }: Counted) => touchpoints?.has(touchpoint) ?? true;

  const rowsOfPrompt = (counted: Counted): Iterable<RowSum> =>
    new Set(index.of(counted.survey, counted.version).map((question) => rowAt(counted, question)));
  const addPrompts = (counted: Counted, add: (row: RowSum) => void): void => {
    if (!wanted(counted)) return;
    if (splits) for (const row of rowsOfPrompt(counted)) add(row);
    else {
      const [question] = index.of(counted.survey, counted.version);
      if (question) add(rowAt(counted, question));
    }
  };
  const questionOf = (counted: Counted): AskedQuestion | undefined => {
    if (!wanted(counted)) return undefined;
    const question = index.find(counted.survey, counted.version, counted.question);
    return question?.scale.id === counted.scale ? question : undefined;
  };

  return {
    rowOf: (counted) => {
      const question = questionOf(counted);
      return question && { row: rowAt(counted, question), question };
    },
    add: (counted) => {
      if (counted.scale === funnelScale) {
        addPrompts(counted, ({ funnel }) => addTo(funnel, counted.counts));
        return;
      }
      const question = questionOf(counted);
      if (!question) return;
      const row = rowAt(counted, question);
      const added = addTo(row.counts, counted.counts);
      if (added === 0) return;
      if (row.n === 0) row.question = question;
      else if (row.question.scale.id !== question.scale.id || row.question.top !== question.top)
        throw scaleMixed(row.question, question);
      row.n += added;
    },
    addOpen: (counted) =>
      addPrompts(counted, (row) => {
        row.open += 1;
      }),
    find: (period, [a = '', b = '']) => periods.get(period)?.get(a)?.get(b),
    all: () => rows,
  };
}

const columns = 11;
const zeros = Array.from({ length: columns }, () => 0);
const none = () => zeros.slice();

function addTo(to: number[], counts: readonly number[]): number {
  let added = 0;
  for (let column = 0; column < columns; column++) {
    const count = counts[column] ?? 0;
    to[column] = (to[column] ?? 0) + count;
    added += count;
  }
  return added;
}

function entry<K, L, V>(map: Map<K, Map<L, V>>, key: K): Map<L, V> {
  let value = map.get(key);
  if (!value) {
    value = new Map();
    map.set(key, value);
  }
  return value;
}
