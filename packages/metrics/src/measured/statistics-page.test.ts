import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { roundHalfAway } from '../round.ts';
import { answersNeeded } from '../sample/planning.ts';
import { cusumRunLength, ewmaRunLength } from '../watch/run-length.ts';
import {
  correlations,
  differenceAlarms,
  netCoverage,
  satisfied,
  shareCoverage,
} from './account-coverage.fixture.ts';
import { borrowedCorrelations, borrowedCoverage } from './borrowed-coverage.fixture.ts';
import type { Coverage } from './coverage.fixture.ts';
import { falseAlarms, groupSizes } from './false-alarms.fixture.ts';
import { exact, sizes } from './net-coverage.fixture.ts';
import { netStopped, shareStopped } from './stopping.fixture.ts';

const page = readFileSync(join(import.meta.dirname, '../../../../docs/statistics.md'), 'utf8');

describe('the default NPS interval', () => {
  it('holds the true score about as often as it says, where plain Wald does not', () => {
    expect(Math.min(...exact.flatMap(({ adjusted }) => adjusted))).toBeGreaterThan(91.5);
    expect(Math.min(...exact.flatMap(({ plain }) => plain))).toBeLessThan(50);
  });

  it('has the coverage that docs/statistics.md tells', () => {
    const rows = exact.map(({ name, shares, adjusted, plain }) => {
      const percent = [shares.detractors, shares.passives, shares.promoters].map((share) =>
        Math.round(100 * share),
      );
      return [name, percent.join(' / '), ...adjusted.map(one), ...plain.map(one)];
    });
    expect(tableOf('coverage-exact')).toStrictEqual(rows);
    expect(sizes).toStrictEqual([5, 10, 20, 50]);
  });
});

describe('the cluster-robust interval', () => {
  it('holds the true score at least 93 % of the time at a correlation of 0.2, in every population', () => {
    for (const { robust, voting } of netCoverage) {
      expect(robust[2]?.lowest).toBeGreaterThanOrEqual(93);
      expect(voting[2]?.lowest).toBeGreaterThanOrEqual(93);
    }
  });

  it('has the coverage that docs/statistics.md tells', () => {
    const cell = ({ mean, lowest }: Coverage) => `${one(mean)} (${one(lowest)})`;
    const rows = netCoverage.map(({ name, robust, voting, plain }) => [
      name,
      ...robust.map(cell),
      ...voting.slice(2).map(cell),
      ...plain.map(cell),
    ]);
    expect(tableOf('coverage-accounts')).toStrictEqual(rows);
    expect(correlations).toStrictEqual([0, 0.1, 0.2]);
  });

  it('has the coverage of shares that docs/statistics.md tells, the thinnest too', () => {
    const rows = shareCoverage.map(({ name, robust, wilson }) => [
      name,
      ...robust.map(one),
      ...wilson.map(one),
    ]);
    expect(tableOf('coverage-shares')).toStrictEqual(rows);
    expect(satisfied).toStrictEqual([0.8, 0.9, 0.95]);
    expect(Math.min(...shareCoverage.flatMap(({ robust }) => robust))).toBeGreaterThan(91);
  });

  it('raises the false alarms that docs/statistics.md tells', () => {
    const rows = differenceAlarms.map(({ name, robust, plain }) => [
      name,
      ...robust.map(one),
      ...plain.map(one),
    ]);
    expect(tableOf('alarms-accounts')).toStrictEqual(rows);
  });
});

describe('the borrowed interval', () => {
  const lowestOf = ({ borrowed }: (typeof borrowedCoverage)[number]) =>
    Math.min(...borrowed.map(({ lowest }) => lowest));

  it('holds the true score about as often as it says, unless the accounts of the row are the larger ones', () => {
    const larger = /^(20 accounts of 80|10 accounts of 40; 40 of 10|10 accounts of 80|the 5 largest)/;
    for (const row of borrowedCoverage)
      if (larger.test(row.name)) expect(lowestOf(row), row.name).toBeGreaterThan(82);
      else expect(lowestOf(row), row.name).toBeGreaterThanOrEqual(93);
  });

  it('has the coverage that docs/statistics.md tells', () => {
    const cell = ({ mean, lowest }: Coverage) => `${one(mean)} (${one(lowest)})`;
    const rows = borrowedCoverage.map(({ name, borrowed, own, plain }) => [
      name,
      ...borrowed.map(cell),
      ...own.slice(2).map(cell),
      ...plain.slice(2).map(cell),
    ]);
    expect(tableOf('coverage-borrowed')).toStrictEqual(rows);
    expect(borrowedCorrelations).toStrictEqual([0.05, 0.1, 0.2]);
  });
});

describe('docs/statistics.md', () => {
  it('tells how often two groups of one population are called different', () => {
    const rows = falseAlarms.map(({ name, pooled, plain }) => [name, ...pooled.map(one), ...plain.map(one)]);
    expect(tableOf('false-alarms')).toStrictEqual(rows);
    expect(groupSizes).toStrictEqual([
      [20, 400],
      [50, 50],
    ]);
  });

  it('tells how many answers a margin needs', () => {
    const typical = { promoters: 0.55, detractors: 0.15 };
    const rows = [20, 10, 5, 3, 2, 1].map((margin) => {
      const needed = [
        answersNeeded({ of: 'net', margin }),
        answersNeeded({ of: 'net', margin, expected: typical }),
        answersNeeded({ of: 'share', margin }),
        answersNeeded({ of: 'share', margin, expected: 0.8 }),
      ];
      return [String(margin), ...needed.map((n) => n.toLocaleString('en-US'))];
    });
    expect(tableOf('answers-needed')).toStrictEqual(rows);
  });

  it('tells what comes of asking until the margin is reached', () => {
    const rows = [
      ...netStopped.map((stopped) => ({ ...stopped, name: `within 10: ${stopped.name}` })),
      ...shareStopped.map((stopped) => ({ ...stopped, name: `within 5: ${stopped.name}` })),
    ].map(({ name, coverage, answers, bias }) => [
      name,
      one(coverage),
      String(Math.round(answers)),
      one(roundHalfAway(bias, 1)),
    ]);
    expect(tableOf('stopping')).toStrictEqual(rows);
    for (const { coverage } of [...netStopped, ...shareStopped]) expect(coverage).toBeGreaterThan(94.5);
    expect(Math.max(...netStopped.map(({ bias }) => Math.abs(bias)))).toBeLessThan(2);
    expect(Math.max(...shareStopped.map(({ bias }) => Math.abs(bias)))).toBeLessThan(1);
  });

  it('tells how long it takes until a chart signals', () => {
    const rows = [0, 0.25, 0.5, 1, 1.5, 2, 3].map((shift) => [
      String(shift),
      one(cusumRunLength(shift)),
      one(ewmaRunLength(shift)),
    ]);
    expect(tableOf('run-lengths')).toStrictEqual(rows);
  });
});

/** The cells of the table that follows a mark in the page, without its head. */
function tableOf(mark: string): string[][] {
  const [, after = ''] = page.split(`<!-- ${mark} -->`);
  const lines = after.slice(after.indexOf('\n|') + 1).split('\n');
  const end = lines.findIndex((line) => !line.startsWith('|'));
  return lines.slice(2, end).map((line) =>
    line
      .split('|')
      .slice(1, -1)
      .map((cell) => cell.trim()),
  );
}

function one(percent: number): string {
  return percent.toFixed(1);
}
