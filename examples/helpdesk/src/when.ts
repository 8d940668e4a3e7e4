const short = new Intl.DateTimeFormat('en-GB', { day: 'numeric', month: 'short' });
const clock = new Intl.DateTimeFormat('en-GB', { hour: '2-digit', minute: '2-digit' });
const full = new Intl.DateTimeFormat('en-GB', {
  day: 'numeric',
  month: 'short',
  year: 'numeric',
  hour: '2-digit',
  minute: '2-digit',
});

/** `14:05` on the same day, else `20 Nov`. Both times are milliseconds since the epoch. */
export function shortTime(at: number, now: number): string {
  return new Date(at).toDateString() === new Date(now).toDateString() ? clock.format(at) : short.format(at);
}

/** `21 Nov, 13:53`. */
export function entryTime(at: number): string {
  return `${short.format(at)}, ${clock.format(at)}`;
}

/** `22 Dec 2026, 14:05`. */
export function fullTime(at: number): string {
  return full.format(at);
}
