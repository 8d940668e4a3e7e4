import { checkProgram } from '@milepost/protocol';
import { buildCsat, buildProgram, buildResponse, createRandom } from '@milepost/testkit';
import { expect, test } from 'vitest';
import { type KnownProgram, knownSurvey, localesOf } from '../program/known.ts';
import { createCrowd, createCrowds } from './crowd.ts';
import type { CrowdSelection } from './store.ts';

const { program } = checkProgram(buildProgram());
if (!program) throw new Error('the program of this test has faults');
const known: KnownProgram = {
  project: 'p',
  revision: 1,
  program,
  surveys: new Map(
    Object.entries(program.surveys).map(([name, content]) => [
      name,
      new Map([[1, knownSurvey(name, 1, content)]]),
    ]),
  ),
  touchpoints: new Map(),
  locales: localesOf(program),
};
const keeps = (_project: string, _segment: string, value: string) => value !== 'rare';
const satisfaction = { survey: 'support-csat', version: 1, question: 'satisfaction' };

test('the crowds of many rows are those of each by itself', () => {
  const random = createRandom(3);
  const responses = Array.from({ length: 200 }, () => ({
    day: random.int(1, 4),
    erased: random() < 0.1,
    state: {
      ...(random() < 0.7 ? buildCsat(random.int(1, 5)) : buildResponse()),
      ...(random() < 0.8 && {
        person: { id: `u-${random.int(1, 30)}`, traits: { plan: random.pick(['pro', 'basic', 'rare']) } },
      }),
      locale: random.pick(['en', 'de', 'xx']),
    },
  }));
  const anyFilters = () =>
    random
      .shuffle(['plan', 'locale', 'channel'])
      .slice(0, random.int(0, 2))
      .map((dimension) => ({
        dimension,
        values: random.pick([null, ['pro'], ['basic', '(other)'], ['en', 'in_app', 'pro'], []]),
      }));
  const selections = Array.from(
    { length: 150 },
    (): CrowdSelection => ({
      project: 'p',
      places: random
        .shuffle([1, 2, 3, 4, 4])
        .slice(0, random.int(0, 4))
        .map((day) => ({ day, touchpoint: 'ticket_closed' })),
      questions: random.pick([null, [satisfaction], []]),
      within: anyFilters(),
      outside: anyFilters(),
      limit: random.pick([1, 5, 100]),
    }),
  );
  const all = createCrowds({ known, selections, keeps });
  for (const { day, add } of all.places())
    for (const response of responses) if (response.day === day && add(response)) break;
  const alone = selections.map((selection) => {
    const crowd = createCrowd({ known, selection, keeps });
    for (const response of responses)
      if (selection.places.some(({ day }) => day === response.day) && crowd.add(response)) break;
    return crowd.count();
  });
  expect(all.counts()).toEqual(alone);
  expect(new Set(alone).size).toBeGreaterThan(10);
});

test('a place is looked at once, and only while somebody needs more of it', () => {
  const place = (day: number) => ({ day, touchpoint: 'ticket_closed' });
  const row = { project: 'p', questions: null, within: [], outside: [], limit: 1 };
  const all = createCrowds({
    known,
    keeps,
    selections: [
      { ...row, places: [place(1), place(2)] },
      { ...row, places: [place(1), place(3)] },
    ],
  });
  const looked: number[] = [];
  for (const { day, add } of all.places()) {
    looked.push(day);
    expect(add({ state: buildCsat(1), erased: false })).toBe(true);
  }
  expect(looked).toEqual([1]);
  expect(all.counts()).toEqual([1, 1]);
});
