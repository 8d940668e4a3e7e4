import { type AnswerMetric, answerMetrics, cxiItems, type ScorecardQuery } from '@milepost/protocol';
import { ProblemError } from '../../problem-error.ts';
import type { KnownProgram } from '../../program/known.ts';
import { questionIndex } from '../query/question-index.ts';
import { type Reading, readTable, type Table, type TableRow } from '../table/table.ts';
import { type Counted, concealLevels, type Levels } from './levels.ts';

/** A score of a place, or of all of them. */
export interface Score extends Counted {
  row: TableRow;
}

/** One metric on one scale; `item` is the question of a CXi that it is about, `overall` the score of all three. */
export interface ScoreSeries {
  metric: AnswerMetric;
  scale: string;
  item: (typeof cxiItems)[number] | 'overall' | null;
  levels: Levels<Score>;
}

/** Everything that a program has ever asked on a scale, by level. What was never answered is not there. */
export async function readScoreLevels(
  query: ScorecardQuery,
  reading: Reading,
): Promise<{ series: ScoreSeries[]; notes: string[] }> {
  const { known } = reading;
  const wanted: (Pick<ScoreSeries, 'metric' | 'item'> & { question?: string[] })[] = [
    ...answerMetrics
      .filter((metric) => metric !== 'cxi' && questionIndex(known, { metric, by: [] }).all.length > 0)
      .map((metric) => ({ metric, item: null })),
    ...cxiQuestions(known),
  ];
  const notes: string[] = [];
  const read = wanted.map(async ({ metric, item, question }): Promise<ScoreSeries[]> => {
    const { weights: _, ...filtered } = query;
    const asked = { ...filtered, metric, interval: 'all' as const, ...(question && { question }) };
    const [overall, stages, touchpoints] = await Promise.all(
      [[], ['stage'], ['touchpoint']].map((by) =>
        unlessMixed(readTable({ ...asked, by: [...by, 'scale'] }, reading)),
      ),
    );
    for (const level of [overall, stages, touchpoints])
      notes.push(...(level?.table.notes ?? []), ...(level?.mixed ? [mixedNote(metric, level.mixed)] : []));
    const rows = [overall, stages, touchpoints].map((level) => level?.table.rows.filter(isAnswered) ?? []);
    const scales = [...new Set(rows.flat().map(({ estimate }) => estimate.scale))].sort();
    return scales.map((scale) => {
      const [whole = [], ofStages = [], ofTouchpoints = []] = rows.map((level) =>
        level.filter(({ estimate }) => estimate.scale === scale).map(scoreOf),
      );
      const byName = (scores: Score[], breakdown: string) =>
        new Map(scores.map((score) => [score.row.group[breakdown] ?? '', score]));
      const levels = {
        overall: whole[0],
        stages: byName(ofStages, 'stage'),
        touchpoints: byName(ofTouchpoints, 'touchpoint'),
      };
      return { metric, scale, item, levels: concealLevels(levels, known) };
    });
  });
  return { series: (await Promise.all(read)).flat(), notes };
}

function scoreOf(row: TableRow): Score {
  return { n: row.estimate.n, suppressed: row.suppressed !== null, row };
}

const isAnswered = ({ estimate }: TableRow) => estimate.n > 0;

/** Of a CXi, its overall score and each of its questions, whatever surveys call it. */
function cxiQuestions({ surveys }: KnownProgram) {
  const ids = new Set(
    [...surveys.values()].flatMap((versions) =>
      [...versions.values()].flatMap(({ composites }) => composites),
    ),
  );
  if (ids.size === 0) return [];
  const items = cxiItems.map((item) => ({ item, question: [...ids].map((id) => `${id}.${item}`) }));
  return [{ item: 'overall' as const }, ...items].map((one) => ({ ...one, metric: 'cxi' as const }));
}

const none: Table = { scale: null, range: { from: null, to: 0 }, rows: [], notes: [] };

/** Answers that make no common score are left out of a scorecard, and do not take all the others with them. */
async function unlessMixed(read: Promise<Table>): Promise<{ table: Table; mixed: string | null }> {
  try {
    return { table: await read, mixed: null };
  } catch (error) {
    if (!(error instanceof ProblemError) || error.problem.code !== 'scale_mixed') throw error;
    return { table: none, mixed: error.message };
  }
}

function mixedNote(metric: string, why: string): string {
  return `Some scores of ${metric} are left out: ${why}.`;
}
