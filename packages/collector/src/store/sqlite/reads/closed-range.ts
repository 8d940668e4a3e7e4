/** A range of days, or of months, that holds them all. */
const everyDay = { from: -10_000_000, to: 10_000_000 };

/** A half-open range without open ends. */
export function closedRange({ from, to }: { from: number | null; to: number | null }): {
  from: number;
  to: number;
} {
  return { from: from ?? everyDay.from, to: to ?? everyDay.to };
}
