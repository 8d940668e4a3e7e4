import type { KnownProgram } from '../../program/known.ts';
import { type Counted, concealLevels, type Levels } from './levels.ts';
import type { Score, ScoreSeries } from './score-levels.ts';

/**
 * Suppresses the overall CXi and its three questions together, place by place: the sum of three of them would tell the
 * fourth.
 */
export function alignCxi(series: readonly ScoreSeries[], known: KnownProgram): ScoreSeries[] {
  const cxi = series.filter(({ item }) => item !== null);
  if (cxi.length === 0) return [...series];
  const together = concealLevels(mapLevels(cxi), known);
  return series.map((one) => (one.item === null ? one : { ...one, levels: hiddenAs(one.levels, together) }));
}

/** The four of each place as one. */
function mapLevels(cxi: readonly ScoreSeries[]): Levels<Counted> {
  const all = cxi.map(({ levels }) => levels);
  const merged = (scores: readonly (Score | undefined)[]): Counted => ({
    n: Math.max(0, ...scores.map((score) => score?.n ?? 0)),
    suppressed: scores.some((score) => score?.suppressed),
  });
  const byName = (of: (levels: Levels<Score>) => ReadonlyMap<string, Score>) => {
    const names = new Set(all.flatMap((levels) => [...of(levels).keys()]));
    return new Map([...names].map((name) => [name, merged(all.map((levels) => of(levels).get(name)))]));
  };
  return {
    overall: merged(all.map(({ overall }) => overall)),
    stages: byName(({ stages }) => stages),
    touchpoints: byName(({ touchpoints }) => touchpoints),
  };
}

function hiddenAs(levels: Levels<Score>, as: Levels<Counted>): Levels<Score> {
  const told = (score: Score, like: Counted | undefined): Score => ({
    ...score,
    suppressed: like?.suppressed ?? score.suppressed,
  });
  const all = (scores: ReadonlyMap<string, Score>, like: ReadonlyMap<string, Counted>) =>
    new Map([...scores].map(([name, score]) => [name, told(score, like.get(name))]));
  return {
    overall: levels.overall && told(levels.overall, as.overall),
    stages: all(levels.stages, as.stages),
    touchpoints: all(levels.touchpoints, as.touchpoints),
  };
}
