import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { conceal, type Sum } from './conceal.ts';

const part = (n: number, suppressed = false): Sum => ({ n, suppressed, parts: [] });
const sum = (parts: Sum[], suppressed = false): Sum => ({
  n: parts.reduce((total, { n }) => total + n, 0),
  suppressed,
  parts,
});

describe('what subtraction could find is suppressed too:', () => {
  test('nothing where nothing is', () => {
    const root = sum([sum([part(40), part(30)]), sum([part(20)])]);
    const before = structuredClone(root);
    conceal(root);
    expect(root).toEqual(before);
  });

  test('a second part, the smallest, beside a single one', () => {
    const root = sum([part(3, true), part(50), part(20), part(0)]);
    conceal(root);
    expect(root.parts.map(({ suppressed }) => suppressed)).toEqual([true, false, true, false]);
    expect(root.suppressed).toBe(false);
  });

  test('the sum, where its only part is', () => {
    const root = sum([sum([part(8, true)]), sum([part(90), part(60)]), sum([part(70)])]);
    conceal(root);
    // The stage of the one touchpoint equals it; so a second stage goes, and with it one of its parts.
    expect(root.parts.map(({ suppressed }) => suppressed)).toEqual([true, false, true]);
    expect(root.parts[2]?.parts).toMatchObject([{ suppressed: true }]);
  });

  test('a part of a sum that is suppressed', () => {
    const root = sum([sum([part(20), part(30)], true), sum([part(3, true)], true)]);
    conceal(root);
    expect(root.parts[0]?.parts).toMatchObject([{ suppressed: true }, { suppressed: false }]);
    expect(root.suppressed).toBe(false);
  });
});

const leaf = fc.record({ n: fc.integer({ min: 0, max: 9 }), low: fc.boolean() });
const tree = fc.array(fc.array(leaf, { minLength: 1, maxLength: 4 }), { minLength: 1, maxLength: 4 });

test('no suppressed leaf can be worked out from the sums that are shown', () => {
  fc.assert(
    fc.property(tree, (stages) => {
      const root = sum(stages.map((leaves) => sum(leaves.map(({ n, low }) => part(n, low && n > 0)))));
      conceal(root);
      const leaves = root.parts.flatMap(({ parts }) => parts).filter(({ n }) => n > 0);
      const hidden = leaves.filter(({ suppressed }) => suppressed);
      const equations = [root, ...root.parts]
        .filter(({ n, suppressed }) => n > 0 && !suppressed)
        .map((shown) => {
          const within = shown === root ? leaves : shown.parts;
          return hidden.map((one) => Number(within.includes(one)));
        });
      expect(solved(equations)).toEqual([]);
    }),
    { numRuns: 500 },
  );
});

/** The unknowns that a system of equations gives a value: rows of the reduced form with a single coefficient. */
function solved(equations: number[][]): number[] {
  const rows = equations.map((row) => [...row]);
  const width = rows[0]?.length ?? 0;
  let top = 0;
  for (let column = 0; column < width; column++) {
    const pivot = rows.findIndex((row, at) => at >= top && Math.abs(row[column] ?? 0) > 1e-9);
    if (pivot < 0) continue;
    const [chosen = []] = rows.splice(pivot, 1);
    const by = chosen[column] ?? 1;
    const scaled = chosen.map((value) => value / by);
    for (const row of rows) {
      const times = row[column] ?? 0;
      for (let at = 0; at < width; at++) row[at] = (row[at] ?? 0) - times * (scaled[at] ?? 0);
    }
    rows.splice(top++, 0, scaled);
  }
  return rows.flatMap((row) => {
    const used = row.flatMap((value, at) => (Math.abs(value) > 1e-9 ? [at] : []));
    return used.length === 1 ? used : [];
  });
}
