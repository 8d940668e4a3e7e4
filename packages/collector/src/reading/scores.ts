import { estimators, histogram, type Method, precision } from '@milepost/metrics';
import {
  limits,
  type MetricName,
  type Scale,
  type ScoreQuery,
  type ScoreRow,
  type ScoreTable,
} from '@milepost/protocol';
import { funnelScale, funnelSlots } from '../intake/cells.ts';
import { dateOf, dayNumber, localDays } from '../intake/local-day.ts';
import { ProblemError } from '../problem-error.ts';
import type { KnownProgram } from '../program/known.ts';
import type { CellSum, Store } from '../store/store.ts';
import { type FunnelCounts, funnelOf } from './funnel.ts';
import { type Grouping, groupingOf, type RowKey } from './grouping.ts';
import { type MetricQuestion, type QuestionIndex, questionIndex } from './question-index.ts';

/** How the interval of a metric is made; it is told for an empty table too. */
const methodOf = { nps: 'adjusted-wald-3t', csat: 'wilson' } satisfies Record<MetricName, Method>;

/** A row while it is added up. */
interface Sum {
  key: RowKey;
  /** Of the answers; without any, of the questions. */
  scale: Scale;
  answered: boolean;
  counts: number[];
  funnel: FunnelCounts;
  open: number;
}

/** A row that something counts in, and the question through which it does. */
interface Place {
  key: RowKey;
  question: MetricQuestion;
}

interface Reading {
  store: Pick<Store, 'cells' | 'openResponses'>;
  known: KnownProgram;
  now: number;
}

/**
 * Answers a score query by adding up cells; no answer is read.
 *
 * @throws ProblemError `query_invalid`, `scale_mixed`
 */
export async function readScores(query: ScoreQuery, { store, known, now }: Reading): Promise<ScoreTable> {
  const { project, program } = known;
  const grouping = groupingOf(query, known);
  const questions = questionIndex(known, query);
  const today = localDays(program.timezone)(now);
  const range = {
    from: query.from === undefined ? null : dayNumber(query.from),
    to: query.to === undefined ? today + 1 : dayNumber(query.to),
  };
  const wanted = (touchpoint: string) => wantsTouchpoint(query, known, touchpoint);
  const scales = questions.scales.map(({ id }) => id);
  const cells = await store.cells({
    project,
    dimension: grouping.dimension,
    scales: [...scales, funnelScale],
    ...range,
    byDay: query.interval !== 'all',
  });
  const sums = new Map<string, Sum>();
  const row = ({ key, question: { scale } }: Place): Sum => {
    let sum = sums.get(key.id);
    if (!sum) {
      sum = { key, scale, answered: false, counts: [], funnel: [], open: 0 };
      sums.set(key.id, sum);
    }
    return sum;
  };
  for (const cell of cells) {
    if (!wanted(cell.touchpoint)) continue;
    if (cell.scale === funnelScale)
      for (const place of funnelPlaces(cell, questions, grouping)) addCounts(row(place).funnel, cell.counts);
    else addAnswers(cell, { questions, grouping, row });
  }
  for (const { day, counts } of await store.openResponses(project, now - limits.openForMs)) {
    if ((range.from !== null && day < range.from) || day >= range.to) continue;
    for (const { slot, ...cell } of counts) {
      if (cell.scale !== funnelScale || slot !== funnelSlots.open || cell.dimension !== grouping.dimension)
        continue;
      if (!wanted(cell.touchpoint)) continue;
      for (const place of funnelPlaces({ ...cell, day }, questions, grouping)) row(place).open += 1;
    }
  }
  const rows = [...sums.values()]
    .map((sum) => scoreRow(sum, query, known))
    .filter(({ funnel, n }) => funnel.shown > 0 || n > 0)
    .sort((a, b) => compare([a.period, ...Object.values(a.group)], [b.period, ...Object.values(b.group)]));
  return {
    metric: query.metric,
    scale: scales.length === 1 ? (scales[0] ?? null) : (query.scale ?? null),
    from: query.from ?? null,
    to: query.to ?? dateOf(range.to),
    interval: query.interval,
    timezone: program.timezone,
    confidence: query.confidence,
    method: methodOf[query.metric],
    rows,
    notes: [],
  };
}

function wantsTouchpoint(query: ScoreQuery, { touchpoints }: KnownProgram, touchpoint: string): boolean {
  const stage = touchpoints.get(touchpoint)?.stage ?? '';
  return (
    (!query.touchpoint || query.touchpoint.includes(touchpoint)) &&
    (!query.stage || query.stage.includes(stage))
  );
}

interface Adding {
  questions: QuestionIndex;
  grouping: Grouping;
  row: (place: Place) => Sum;
}

function addAnswers(cell: CellSum, { questions, grouping, row }: Adding): void {
  const question = questions.find(cell.survey, cell.version, cell.question);
  if (question?.scale.id !== cell.scale) return;
  const sum = row({ key: grouping.keyOf(cell, question), question });
  if (sum.answered && sum.scale.id !== question.scale.id)
    throw new ProblemError(
      'scale_mixed',
      `answers on the scales ${sum.scale.id} and ${question.scale.id} make no common score; ask with scale= or by=scale`,
    );
  sum.scale = question.scale;
  sum.answered = true;
  addCounts(sum.counts, cell.counts);
}

/** The rows that a prompt counts in: each that holds a question of its survey, once. */
function funnelPlaces(
  cell: Omit<CellSum, 'counts'>,
  questions: QuestionIndex,
  grouping: Grouping,
): Iterable<Place> {
  const places = questions
    .of(cell.survey, cell.version)
    .map((question) => ({ key: grouping.keyOf(cell, question), question }));
  return new Map(places.map((place) => [place.key.id, place])).values();
}

function addCounts(to: number[], counts: readonly number[]): void {
  for (const [slot, count] of counts.entries()) to[slot] = (to[slot] ?? 0) + count;
}

function scoreRow(sum: Sum, query: ScoreQuery, known: KnownProgram): ScoreRow {
  const { key, scale, counts, funnel, open } = sum;
  const onScale = Array.from(
    { length: scale.max - scale.min + 1 },
    (_, index) => counts[scale.min + index] ?? 0,
  );
  const estimate = estimators[query.metric](histogram(scale, onScale), {
    confidence: query.confidence,
  });
  const level = precision(estimate.n, known.program.precision);
  const told = level !== 'counts_only';
  return {
    period: key.period,
    group: key.group,
    n: estimate.n,
    score: told ? estimate.score : null,
    mean: told ? estimate.mean : null,
    low: told ? estimate.low : null,
    high: told ? estimate.high : null,
    histogram: Object.fromEntries(onScale.map((count, index) => [scale.min + index, count])),
    precision: level,
    suppressed: null,
    funnel: funnelOf(funnel, open),
  };
}

function compare(a: readonly string[], b: readonly string[]): number {
  const index = a.findIndex((part, at) => part !== b[at]);
  return index < 0 ? 0 : (a[index] ?? '') < (b[index] ?? '') ? -1 : 1;
}
