import { kishEffectiveSize } from '../sample/kish-effective-size.ts';
import { rake } from '../sample/rake.ts';
import type { Facts } from './facts.fixture.ts';

export const facts: Facts = {
  rake: ({ table, rowTargets, colTargets }) => {
    const margin = (targets: number[]) =>
      Object.fromEntries(targets.map((target, at) => [String(at), target]));
    const cells = (table as number[][]).flatMap((counts, row) =>
      counts.map((n, column) => ({ at: { row: String(row), column: String(column) }, n })),
    );
    const weights = rake(cells, { row: margin(rowTargets), column: margin(colTargets) });
    const weightings = cells.map(({ n }, index) => ({ n, weight: weights[index] ?? 0 }));
    const fitted = weightings.map(({ n, weight }) => n * weight);
    const kishNeff = kishEffectiveSize(weightings);
    return {
      fitted: table.map((_: number[], row: number) => fitted.slice(3 * row, 3 * row + 3)),
      kishNeff,
      kishDeff: cells.reduce((sum, { n }) => sum + n, 0) / kishNeff,
    };
  },
};
