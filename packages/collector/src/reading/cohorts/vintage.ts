export type AgeUnit = 'month' | 'quarter' | 'year';

/** A month, a quarter or a year that something began in. */
export interface Vintage {
  unit: AgeUnit;
  /** Months since the year 0. */
  month: number;
}

const monthsOf: Record<AgeUnit, number> = { month: 1, quarter: 3, year: 12 };

/**
 * Reads `2026-01`, `2026-Q1` or `2026`; null for anything else.
 *
 * @example
 * vintageOf('2026-Q2'); // { unit: 'quarter', month: 24_315 }
 * vintageOf('2026-13'); // null
 */
export function vintageOf(text: string): Vintage | null {
  const [, year, quarter, month] = /^(\d{4})(?:-Q([1-4])|-(0[1-9]|1[0-2]))?$/.exec(text) ?? [];
  if (year === undefined) return null;
  const first = Number(year) * 12;
  if (quarter !== undefined) return { unit: 'quarter', month: first + (Number(quarter) - 1) * 3 };
  if (month !== undefined) return { unit: 'month', month: first + Number(month) - 1 };
  return { unit: 'year', month: first };
}

/** Whether an age in this unit would say more than the vintage tells. */
export function isFiner(unit: AgeUnit, vintage: Vintage): boolean {
  return monthsOf[unit] < monthsOf[vintage.unit];
}

/** Calendar months, quarters or years from the one that a vintage began in to another; negative before it. */
export function ageIn(unit: AgeUnit, { vintage, period }: { vintage: Vintage; period: Vintage }): number {
  const ordinal = ({ month }: Vintage) => Math.floor(month / monthsOf[unit]);
  return ordinal(period) - ordinal(vintage);
}
