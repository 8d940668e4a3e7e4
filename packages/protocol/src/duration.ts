const unitMs = { s: 1_000, m: 60_000, h: 3_600_000, d: 86_400_000 } as const;

/** `30s`, `15m`, `12h`, `7d`: a whole number and a unit. A day is 24 hours. */
export const durationPattern = /^(0|[1-9]\d{0,5})([smhd])$/;

/**
 * Milliseconds of a duration of the program language.
 *
 * @throws RangeError when the text is not a duration; the program's schema has checked it before.
 * @example
 * durationMs('30d'); // 2_592_000_000
 */
export function durationMs(text: string): number {
  const match = durationPattern.exec(text);
  if (!match) throw new RangeError(`"${text}" is not a duration such as 30s, 15m, 12h or 7d`);
  return Number(match[1]) * unitMs[match[2] as keyof typeof unitMs];
}
