import type { Scale } from '@milepost/protocol';

const numbers = new Intl.NumberFormat('en', { maximumFractionDigits: 1 });
const percents = new Intl.NumberFormat('en', { style: 'percent', maximumFractionDigits: 1 });

/** A number as it is read, `12,345.6`. */
export function number(value: number): string {
  return numbers.format(value);
}

/** So many of something, `1 person` or `12,345 people`. */
export function counted(count: number, one: string, many = `${one}s`): string {
  return `${number(count)} ${count === 1 ? one : many}`;
}

/** How often something happens. */
export function times(count: number): string {
  if (count === 0) return 'never';
  if (count === 1) return 'once';
  return count === 2 ? 'twice' : `${number(count)} times`;
}

/** A share of 0..1 as it is read, `12.3%`. */
export function percent(share: number): string {
  return percents.format(share);
}

/** How long something lasts, in the largest unit that it is two of. */
export function time(ms: number): string {
  const minutes = ms / 60_000;
  if (minutes < 120) return `${number(minutes)} minutes`;
  return minutes < 2 * 24 * 60 ? `${number(minutes / 60)} hours` : `${number(minutes / (24 * 60))} days`;
}

/** The day of an instant, in a time zone: `3 January 2026`. */
export function date(instant: number, timeZone: string): string {
  return new Intl.DateTimeFormat('en-GB', { dateStyle: 'long', timeZone }).format(instant);
}

/** A margin as it is read: `±4.9`, in points of a hundred, or of a mean `±0.21 of 1-5`. */
export function marginText(margin: number, meanOf: Scale | null): string {
  return meanOf ? `±${margin.toFixed(2)} of ${meanOf.min}-${meanOf.max}` : `±${margin.toFixed(1)}`;
}
