import {
  accountWeighted,
  addMoments,
  clusterRobust,
  csat,
  cxi,
  cxiQuestion,
  type DesignEffect,
  type Estimate,
  ces as easy,
  effort,
  histogram,
  type Moments,
  nps,
  pmf,
  rating,
  thumbs,
  withDesignEffect,
} from '@milepost/metrics';
import type { ScoreQuery } from '@milepost/protocol';
import { plus, wholeDays } from './slow-calendar.fixture.ts';
import { type Answered, type Cell, cellsOf, type Ranged } from './slow-cells.fixture.ts';

function scoreOf(
  values: readonly number[],
  { scale, top }: Pick<Cell, 'scale' | 'top'>,
  { metric, confidence }: Pick<ScoreQuery, 'metric' | 'confidence'>,
): Estimate {
  const counts = Array.from(
    { length: scale.max - scale.min + 1 },
    (_, at) => values.filter((value) => value === scale.min + at).length,
  );
  const of = histogram(scale, counts);
  const options = { confidence };
  if (metric === 'nps') return nps(of, options);
  if (metric === 'csat') return csat(of, options);
  if (metric === 'ces') return scale.id === '1..7' ? easy(of, options) : effort(of, options);
  if (metric === 'cxi') return scale.id === '-3..3' ? cxi(of, options) : cxiQuestion(of, options);
  if (metric === 'pmf') return pmf(of, options);
  if (metric === 'thumbs') return thumbs(of, options);
  return rating(of, top === undefined ? options : { ...options, top });
}

interface Estimating {
  query: ScoreQuery;
  world: Ranged;
  by: string[];
  /** What covers rows, by its days. */
  known: Map<string, Cell[]>;
}

export function estimateOf(cell: Cell, { query, world, by, known }: Estimating) {
  const estimate = scoreOf(
    cell.answers.map(({ value }) => value),
    cell,
    query,
  );
  const { from, to } = daysOf(cell.period, query, world);
  const cover = {
    ...world,
    from: from === null ? null : `${from.slice(0, -2)}01`,
    to: plus(`${plus(to, { days: -1 }).slice(0, -2)}01`, { months: 1 }),
  };
  const covering: Answered[] = [];
  // Scale by scale: what covers a row is what can be added up with it.
  const coverKey = JSON.stringify([cover.from, cover.to]);
  const covers =
    known.get(coverKey) ??
    cellsOf({ ...query, by, where: [], channel: undefined, interval: 'all' }, { ...cover, apart: true });
  known.set(coverKey, covers);
  for (const one of covers)
    if (
      one.scale.id === cell.scale.id &&
      one.top === cell.top &&
      by.every((name) => one.group[name] === cell.group[name])
    )
      covering.push(...one.answers);
  const all = scoreOf(
    covering.map(({ value }) => value),
    cell,
    query,
  );
  const byAccount = Map.groupBy(covering, ({ account }) => account);
  const momentsOf = (answers: readonly Answered[] = []): Moments =>
    answers.length === 0
      ? { n: 0, sum: 0, sumOfSquares: 0 }
      : scoreOf(
          answers.map(({ value }) => value),
          cell,
          query,
        ).moments;
  const accounts = [...byAccount].flatMap(([account, answers]) =>
    account === undefined ? [] : [momentsOf(answers)],
  );
  const alone = momentsOf(byAccount.get(undefined));
  if (query.unit === 'account') {
    const { score, low, high } = accountWeighted(all, accounts);
    let moments = { n: 0, sum: 0, sumOfSquares: 0 };
    for (const { n, sum } of accounts)
      moments = {
        n: moments.n + 1,
        sum: moments.sum + sum / n,
        sumOfSquares: moments.sumOfSquares + (sum / n) ** 2,
      };
    const df =
      accounts.length < 2
        ? { designEffect: null, degreesOfFreedom: null }
        : { degreesOfFreedom: accounts.length - 1 };
    return {
      estimate: { ...estimate, score, low, high, moments, clusters: accounts.length, ...df },
      votes: accounts.length,
    };
  }
  if (accounts.length === 0 || estimate.n === 0) return { estimate, votes: null };
  if (all.n === estimate.n) return { estimate: clusterRobust(estimate, accounts, { alone }), votes: null };
  return { estimate: withDesignEffect(estimate, borrowed(estimate.n, accounts, all)), votes: null };
}

/** Written out as the page on statistics says it: as many of the answers as there are may be of accounts. */
function borrowed(n: number, accounts: readonly Moments[], all: Estimate): DesignEffect {
  const given = accounts.reduce(addMoments);
  const most = Math.min(n, given.n);
  const others = n - most;
  if (accounts.length === 1) {
    if (others === 0) return { designEffect: null, degreesOfFreedom: null };
    const designEffect = (most * most + others) / n;
    return { designEffect, degreesOfFreedom: Math.max(1, n / designEffect - 1) };
  }
  const robust = clusterRobust({ ...all, moments: given }, accounts);
  const each = Math.min(robust.designEffect ?? Number.NaN, most);
  const df = Math.max(1, Math.min(robust.degreesOfFreedom ?? Number.NaN, most / each - 1));
  return {
    designEffect: (most * each + others) / n,
    degreesOfFreedom: (most * each + others) ** 2 / ((most * each) ** 2 / df + others),
  };
}

function daysOf(
  period: string,
  { interval }: ScoreQuery,
  world: Ranged,
): { from: string | null; to: string } {
  if (interval === 'all') return { from: world.from, to: world.to };
  const { from, to } = wholeDays(period, interval);
  return {
    from: world.from !== null && world.from > from ? world.from : from,
    to: [world.to, to].sort()[0] ?? to,
  };
}
