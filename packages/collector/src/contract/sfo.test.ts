import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { HotspotAnswer, ScoreTable } from '@milepost/protocol';
import { startCollector, type TestCollector } from '@milepost/testkit';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { bringPassengers, sfoIsHere, sfoProgram, sfoSkipped } from './sfo.fixture.ts';

vi.setConfig({ testTimeout: 120_000 });

/** Detractors, passives and promoters by boarding area, as anybody can count them in the files. */
const areas: Record<string, Record<string, [number, number, number]>> = {
  2017: {
    A: [93, 249, 382],
    B: [22, 50, 94],
    C: [26, 68, 132],
    D: [45, 128, 213],
    E: [18, 57, 100],
    F: [50, 173, 221],
    G: [88, 243, 294],
  },
  2018: {
    A: [140, 251, 270],
    B: [37, 85, 116],
    C: [33, 72, 84],
    D: [73, 159, 263],
    E: [16, 45, 96],
    F: [60, 141, 206],
    G: [88, 182, 233],
  },
};

/** The cells of the tables of figures in the example's README. */
function readmeTables(): string[][][] {
  const page = readFileSync(join(import.meta.dirname, '../../../../examples/sfo/README.md'), 'utf8');
  const part = page.split('## What comes out')[1]?.split('\n## ')[0] ?? '';
  return [...part.matchAll(/(?:^\|.*\n)+/gm)].map(([table]) =>
    table
      .trim()
      .split('\n')
      .slice(2)
      .map((line) =>
        line
          .slice(1, -1)
          .split('|')
          .map((cell) => cell.trim().replaceAll('`', '')),
      ),
  );
}

describe.skipIf(!sfoIsHere)(`the passengers of SFO${sfoSkipped}`, () => {
  let collector: TestCollector;
  const ask = async <T>(path: string): Promise<T> => {
    const headers = { Authorization: `Bearer ${collector.secretKey}` };
    const { status, body } = await collector.request<T>(`/v1/${path}`, { headers });
    expect(status, JSON.stringify(body)).toBe(200);
    return body;
  };

  beforeAll(async () => {
    collector = await startCollector({ program: sfoProgram() as never });
    const first = await bringPassengers(collector, 2017);
    expect(first.answer).toEqual({ accepted: 36_881, repeated: 0, rejected: 0 });
    const second = await bringPassengers(collector, 2018);
    expect(second.answer).toEqual({ accepted: 35_699, repeated: 0, rejected: 0 });
  }, 180_000);
  afterAll(() => collector.stop());

  it('come in once: a second run adds nothing', async () => {
    const again = await bringPassengers(collector, 2018);
    expect(again.answer).toEqual({ accepted: 0, repeated: 35_699, rejected: 0 });
  });

  it('have an NPS of 39.84 in 2017 and 30.98 in 2018: a fall of 8.9 points that chance does not explain', async () => {
    const { rows } = await ask<ScoreTable>('scores?metric=nps&interval=year&compare=previous');
    expect(rows.map(({ period, n, score, funnel }) => [period, n, score?.toFixed(2), funnel.shown])).toEqual([
      ['2017', 2746, '39.84', 2831],
      ['2018', 2650, '30.98', 2809],
    ]);
    expect(rows[0]?.change).toBeNull();
    const { from, difference, low, high, p } = rows[1]?.change ?? {};
    expect([from, difference?.toFixed(1), low?.toFixed(1), high?.toFixed(1)]).toEqual([
      '2017',
      '-8.9',
      '-12.7',
      '-5.0',
    ]);
    expect(p?.toPrecision(2)).toBe('0.0000066');
  });

  it('are counted by boarding area as the files have them', async () => {
    const { rows } = await ask<ScoreTable>('scores?metric=nps&interval=year&by=fact:area');
    expect(rows).toHaveLength(14);
    for (const { period, group, histogram } of rows) {
      const between = (from: number, to: number) =>
        Object.entries(histogram).reduce(
          (sum, [value, n]) => sum + (+value >= from && +value <= to ? (n ?? 0) : 0),
          0,
        );
      const counted = [between(0, 6), between(7, 8), between(9, 10)];
      expect(counted).toEqual(areas[period]?.[group['fact:area'] ?? '']);
    }
  });

  it('have one hot spot in 2018, boarding area A, and none in 2017', async () => {
    const spots = async (year: number) =>
      (await ask<HotspotAnswer>(`hotspots?metric=nps&by=fact:area&from=${year}-01-01&to=${year + 1}-01-01`))
        .rows;
    const hot = (await spots(2018)).filter(({ flag }) => flag === 'hot');
    expect(
      hot.map(({ group, n, score, adjusted }) => [group, n, score?.toFixed(1), adjusted?.toPrecision(2)]),
    ).toEqual([[{ 'fact:area': 'A' }, 661, '19.7', '0.000043']]);
    expect((await spots(2017)).filter(({ flag }) => flag === 'hot')).toEqual([]);
  });

  it('are told in the README as they come out', async () => {
    const [journey = [], areas = []] = readmeTables();
    const tables = await Promise.all([
      ask<ScoreTable>('scores?metric=csat&interval=year&by=touchpoint,question'),
      ask<ScoreTable>('scores?metric=rating&interval=year&by=touchpoint,question'),
    ]);
    const rows = tables.flatMap((table) => table.rows);
    expect(journey).toHaveLength(17);
    for (const [, touchpoint, question, ...told] of journey) {
      const years = rows.filter(
        ({ group }) => group['touchpoint'] === touchpoint && group['question'] === question,
      );
      expect(years.flatMap(({ n, score }) => [String(n), score?.toFixed(1)])).toEqual(told);
    }
    const { rows: whole } = await ask<ScoreTable>('scores?metric=nps&interval=year');
    const { rows: split } = await ask<ScoreTable>('scores?metric=nps&interval=year&by=fact:area');
    const told = [...whole, ...split].map(({ period, group, n, score }) => [
      period,
      group['fact:area'] ?? 'all',
      String(n),
      score?.toFixed(2),
    ]);
    let year = '';
    for (const [period, area, , , , n, score] of areas) {
      year = period || year;
      expect(told).toContainEqual([year, area, n, score]);
    }
    expect(areas).toHaveLength(16);
  });

  it('found security as easy as the file says: answers of 4 and 5 of all that are 1 to 5', async () => {
    const { rows, scale } = await ask<ScoreTable>('scores?metric=rating&interval=year&stage=security');
    expect(scale).toBe('1..5');
    const shares = rows.map(({ period, n, score }) => [period, n, score?.toFixed(6)]);
    const share = (top: number, n: number) => [n, ((100 * top) / n).toFixed(6)];
    expect(shares).toEqual([
      ['2017', ...share(676 + 1298, 34 + 58 + 341 + 676 + 1298)],
      ['2018', ...share(580 + 1141, 78 + 130 + 435 + 580 + 1141)],
    ]);
  });

  it('asked only those who had used it: a passenger who never drove up was not shown the roads', async () => {
    const { rows } = await ask<ScoreTable>('scores?metric=csat&interval=year&touchpoint=roads');
    expect(rows.map(({ n, funnel }) => [n, funnel.shown, funnel.started])).toEqual([
      [21 + 72 + 388 + 816 + 611, 2831 - 791, 2831 - 791 - 132],
      [20 + 100 + 382 + 740 + 530, 2809 - 860, 2809 - 860 - 177],
    ]);
  });
});
