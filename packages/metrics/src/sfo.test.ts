import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'csv-parse/sync';
import { describe, expect, it } from 'vitest';
import { difference } from './compare/difference.ts';
import { hotspots } from './compare/hotspots.ts';
import type { Estimate } from './estimate.ts';
import golden from './golden/rows.json' with { type: 'json' };
import { histogram } from './histogram.ts';
import { roundHalfAway } from './round.ts';
import { weighted } from './sample/weighted.ts';
import { csat } from './score/csat.ts';
import { nps } from './score/nps.ts';

/** San Francisco International Airport's customer surveys (DataSF, public domain), answers to the NPS question. */
const surveys = [
  { detractors: 342, passives: 968, promoters: 1436, n: 2746, score: 39.84, low: 37.18, high: 42.41 },
  { detractors: 447, passives: 935, promoters: 1268, n: 2650, score: 30.98, low: 28.12, high: 33.77 },
];

describe('the SFO surveys', () => {
  it.each(surveys)('$detractors/$passives/$promoters is $score', (survey) => {
    const { n, score, low, high } = ofThree(survey);
    expect(n).toBe(survey.n);
    expect(score).toBe((100 * (survey.promoters - survey.detractors)) / survey.n);
    expect([score, low, high].map((value) => roundHalfAway(value ?? Number.NaN, 2))).toStrictEqual([
      survey.score,
      survey.low,
      survey.high,
    ]);
  });

  it('fell by 8.9 points, which chance does not explain', () => {
    const [before, after] = surveys.map(ofThree) as [Estimate, Estimate];
    const change = difference(before, after);
    expect(roundHalfAway(change.difference ?? Number.NaN, 1)).toBe(-8.9);
    expect(roundHalfAway(change.low ?? Number.NaN, 1)).toBe(-12.7);
    expect(roundHalfAway(change.high ?? Number.NaN, 1)).toBe(-5);
    expect(change.p).toBeCloseTo(6.64e-6, 8);
  });
});

const folder = process.env['MILEPOST_SFO'] ?? '';
const there = existsSync(join(folder, '2018_SFO_Customer_Survey.csv'));
const title = there
  ? 'the SFO files'
  : 'the SFO files (skipped: they are not here; set MILEPOST_SFO to the folder that holds them)';

describe.runIf(there)(title, () => {
  const rows = there ? read('2018_SFO_Customer_Survey.csv') : [];
  const answered = rows.filter(({ NETPRO = '' }) => isAnswer(NETPRO, 0, 10));
  const row = (id: string) => golden.find((each) => each.id === id)?.expected as Record<string, unknown>;

  it('have the counts, the share of people who answered and the CSAT of the worked example', () => {
    const expected = row('sfo-2018');
    const { promoters, detractors, passives, nps: score, itemResponse, csatTop2Q7ALL, csatN } = expected;
    const whole = npsOf(answered);
    expect(whole.moments).toStrictEqual({
      n: (promoters as number) + (passives as number) + (detractors as number),
      sum: (promoters as number) - (detractors as number),
      sumOfSquares: (promoters as number) + (detractors as number),
    });
    expect(whole.score).toBeCloseTo(score as number, 9);
    expect(answered.length / rows.length).toBeCloseTo(itemResponse as number, 9);
    const overall = csat(histogram({ id: '1..5', min: 1, max: 5 }, counted(rows, 'Q7ALL', 1, 5)));
    expect(overall.n).toBe(csatN);
    expect(overall.score).toBeCloseTo(csatTop2Q7ALL as number, 9);
  });

  it('have the weighted score, its standard error and the effective size of the worked examples', () => {
    const strata = groupedBy(answered, 'WEIGHT').map(([weight, of]) => ({
      weight: Number(weight),
      estimate: npsOf(of),
    }));
    const { score, standardError, effectiveSize, n, low, high } = weighted(strata);
    expect(n).toBe(row('sfo-2018-weighted-se')['n']);
    expect(score).toBeCloseTo(row('sfo-2018')['weightedNps'] as number, 6);
    expect(effectiveSize).toBeCloseTo(row('sfo-2018')['kishNeff'] as number, 6);
    expect(standardError).toBeCloseTo(row('sfo-2018-weighted-se')['linearizedSE'] as number, 6);
    expect(((high ?? 0) - (low ?? 0)) / 2).toBeCloseTo(1.96 * (standardError ?? 0), 1);
  });

  it('have the hot spots of the worked example', () => {
    const segments = groupedBy(answered, 'BAREA').map(([id, of]) => ({ id, estimate: npsOf(of) }));
    const found = hotspots(segments, { minEffect: 0 });
    const expected = row('sfo-2018-hotspots')['segments'] as Record<string, number | string>[];
    expect(expected).toHaveLength(7);
    for (const { id, n, nps: score, z, p, pBH, flag } of expected) {
      const segment = found.find((each) => each.id === id);
      expect(segment).toMatchObject({ n, flag });
      expect(segment?.score).toBeCloseTo(score as number, 6);
      expect(segment?.z).toBeCloseTo(z as number, 6);
      expect(segment?.p).toBeCloseTo(p as number, 6);
      expect(segment?.adjusted).toBeCloseTo(pBH as number, 6);
    }
  });

  it('have one hot spot of 10 points in 2018, boarding area A, and none in 2017', () => {
    const flagged = (file: string) =>
      hotspots(
        groupedBy(
          read(file).filter(({ NETPRO = '' }) => isAnswer(NETPRO, 0, 10)),
          'BAREA',
        ).map(([id, of]) => ({ id, estimate: npsOf(of) })),
      )
        .filter(({ flag }) => flag === 'hot')
        .map(({ id }) => id);
    expect(flagged('2018_SFO_Customer_Survey.csv')).toStrictEqual(['A']);
    expect(flagged('2017_SFO_Customer_Survey.csv')).toStrictEqual([]);
  });
});

type Line = Record<string, string>;

function read(file: string): Line[] {
  const columns = (names: string[]) => names.map((name) => name.trim());
  return parse(readFileSync(join(folder, file)), { bom: true, columns });
}

function isAnswer(text: string, min: number, max: number): boolean {
  return /^\d+$/.test(text) && Number(text) >= min && Number(text) <= max;
}

function counted(lines: readonly Line[], column: string, min: number, max: number): number[] {
  const counts = Array.from({ length: max - min + 1 }, () => 0);
  for (const { [column]: text = '' } of lines)
    if (isAnswer(text, min, max)) counts[Number(text) - min] = (counts[Number(text) - min] ?? 0) + 1;
  return counts;
}

function npsOf(lines: readonly Line[]): Estimate {
  return nps(histogram({ id: '0..10', min: 0, max: 10 }, counted(lines, 'NETPRO', 0, 10)));
}

function groupedBy(lines: readonly Line[], column: string): [value: string, lines: Line[]][] {
  const groups = new Map<string, Line[]>();
  for (const line of lines) {
    const value = line[column] ?? '';
    const group = groups.get(value);
    if (group) group.push(line);
    else groups.set(value, [line]);
  }
  return [...groups];
}

function ofThree({ detractors, passives, promoters }: (typeof surveys)[number]): Estimate {
  const counts = [detractors, 0, 0, 0, 0, 0, 0, passives, 0, 0, promoters];
  return nps(histogram({ id: '0..10', min: 0, max: 10 }, counts));
}
