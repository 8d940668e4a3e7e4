import type { Funnel, ScorecardAnswer, ScorecardQuery } from '@milepost/protocol';
import { dateOf } from '../../intake/local-day.ts';
import { funnelOf } from '../counts/funnel.ts';
import { readOnce } from '../counts/once.ts';
import { rangeOf } from '../days/day-range.ts';
import { readFunnels } from '../funnel-table/read-funnels.ts';
import { shownFunnel } from '../table/scored-row.ts';
import type { Reading } from '../table/table.ts';
import { alignCxi } from './align-cxi.ts';
import { type Counted, concealLevels, type Levels } from './levels.ts';
import { type At, placeScores } from './place-scores.ts';
import { placesOf } from './places.ts';
import { readScoreLevels, type ScoreSeries } from './score-levels.ts';

/**
 * Answers `GET /v1/scorecard`. It is made of many tables that are read from the same counts, each count once.
 *
 * @throws ProblemError `query_invalid`
 */
export async function readScorecard(query: ScorecardQuery, reading: Reading): Promise<ScorecardAnswer> {
  const { known } = reading;
  const shared = { ...reading, store: readOnce(reading.store, known) };
  const [scores, funnels] = await Promise.all([
    readScoreLevels(query, shared),
    readFunnelLevels(query, shared),
  ]);
  const series = alignCxi(scores.series, known);
  const at = (find: At) => ({
    ...placeScores(series, { at: find, weights: query.weights }),
    funnel: shownOf(find(funnels)),
  });
  const seen = new Set(
    [funnels, ...series.map(({ levels }) => levels)].flatMap((levels) => [...levels.touchpoints.keys()]),
  );
  return {
    from: query.from ?? null,
    to: query.to ?? dateOf(rangeOf(query, reading).to),
    timezone: known.program.timezone,
    confidence: query.confidence,
    overall: at(({ overall }) => overall),
    stages: placesOf(known, { ...query, seen }).map(({ stage, label, touchpoints }) => ({
      stage,
      label,
      ...at(({ stages }) => stages.get(stage)),
      touchpoints: touchpoints.map((place) => ({
        ...place,
        ...at((levels) => levels.touchpoints.get(place.touchpoint)),
      })),
    })),
    notes: [...new Set([...scores.notes, ...mixedNotes(series)])],
  };
}

interface FunnelAt extends Counted {
  funnel: Funnel;
}

async function readFunnelLevels(query: ScorecardQuery, reading: Reading): Promise<Levels<FunnelAt>> {
  const level = async (by: readonly string[]): Promise<Map<string, FunnelAt>> => {
    const { sums, hidden } = await readFunnels({ ...query, by, interval: 'all' }, reading);
    const shown = sums.all().filter(({ n }) => n > 0);
    return new Map(
      shown.map((sum) => [
        sum.labels[0] ?? '',
        { n: sum.n, suppressed: hidden.has(sum), funnel: funnelOf(sum.counts, sum.open) },
      ]),
    );
  };
  const [all, stages, touchpoints] = await Promise.all([level([]), level(['stage']), level(['touchpoint'])]);
  return concealLevels({ overall: all.get(''), stages, touchpoints }, reading.known);
}

function shownOf(at: FunnelAt | undefined): Funnel {
  const { funnel, suppressed } = at ?? { funnel: funnelOf([], 0), suppressed: false };
  return shownFunnel({ funnel, suppressed: suppressed ? 'k_anonymity' : null });
}

/** What keeps the overall score from being made of a metric. */
function mixedNotes(series: readonly ScoreSeries[]): string[] {
  const ofCx = series.filter(({ metric }) => metric === 'nps' || metric === 'csat' || metric === 'ces');
  return [...Map.groupBy(ofCx, ({ metric }) => metric)].flatMap(([metric, several]) =>
    several.length < 2
      ? []
      : [
          `cx is null where ${metric} has answers on more than one scale, which make no common score: ${several.map(({ scale }) => scale).join(', ')}.`,
        ],
  );
}
