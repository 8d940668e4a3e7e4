import { canonical } from '@milepost/engine';
import { estimators, histogram, type Metric, marginOf, precision } from '@milepost/metrics';
import { type Closed, type Period, type Program, type Question, scaleOf } from '@milepost/protocol';
import { createCalendar } from '../calendar.ts';
import { funnelScale, funnelSlots } from '../intake/cells.ts';
import { localDays } from '../intake/local-day.ts';
import type { CellSum, Store } from '../store/store.ts';
import { type KnownProgram, knownSurvey } from './known.ts';

/** What has been reached, by touchpoint. */
export type Closures = Readonly<Record<string, Closed>>;

/**
 * Returns a function that tells which quotas and targets of a program are reached at an instant. Between two commits it
 * reads nothing, and it returns the same object until something in it changes.
 */
export function createClosures(
  store: Pick<Store, 'cells' | 'cellsVersion'>,
): (known: KnownProgram, now: number) => Promise<Closures> {
  const kept = new Map<string, Kept>();
  return async (known, now) => {
    const limits = limitsOf(known.program);
    if (limits.length === 0) return none;
    const version = await store.cellsVersion(known.project);
    const before = kept.get(known.project);
    if (before?.known === known && before.version === version && before.start <= now && now < before.end)
      return before.closures;
    const read = await readClosures(store, { known, limits, now });
    const same = before && canonical(before.closures) === canonical(read.closures);
    const closures = same ? before.closures : read.closures;
    kept.set(known.project, { ...read, closures, known, version });
    return closures;
  };
}

const none: Closures = {};

interface Read {
  closures: Closures;
  /** What all of their periods have in common, half-open. */
  start: number;
  end: number;
}

interface Kept extends Read {
  known: KnownProgram;
  version: number;
}

/** A quota or a target of one touchpoint. */
interface Limit {
  touchpoint: string;
  gate: keyof Closed;
  per: Period;
  /** Of the cells that it looks at. */
  scale: string;
  /** By the cells of its touchpoint in one period. */
  isReached(cells: readonly CellSum[]): boolean;
}

interface Reading {
  known: KnownProgram;
  limits: readonly Limit[];
  now: number;
}

async function readClosures(store: Pick<Store, 'cells'>, { known, limits, now }: Reading): Promise<Read> {
  const { project, program } = known;
  const calendar = createCalendar(program.timezone);
  const localDay = localDays(program.timezone);
  const closures = new Map<string, Closed>();
  let [start, end] = [Number.NEGATIVE_INFINITY, Number.POSITIVE_INFINITY];
  for (const [per, alike] of Map.groupBy(limits, (limit) => limit.per)) {
    const period = calendar.periodAt(now, per);
    start = Math.max(start, period.start);
    end = Math.min(end, period.end);
    const cells = await store.cells({
      project,
      dimension: '',
      scales: [...new Set(alike.map(({ scale }) => scale))],
      from: localDay(period.start),
      to: localDay(period.end),
      byDay: false,
    });
    const byTouchpoint = Map.groupBy(cells, (cell) => cell.touchpoint);
    for (const { touchpoint, gate, isReached } of alike)
      if (isReached(byTouchpoint.get(touchpoint) ?? []))
        closures.set(touchpoint, { ...closures.get(touchpoint), [gate]: period.end });
  }
  return { closures: Object.fromEntries(closures), start, end };
}

function limitsOf(program: Program): Limit[] {
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
 * The target of a survey's first question on a scale, over the answers of all its versions on that scale; none for a
 * survey without one. A score that is too imprecise to be told has no margin
 * yet: a few answers that happen to agree must not end the asking. Of a CXi question each item
 * must reach it.
 */
function targetLimit(touchpoint: string, { program, survey, target: { per, margin } }: Targeted): Limit[] {
  const content = program.surveys[survey];
  const question = content?.questions.find(isOnScale);
  const scale = question && scaleOf(question);
  if (!content || !question || !scale) return [];
  const names = [...knownSurvey(survey, 0, content).answers]
    .filter(([, spec]) => spec.question === question && spec.scale)
    .map(([name]) => name);
  const top = 'top' in question ? { top: question.top } : {};
  const isPrecise = (cells: readonly CellSum[]) => {
    const counts = Array.from({ length: scale.max - scale.min + 1 }, (_, index) =>
      sum(cells.map(countAt(scale.min + index))),
    );
    const estimate = estimators[question.type](histogram(scale, counts), top);
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

function isOnScale(question: Question): question is Extract<Question, { type: Metric }> {
  return scaleOf(question) !== null;
}

const countAt =
  (slot: number) =>
  ({ counts }: CellSum): number =>
    counts[slot] ?? 0;

function sum(all: readonly number[]): number {
  return all.reduce((total, one) => total + one, 0);
}
