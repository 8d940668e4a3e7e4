import { describe, expect, it } from 'vitest';
import { adjustedWald } from './adjusted-wald.ts';
import { csat, csatCategory, csatCounts } from './csat.ts';
import golden from './golden.json' with { type: 'json' };
import { type Histogram, histogram } from './histogram.ts';
import { type NetCounts, net, netVariance } from './net.ts';
import { nps, npsCategory, npsCounts } from './nps.ts';
import { roundHalfAway } from './round.ts';
import { wilson } from './wilson.ts';

/** What the rows say goes in. Each row has a few of these. */
interface Input extends Partial<NetCounts> {
  histogram0to10?: number[];
  counts1to5?: number[];
  scores?: unknown[];
  n?: number;
  promotersPct?: number;
  detractorsPct?: number;
  p?: [detractors: number, passives: number, promoters: number];
  positive?: number;
  neutral?: number;
  negative?: number;
  satisfied?: number;
  scale?: number;
  x?: number;
}

interface Row {
  id: string;
  metric: string;
  input: Input;
  expected: Record<string, unknown>;
  tolerance: number;
}

const rows = golden as Row[];

/** Every fact of a row that the package states, under the name that the row has for it. */
const facts: Record<string, (input: Input) => Record<string, unknown>> = {
  nps: (input) => {
    const of = npsHistogram(input);
    const { score, n } = nps(of);
    return {
      ...npsCounts(of),
      n,
      score,
      ourScore: score,
      score1dp: roundHalfAway(score ?? Number.NaN, 1),
      scoreRounded: roundHalfAway(score ?? Number.NaN),
      ourRounded: roundHalfAway(score ?? Number.NaN),
    };
  },
  'nps.category': ({ scores = [] }) => ({ categories: scores.map((score) => npsCategory(Number(score))) }),
  'nps.rounding': (input) => {
    const { score } = nps(npsHistogram(input));
    return { score, roundedHalfAwayFromZero: roundHalfAway(score ?? Number.NaN) };
  },
  'nps.variance': ({ p: [detractors, passives, promoters] = [0, 0, 0] }) => {
    const shares = { detractors, passives, promoters };
    return { nps: net(shares), variance: netVariance(shares) };
  },
  'nps.ci': (input) => {
    const of = npsHistogram(input);
    const { score, low, high } = nps(of);
    return {
      nps: score,
      variance: netVariance(npsCounts(of)),
      adjWald3T95: [low, high],
      adjWald3T_center: 100 * adjustedWald(npsCounts(of)).center,
    };
  },
  csat: (input) => {
    const of = csatHistogram(input);
    const { score, n } = csat(of);
    return {
      n,
      pct: score,
      satisfiedPct: score,
      top2boxPct: score,
      rounded: roundHalfAway(score ?? Number.NaN),
      satisfiedCount: csatCounts(of).positive,
    };
  },
  'csat.mapping': ({ scale = 0 }) => {
    const values = Array.from({ length: scale }, (_, index) => index + 1);
    const boxes = (category: string) => values.filter((value) => csatCategory(value, scale) === category);
    return { negative: boxes('negative'), neutral: boxes('neutral'), positive: boxes('positive') };
  },
  'proportion.wilson': ({ x = 0, n = 0 }) => ({ ci95: ends(wilson({ hits: x, n })) }),
  'proportion.ci': ({ x = 0, n = 0 }) => ({ wilson95: ends(wilson({ hits: x, n })) }),
};

/** What a row says besides, by name and with the reason why the package does not state it. */
const skipped: Record<string, string> = {
  jsMathRound: 'what Math.round makes of it, which rounds halves up',
  se: 'of the plain Wald interval',
  wald95: 'collapses to a point when all agree; adjusted Wald serves the product',
  adjWald3U95: 'cross-check: three answers shared evenly',
  adjWald3T_nMinus1_95: 'cross-check: divided by n - 1',
  scoreTango95: 'cross-check: iterative score interval',
  agrestiCoull95: 'cross-check: Wilson serves the product',
  agrestiCoull95unclipped: 'cross-check: Wilson serves the product',
  exact95: 'cross-check: Clopper-Pearson',
  jeffreys95: 'cross-check: Jeffreys',
};

