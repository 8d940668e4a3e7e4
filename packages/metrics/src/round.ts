import { MetricsError } from './metrics-error.ts';

const maxDigits = 15;

/**
 * Rounds for display: half away from zero (5.5 to 6, -5.5 to -6), never to -0.
 *
 * What is rounded is the number as it prints, not the binary fraction behind it: 1.005 to two digits is 1.01, although
 * the double nearest to 1.005 is a little less. That is what a reader of an unrounded score expects, and it is exact
 * for a percentage: a count times 100, divided by n, prints as its decimal wherever that ends within 15 digits. A value
 * that several operations have moved off its half stays off: 100 * 57 / 200 is 28.5 and rounds to 29, but 100 * 0.285
 * is 28.499999999999996 and rounds to 28.
 *
 * `Math.round` would send -5.5 to -5, and `toFixed` would print 1.00 and "-0".
 *
 * @param value - Any finite number.
 * @param digits - After the decimal point, 0 to 15.
 * @throws MetricsError `argument_invalid` when the value is not finite or the digits are not an integer 0 to 15.
 * @example
 * roundHalfAway(-5.5); // -6
 * roundHalfAway(1.005, 2); // 1.01
 * roundHalfAway(-0.4); // 0
 */
export function roundHalfAway(value: number, digits = 0): number {
  if (!Number.isFinite(value))
    throw new MetricsError(
      'argument_invalid',
      `Only a finite number can be rounded, but the value is ${value}.`,
    );
  if (!Number.isInteger(digits) || digits < 0 || digits > maxDigits)
    throw new MetricsError(
      'argument_invalid',
      `A number can be rounded to 0 to ${maxDigits} digits, but ${digits} were asked for.`,
    );
  const shifted = shift(Math.abs(value), digits);
  // From here on a double has no such digit left to round.
  const size = shifted >= Number.MAX_SAFE_INTEGER ? Math.abs(value) : shift(Math.round(shifted), -digits);
  return value < 0 && size > 0 ? -size : size;
}

/** Moves the decimal point in the printed number; a multiplication would bring the binary fraction back. */
function shift(value: number, places: number): number {
  const [mantissa, exponent = '0'] = String(value).split('e');
  return Number(`${mantissa}e${Number(exponent) + places}`);
}
