import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { checkProgram, type ImportLine } from '@milepost/protocol';
import { describe, expect, test, vi } from 'vitest';
import { checkColumnMap } from './column-map.ts';
import { mappedLines } from './mapped-lines.ts';

vi.setConfig({ testTimeout: 60_000 });

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

/** Per boarding area and in all: detractors, passives, promoters; and how often each touchpoint was asked about. */
async function count(year: number) {
  const file = join(data, `${year}_SFO_Customer_Survey.csv`);
  const source = mappedLines({ file, map: await columnMap(year) });
  const counts: Record<string, [number, number, number]> = { all: [0, 0, 0] };
  const shown: Record<string, number> = {};
  for await (const text of source.lines) {
    const line = JSON.parse(text) as ImportLine;
    shown[line.touchpoint] = (shown[line.touchpoint] ?? 0) + 1;
    expect(line.shown).toMatch(new RegExp(`^${year}-05-`));
    const value = line.answers?.find(({ question }) => question === 'recommend')?.value;
    if (typeof value !== 'number') continue;
    const group = value >= 9 ? 2 : value >= 7 ? 1 : 0;
    const area = String(line.facts?.['area']);
    counts[area] ??= [0, 0, 0];
    counts[area][group] += 1;
    if (counts['all']) counts['all'][group] += 1;
  }
  return { counts, shown, reading: source.reading };
}

const nps = ([detractors, passives, promoters]: readonly [number, number, number]) =>
  Math.round((10_000 * (promoters - detractors)) / (detractors + passives + promoters)) / 100;

test('the SFO example is a sound program, and its maps name what the program has', async () => {
  const { program, faults } = checkProgram(await json('program.json'));
  expect(faults).toEqual([]);
  for (const year of [2017, 2018]) {
    const { responses, facts } = await columnMap(year);
    expect(responses.map(({ constants }) => constants.touchpoint).sort()).toEqual(
      Object.keys(program?.touchpoints ?? {}).sort(),
    );
    for (const { constants, answers } of responses) {
      expect(program?.touchpoints[constants.touchpoint]?.survey).toBe(constants.survey);
      const questions = program?.surveys[constants.survey]?.questions.map(({ id }) => id);
      expect(questions).toEqual(Object.keys(answers));
    }
    expect(program?.segments).toEqual(Object.keys(facts).map((name) => `fact:${name}`));
  }
});

const title = there
  ? 'the real SFO files'
  : 'the real SFO files (skipped: they are not here; set MILEPOST_SFO to the folder that holds them)';

describe.skipIf(!there)(title, () => {
  test('2017: 342 / 968 / 1436, NPS 39.84', async () => {
    const { counts, shown, reading } = await count(2017);
    expect(counts['all']).toEqual([342, 968, 1436]);
    expect(nps(counts['all'] ?? [0, 0, 0])).toBe(39.84);
    expect(reading).toMatchObject({ read: 2831, faulty: 0, leftOut: 0, passedOver: 11_246, ready: 36_881 });
    expect(shown).toMatchObject({ airport_visit: 2831, roads: 2831 - 791, pass_security: 2831 - 258 });
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
    const { counts, shown, reading } = await count(2018);
    expect(counts['all']).toEqual([447, 935, 1268]);
    expect(nps(counts['all'] ?? [0, 0, 0])).toBe(30.98);
    expect(reading).toMatchObject({ read: 2809, faulty: 0, leftOut: 0, passedOver: 12_054, ready: 35_699 });
    expect(shown).toMatchObject({ airport_visit: 2809, roads: 2809 - 860, pass_security: 2809 - 219 });
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
});
