/**
 * The order of two RFC 3339 instants to their last digit: negative when `a` is the earlier. Date keeps milliseconds
 * only, so what a device wrote beyond them is compared as text.
 */
export function compareInstants(a: string, b: string): number {
  const order = Date.parse(a) - Date.parse(b);
  if (order !== 0) return order;
  const [fractionA, fractionB] = [fractionOf(a), fractionOf(b)];
  return fractionA === fractionB ? 0 : fractionA < fractionB ? -1 : 1;
}

/** The digits after the point without their trailing zeros. */
function fractionOf(instant: string): string {
  return /\.(\d*?)0*[^\d]/.exec(instant)?.[1] ?? '';
}
