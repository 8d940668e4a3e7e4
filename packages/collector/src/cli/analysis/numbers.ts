import { roundHalfAway } from '@milepost/metrics';

/**
 * A number as it is shown: rounded half away from zero, and never "-0".
 *
 * @example
 * decimal(-0.04); // '0.0'
 * decimal(31.25, 1); // '31.3'
 */
export function decimal(value: number, digits = 1): string {
  return roundHalfAway(value, digits).toFixed(digits);
}

/** With its sign, as differences are shown. */
export function signed(value: number, digits = 1): string {
  const text = decimal(value, digits);
  return Number(text) > 0 ? `+${text}` : text;
}

/** A p-value: three digits, and nothing that looks like 0. */
export function pValue(p: number): string {
  return p < 0.001 ? '<0.001' : decimal(p, 3);
}

export function percent(share: number): string {
  return `${decimal(100 * share)} %`;
}

export function interval(low: number, high: number, digits = 1): string {
  return `[${decimal(low, digits)}, ${decimal(high, digits)}]`;
}

const counts = new Intl.NumberFormat('en');

export function counted(count: number): string {
  return counts.format(count);
}
