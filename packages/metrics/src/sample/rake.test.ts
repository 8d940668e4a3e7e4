import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { rake } from './rake.ts';

const size = fc.integer({ min: 1, max: 50 });
const table = fc.tuple(size, size, size, size, size, size);
const part = fc.integer({ min: 1, max: 9 });

function cellsOf([a, b, c, d, e, f]: readonly number[]) {
  const counts = [
    ['free', 'eu', a],
    ['free', 'us', b],
    ['pro', 'eu', c],
    ['pro', 'us', d],
    ['team', 'eu', e],
    ['team', 'us', f],
  ] as const;
  return counts.map(([plan, region, n]) => ({ at: { plan, region }, n: n ?? 0 }));
}

describe('rake', () => {
  it('fits every margin, and leaves the number of answers', () => {
    fc.assert(
      fc.property(table, part, part, part, part, part, (counts, free, pro, team, eu, us) => {
        const cells = cellsOf(counts);
        const weights = rake(cells, { plan: { free, pro, team }, region: { eu, us } });
        const n = cells.reduce((sum, cell) => sum + cell.n, 0);
        const sum = (dimension: 'plan' | 'region', value: string) =>
          cells.reduce(
            (sum, { at, n: each }, index) =>
              sum + (at[dimension] === value ? each * (weights[index] ?? 0) : 0),
            0,
          );
        expect(sum('plan', 'free') / n).toBeCloseTo(free / (free + pro + team), 8);
        expect(sum('plan', 'team') / n).toBeCloseTo(team / (free + pro + team), 8);
        expect(sum('region', 'us') / n).toBeCloseTo(us / (eu + us), 8);
        expect(sum('region', 'us') + sum('region', 'eu')).toBeCloseTo(n, 6);
      }),
    );
  });

  it('keeps what the sample says of how the dimensions go together', () => {
    fc.assert(
      fc.property(table, part, part, part, part, part, (counts, free, pro, team, eu, us) => {
        const cells = cellsOf(counts);
        const weights = rake(cells, { plan: { free, pro, team }, region: { eu, us } });
        const fitted = cells.map(({ n }, index) => n * (weights[index] ?? 0));
        const odds = ([a = 0, b = 0, c = 0, d = 0]: readonly number[]) => Math.log((a * d) / (b * c));
        expect(odds(fitted)).toBeCloseTo(odds(counts), 6);
      }),
    );
  });

  it('leaves a sample that fits already', () => {
    const cells = cellsOf([10, 30, 20, 60, 5, 15]);
    for (const weight of rake(cells, { plan: { free: 40, pro: 80, team: 20 }, region: { eu: 35, us: 105 } }))
      expect(weight).toBeCloseTo(1, 12);
  });

  it('gives nothing to a part of which there is none', () => {
    const cells = cellsOf([10, 30, 20, 60, 5, 15]);
    expect(rake(cells, { plan: { free: 1, pro: 1, team: 0 } }).slice(4)).toStrictEqual([0, 0]);
  });

  it('leaves weights of 1 without answers or without margins', () => {
    expect(rake(cellsOf([0, 0, 0, 0, 0, 0]), { plan: { free: 1, pro: 1, team: 1 } })).toStrictEqual(
      Array(6).fill(1),
    );
    expect(rake(cellsOf([1, 2, 3, 4, 5, 6]), {})).toStrictEqual(Array(6).fill(1));
    expect(rake([], { plan: { free: 1 } })).toStrictEqual([]);
  });

  const cells = cellsOf([10, 30, 0, 0, 5, 15]);
  it.each([
    [
      'a part without answers',
      { plan: { free: 1, pro: 2, team: 1 } },
      'Nobody answered who could stand for plan "pro", but its margin is 2.',
    ],
    [
      'a value outside of the margins',
      { plan: { free: 1, pro: 2 } },
      'A cell has plan "team", but the margins of plan are for "free", "pro".',
    ],
    [
      'a dimension that cells do not have',
      { toString: { a: 1 } },
      'A cell has toString "undefined", but the margins of toString are for "a".',
    ],
    [
      'a negative margin',
      { plan: { free: -1, pro: 0, team: 1 } },
      'The margin of plan "free" must be finite and from 0 up, but it is -1.',
    ],
    [
      'margins of nobody',
      { plan: { free: 0, pro: 0, team: 0 } },
      'The margins of plan add up to 0: there is nobody to stand for.',
    ],
  ])('refuses %s', (_, margins, message) => {
    expect(() => rake(cells, margins as never)).toThrow(
      expect.objectContaining({ code: 'argument_invalid', message }),
    );
  });

  it('takes margins of any size', () => {
    expect(rake(cellsOf([10, 10, 10, 10, 10, 10]), { region: { eu: 1e308, us: 1e308 } })).toStrictEqual(
      Array(6).fill(1),
    );
  });

  it('refuses an impossible tolerance', () => {
    expect(() => rake(cellsOf([1, 1, 1, 1, 1, 1]), {}, { tolerance: Number.NaN })).toThrow(
      'The tolerance must be finite and from 0 up, but it is NaN.',
    );
  });

  it('refuses an impossible number of answers', () => {
    expect(() => rake([{ at: { plan: 'free' }, n: -2 }], { plan: { free: 1 } })).toThrow(
      'A number of answers must be finite and from 0 up, but it is -2.',
    );
  });

  it('gives up on margins that contradict the cells', () => {
    const contradicted = [
      { at: { plan: 'free', region: 'eu' }, n: 10 },
      { at: { plan: 'pro', region: 'us' }, n: 10 },
    ];
    expect(() =>
      rake(contradicted, { plan: { free: 1, pro: 3 }, region: { eu: 3, us: 1 } }, { maxRounds: 50 }),
    ).toThrow('No weights were found in 50 rounds that fit every margin to 1e-10');
  });
});
