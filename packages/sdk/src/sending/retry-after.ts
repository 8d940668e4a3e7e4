/** The longest that a `Retry-After` is believed: a day. */
const longestMs = 86_400_000;

/** How long a `Retry-After` asks to wait (RFC 9110: seconds, or a date), in milliseconds; 0 when it does not. */
export function retryAfterMs(header: string | null, now: number): number {
  const wait = Number(header) * 1_000 || Date.parse(`${header}`) - now;
  return wait > 0 ? Math.min(wait, longestMs) : 0;
}
