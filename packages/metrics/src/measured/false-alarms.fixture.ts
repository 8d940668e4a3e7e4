import { pooledTest } from '../compare/pooled-test.ts';
import type { Moments } from '../moments.ts';
import { drawSigns, populations } from '../populations.fixture.ts';
import { seeded } from '../random.fixture.ts';

const runs = 10_000;
const z = 1.959963984540054;
export const groupSizes = [
  [20, 400],
  [50, 50],
] as const;

/** How often two groups of one population are called different at 5 %, in percent, by population and then by sizes. */
export const falseAlarms = Object.entries(populations).map(([name, shares]) => {
  const random = seeded(1937);
  const measured = groupSizes.map(([small, large]) => {
    let pooled = 0;
    let plain = 0;
    for (let run = 0; run < runs; run++) {
      const a = drawSigns(random, shares, small);
      const b = drawSigns(random, shares, large);
      if ((pooledTest(a, b)?.p ?? 1) <= 0.05) pooled += 100 / runs;
      if (plainWaldDiffers(a, b)) plain += 100 / runs;
    }
    return { pooled, plain };
  });
  return { name, pooled: measured.map(({ pooled }) => pooled), plain: measured.map(({ plain }) => plain) };
});

/** The textbook's test: each group has the variance of its own sample, and nothing is pooled. */
function plainWaldDiffers(a: Moments, b: Moments): boolean {
  const squaredError = ({ n, sum, sumOfSquares }: Moments) => (sumOfSquares / n - (sum / n) ** 2) / n;
  return Math.abs(b.sum / b.n - a.sum / a.n) > z * Math.sqrt(squaredError(a) + squaredError(b));
}
