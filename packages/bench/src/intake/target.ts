/** What was measured, beside what it is to be. */
export interface Figure {
  name: string;
  measured: string;
  target: string;
  met: boolean;
}

/** A number that is to be at least, or at most, another. */
export function figure(
  name: string,
  { value, unit, target, is }: { value: number; unit: string; target: number; is: 'at least' | 'at most' },
): Figure {
  return {
    name,
    measured: `${value.toPrecision(3)} ${unit}`,
    target: `${is} ${target} ${unit}`,
    met: is === 'at least' ? value >= target : value <= target,
  };
}

export function figureTable(title: string, figures: readonly Figure[]): string {
  const width = Math.max(title.length, ...figures.map(({ name }) => name.length));
  return [
    title,
    ...figures.map(
      ({ name, measured, target, met }) =>
        `${name.padEnd(width)}  ${measured.padStart(12)}  (${target})${met ? '' : '  not met'}`,
    ),
  ].join('\n');
}
