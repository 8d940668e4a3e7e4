import type { KnownProgram } from '@milepost/collector';
import { funnelScale, funnelSlots, slotOf } from '../../../collector/src/intake/cells.ts';
import { monthOf } from '../../../collector/src/intake/local-day.ts';
import { worthyQuestions } from '../../../collector/src/program/worth.ts';
import type { AccountMove } from '../../../collector/src/store/account-moves.ts';
import { type CellMove, cellColumns } from '../../../collector/src/store/cell-moves.ts';
import { accountCount, articles, places, plans, regions, secondQuestion } from './made-program.ts';
import type { Drawn, Span } from './made-responses.ts';

/** The dimensions of the made answers, each with its values; what counts in one lies at `first` and after. */
const dimensions = [
  { dimension: '', values: [''] },
  { dimension: 'channel', values: ['in_app'] },
  { dimension: 'locale', values: ['(other)', 'en'] },
  { dimension: 'plan', values: plans },
  { dimension: 'region', values: regions },
];
const wholeValues = dimensions.flatMap(({ dimension, values }) =>
  values.map((value) => ({ dimension, value })),
);
const placeOfLocale = 2;
const placeOfPlan = 4;
const placeOfRegion = placeOfPlan + plans.length;

/** Columns of one value, day and touchpoint: the funnel, then satisfaction, then the second question. */
const width = 6 + cellColumns.length * 2;
const answerAt = [6, 6 + cellColumns.length] as const;

/** A question of a touchpoint that is on a scale. */
interface Asked {
  question: string;
  scale: string;
  /** Its lowest value's column. */
  slot: (value: number) => number;
  worths: readonly number[];
}

/**
 * Counts made responses as a store counts real ones, in arrays that know all names beforehand: ten million responses are
 * 240 million counts.
 */
export function createCounts(span: Span, known: KnownProgram) {
  const days = span.to - span.from;
  const firstMonth = monthOf(span.from);
  const months = monthOf(span.to - 1) - firstMonth + 1;
  const whole = new Uint32Array(wholeValues.length * days * places.length * width);
  const ofArticles = new Uint32Array(articles.length * days * width);
  /** n, thirds and ninths of each question that is on a scale. */
  const sums = new Int32Array(months * places.length * accountCount * 6);
  const asked = places.map(({ survey, second }) => {
    const content = known.surveys.get(survey)?.get(1);
    if (!content) throw new Error(`there is no survey ${survey}`);
    const names = ['satisfaction', ...(second ? [secondQuestion[second]] : [])];
    return names.flatMap((question): Asked[] => {
      const worthy = worthyQuestions(content).get(question);
      if (!worthy) return [];
      const { scale, worths } = worthy;
      return [{ question, scale: scale.id, slot: (value) => slotOf(scale, value), worths }];
    });
  });

  const addTo = (counts: Uint32Array, at: number, slots: readonly number[]) => {
    for (const slot of slots) counts[at + slot] = (counts[at + slot] ?? 0) + 1;
  };

  const add = (drawn: Drawn): void => {
    const { place, satisfaction, second } = drawn;
    const day = drawn.day - span.from;
    const [first, other] = asked[place] ?? [];
    const slots: number[] = [funnelSlots.shown];
    if (satisfaction > 0) slots.push(funnelSlots.started, funnelSlots.completed);
    else slots.push(satisfaction === 0 ? funnelSlots.dismissed : funnelSlots.ignored);
    if (satisfaction > 0 && first) slots.push(answerAt[0] + first.slot(satisfaction));
    if (second >= 0 && other) slots.push(answerAt[1] + other.slot(second));
    for (const value of [
      0,
      1,
      placeOfLocale + (drawn.foreign ? 0 : 1),
      placeOfPlan + drawn.plan,
      placeOfRegion + drawn.region,
    ])
      addTo(whole, ((value * days + day) * places.length + place) * width, slots);
    if (drawn.article >= 0) addTo(ofArticles, (drawn.article * days + day) * width, slots);
    if (drawn.account < 0 || satisfaction <= 0) return;
    const at =
      (((monthOf(drawn.day) - firstMonth) * places.length + place) * accountCount + drawn.account) * 6;
    for (const [index, [question, value]] of [
      [first, satisfaction] as const,
      [other, second] as const,
    ].entries()) {
      const worth = value >= 0 ? question?.worths[question.slot(value)] : undefined;
      if (worth === undefined) continue;
      const thirds = Math.round(worth * 3);
      const from = at + index * 3;
      sums[from] = (sums[from] ?? 0) + 1;
      sums[from + 1] = (sums[from + 1] ?? 0) + thirds;
      sums[from + 2] = (sums[from + 2] ?? 0) + thirds * thirds;
    }
  };

  function* cellsAt(
    counts: Uint32Array,
    at: number,
    names: { dimension: string; value: string; day: number; place: number },
  ): Generator<CellMove> {
    const { dimension, value, day, place } = names;
    const where = places[place];
    if (!where) return;
    const { touchpoint, survey } = where;
    const parts = [
      { question: '', scale: funnelScale, from: 0, length: 6 },
      ...(asked[place] ?? []).map(({ question, scale }, index) => ({
        question,
        scale,
        from: answerAt[index] ?? 0,
        length: cellColumns.length,
      })),
    ];
    for (const { question, scale, from, length } of parts) {
      const found = Array.from(counts.subarray(at + from, at + from + length));
      if (!found.some((count) => count > 0)) continue;
      while (found.length < cellColumns.length) found.push(0);
      const cell = { dimension, value, touchpoint, survey, version: 1, question, scale, counts: found };
      yield { ...cell, project: known.project, bucket: 0, day };
    }
  }

  function* cells(): Generator<CellMove> {
    for (const [index, { dimension, value }] of wholeValues.entries())
      for (let day = 0; day < days; day++)
        for (let place = 0; place < places.length; place++)
          yield* cellsAt(whole, ((index * days + day) * places.length + place) * width, {
            dimension,
            value,
            day: span.from + day,
            place,
          });
    for (const [index, value] of articles.entries())
      for (let day = 0; day < days; day++)
        yield* cellsAt(ofArticles, (index * days + day) * width, {
          dimension: 'fact:article',
          value,
          day: span.from + day,
          place: 0,
        });
  }

  function* accounts(): Generator<AccountMove> {
    for (let month = 0; month < months; month++)
      for (const [place, { touchpoint, survey }] of places.entries())
        for (let account = 0; account < accountCount; account++)
          for (const [index, { question, scale }] of (asked[place] ?? []).entries()) {
            const at = ((month * places.length + place) * accountCount + account) * 6 + index * 3;
            const [n = 0, thirds = 0, ninths = 0] = sums.subarray(at, at + 3);
            if (n === 0) continue;
            const names = { touchpoint, survey, version: 1, question, scale, account: `account-${account}` };
            yield {
              project: known.project,
              bucket: 0,
              month: firstMonth + month,
              ...names,
              n,
              thirds,
              ninths,
            };
          }
  }

  return { add, cells, accounts };
}
