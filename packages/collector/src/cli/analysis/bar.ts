import type { Ends } from './ends.ts';

const width = 25;

/**
 * A score and its interval as a bar between the ends of what can be.
 *
 * @example
 * bar({ score: 50, low: 40, high: 60 }, { worst: 0, best: 100, digits: 1 }); // '·········├─●─┤···········'
 */
export function bar(of: { score: number; low: number; high: number }, { worst, best }: Ends): string {
  const at = (value: number) =>
    Math.round((Math.min(Math.max((value - worst) / (best - worst), 0), 1) || 0) * (width - 1));
  const [low, score, high] = [at(of.low), at(of.score), at(of.high)];
  return Array.from({ length: width }, (_, place) => {
    if (place === score) return '●';
    if (place === low) return '├';
    if (place === high) return '┤';
    return place > low && place < high ? '─' : '·';
  }).join('');
}

/** What stands above bars: their ends. */
export function barHead({ worst, best }: Ends): string {
  const right = String(best);
  return String(worst).padEnd(width - right.length) + right;
}
