const steps = '▁▂▃▄▅▆▇█';

/**
 * Values as a line of small bars, from the lowest of them to the highest; a dot where there is none.
 *
 * @example
 * sparkline([10, null, 20, 15]); // '▁·█▅'
 */
export function sparkline(values: readonly (number | null)[]): string {
  const known = values.filter((value) => value !== null);
  const [least, most] = [Math.min(...known), Math.max(...known)];
  return values
    .map((value) => {
      if (value === null) return '·';
      // All alike: neither low nor high.
      const part = most === least ? 0.5 : (value - least) / (most - least);
      return steps[Math.round(part * (steps.length - 1))] ?? '';
    })
    .join('');
}
