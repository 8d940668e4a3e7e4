import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { checkProgram, type ImportLine } from '@milepost/protocol';
import { startCollector } from '@milepost/testkit';
import { describe, expect, test } from 'vitest';
import { checkColumnMap } from './column-map.ts';
import { importFile } from './import.ts';
import { mappedLines } from './mapped-lines.ts';

const root = resolve(import.meta.dirname, '../../../../..');
const examples = join(root, 'examples/sfo');
const data = process.env['MILEPOST_SFO'] ?? '';
const there = existsSync(join(data, '2017_SFO_Customer_Survey.csv'));
const json = async (name: string): Promise<unknown> =>
  JSON.parse(await readFile(join(examples, name), 'utf8'));

async function columnMap(year: number) {
  const { map, faults } = checkColumnMap(await json(`${year}.map.json`));
  expect(faults).toEqual([]);
  if (!map) throw new Error('no map');
  return map;
}

/** Per boarding area and in all: detractors, passives, promoters. */
async function count(year: number) {
  const file = join(data, `${year}_SFO_Customer_Survey.csv`);
  const source = mappedLines({ file, map: await columnMap(year) });
  const counts: Record<string, [number, number, number]> = { all: [0, 0, 0] };
  for await (const text of source.lines) {
    const line = JSON.parse(text) as ImportLine;
    expect(line.shown).toMatch(new RegExp(`^${year}-05-`));
    const value = line.answers?.[0]?.value;
    if (typeof value !== 'number') continue;
    const group = value >= 9 ? 2 : value >= 7 ? 1 : 0;
    const area = String(line.facts?.['area']);
    counts[area] ??= [0, 0, 0];
    counts[area][group] += 1;
    if (counts['all']) counts['all'][group] += 1;
  }
  return { counts, reading: source.reading };
}

const nps = ([detractors, passives, promoters]: readonly [number, number, number]) =>
  Math.round((10_000 * (promoters - detractors)) / (detractors + passives + promoters)) / 100;

test('the SFO example is a sound program, and its maps name what the program has', async () => {
  const { program, faults } = checkProgram(await json('program.json'));
  expect(faults).toEqual([]);
  for (const year of [2017, 2018]) {
    const { constants, answers, facts } = await columnMap(year);
    expect(program?.touchpoints[constants.touchpoint]?.survey).toBe(constants.survey);
    const questions = program?.surveys[constants.survey]?.questions.map(({ id }) => id);
    expect(questions).toEqual(Object.keys(answers));
    expect(program?.segments).toEqual(Object.keys(facts).map((name) => `fact:${name}`));
  }
});

const title = there
  ? 'the real SFO files'
  : 'the real SFO files (skipped: they are not here; set MILEPOST_SFO to the folder that holds them)';

describe.skipIf(!there)(title, () => {
  test('2017: 342 / 968 / 1436, NPS 39.84', async () => {
    const { counts, reading } = await count(2017);
    expect(counts['all']).toEqual([342, 968, 1436]);
    expect(nps(counts['all'] ?? [0, 0, 0])).toBe(39.84);
    expect(reading).toMatchObject({ read: 2831, faulty: 0, leftOut: 0, ready: 2831, unanswered: 85 });
    expect(counts).toMatchObject({
      A: [93, 249, 382],
      B: [22, 50, 94],
      C: [26, 68, 132],
      D: [45, 128, 213],
      E: [18, 57, 100],
      F: [50, 173, 221],
      G: [88, 243, 294],
    });
  });

  test('2018: 447 / 935 / 1268, NPS 30.98', async () => {
    const { counts, reading } = await count(2018);
    expect(counts['all']).toEqual([447, 935, 1268]);
    expect(nps(counts['all'] ?? [0, 0, 0])).toBe(30.98);
    expect(reading).toMatchObject({ read: 2809, faulty: 0, leftOut: 0, ready: 2809, unanswered: 159 });
    expect(counts).toMatchObject({
      A: [140, 251, 270],
      B: [37, 85, 116],
      C: [33, 72, 84],
      D: [73, 159, 263],
      E: [16, 45, 96],
      F: [60, 141, 206],
      G: [88, 182, 233],
    });
  });

  test('come in over HTTP, by year and by boarding area, and a second run adds nothing', async () => {
    await using collector = await startCollector({ program: null });
    expect((await collector.putProgram((await json('program.json')) as object)).status).toBe(200);
    const bring = (year: number) =>
      importFile({
        file: join(data, `${year}_SFO_Customer_Survey.csv`),
        map: join(examples, `${year}.map.json`),
        url: collector.url,
        key: collector.secretKey,
      });
    expect((await bring(2017)).answer).toEqual({ accepted: 2831, repeated: 0, rejected: 0 });
    expect((await bring(2018)).answer).toEqual({ accepted: 2809, repeated: 0, rejected: 0 });
    expect((await bring(2018)).answer).toEqual({ accepted: 0, repeated: 2809, rejected: 0 });
    const { body } = await collector.scores({ metric: 'nps', interval: 'year' });
    const rounded = body.rows.map(({ period, n, score, funnel }) => [
      period,
      n,
      score?.toFixed(2),
      funnel.shown,
    ]);
    expect(rounded).toEqual([
      ['2017', 2746, '39.84', 2831],
      ['2018', 2650, '30.98', 2809],
    ]);
    const areas = await collector.scores({ metric: 'nps', interval: 'year', by: 'fact:area' });
    expect(areas.body.rows).toHaveLength(14);
    for (const { period, group, histogram } of areas.body.rows) {
      const { counts } = await count(Number(period));
      const between = (from: number, to: number) =>
        Object.entries(histogram).reduce(
          (sum, [value, n]) => (+value >= from && +value <= to ? sum + n : sum),
          0,
        );
      expect([between(0, 6), between(7, 8), between(9, 10)]).toEqual(counts[group['fact:area'] ?? '']);
    }
  });
});