/** Published results that are wrong, and must not come out. */
const mistakes: Record<string, string> = {
  formbricksScore: 'counts dismissed surveys as answers',
  rustCrateScore: 'rounds the two percentages before it subtracts them',
};

const asserted = new Set<string>();

describe('the worked examples', () => {
  it.each(rows)('$id', ({ id, metric, input, expected, tolerance }) => {
    const stated = facts[metric]?.(input) ?? {};
    let held = 0;
    for (const [name, value] of Object.entries(expected)) {
      if (name in mistakes) expectFar(stated['ourScore'], value, tolerance);
      else if (!(name in skipped)) {
        expectNear(stated[name], value, tolerance);
        held += 1;
      }
    }
    expect(held).toBeGreaterThan(0);
    asserted.add(id);
  });

  it('were all asserted', () => {
    expect([...asserted]).toStrictEqual(rows.map(({ id }) => id));
    const perMetric: Record<string, number> = {};
    for (const { metric } of rows) perMetric[metric] = (perMetric[metric] ?? 0) + 1;
    expect(perMetric).toStrictEqual({
      nps: 18,
      'nps.category': 1,
      'nps.rounding': 4,
      'nps.variance': 1,
      'nps.ci': 8,
      csat: 6,
      'csat.mapping': 3,
      'proportion.wilson': 2,
      'proportion.ci': 12,
    });
  });

  it('need every name that is skipped or known as a mistake', () => {
    const names = new Set(rows.flatMap(({ expected }) => Object.keys(expected)));
    expect(
      [...Object.keys(skipped), ...Object.keys(mistakes)].filter((name) => !names.has(name)),
    ).toStrictEqual([]);
  });
});

function expectNear(stated: unknown, expected: unknown, tolerance: number): void {
  if (Array.isArray(expected)) {
    expect(stated).toHaveLength(expected.length);
    for (const [index, part] of expected.entries()) expectNear((stated as unknown[])[index], part, tolerance);
  } else if (typeof expected === 'number') {
    expect(stated).toBeTypeOf('number');
    expect(stated).not.toBe(-0);
    expect(Math.abs((stated as number) - expected)).toBeLessThanOrEqual(tolerance);
  } else expect(stated).toBe(expected);
}

function expectFar(stated: unknown, mistake: unknown, tolerance: number): void {
  expect(Math.abs((stated as number) - (mistake as number))).toBeGreaterThan(tolerance);
}

/** A row gives the answers, their counts, or shares of a hundred of them. Dismissed surveys are none. */
function npsHistogram(input: Input): Histogram {
  const { detractors = input.detractorsPct ?? 0, promoters = input.promotersPct ?? 0 } = input;
  const n = input.n ?? (input.promotersPct === undefined ? undefined : 100);
  const passives = n === undefined ? (input.passives ?? 0) : n - detractors - promoters;
  const counts =
    input.histogram0to10 ??
    (input.scores ? counted(input.scores, 0, 10) : [detractors, 0, 0, 0, 0, 0, 0, passives, 0, 0, promoters]);
  return histogram({ id: '0..10', min: 0, max: 10 }, counts);
}

/** Rows with three categories are on three points, rows that know only the satisfied on two, the others on five. */
function csatHistogram({
  counts1to5,
  scores,
  positive,
  neutral = 0,
  negative = 0,
  satisfied,
  n = 0,
}: Input): Histogram {
  if (positive !== undefined) return histogram({ id: '1..3', min: 1, max: 3 }, [negative, neutral, positive]);
  if (satisfied !== undefined) return histogram({ id: '1..2', min: 1, max: 2 }, [n - satisfied, satisfied]);
  return histogram({ id: '1..5', min: 1, max: 5 }, counts1to5 ?? counted(scores ?? [], 1, 5));
}

/** What is no number was refused at the wire, or skipped by the person: it is no answer. */
function counted(scores: readonly unknown[], min: number, max: number): number[] {
  return Array.from(
    { length: max - min + 1 },
    (_, index) => scores.filter((score) => score === min + index).length,
  );
}

function ends({ low, high }: { low: number; high: number }): [number, number] {
  return [low, high];
}
