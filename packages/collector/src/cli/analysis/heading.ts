/** The days that a table is about. */
interface Span {
  from: string | null;
  to: string;
  timezone: string;
}

/** Which days, in words: what is shown to people has the last day, not the one after it. */
export function days({ from, to, timezone }: Span): string {
  const last = new Date(Date.parse(to) - 86_400_000).toISOString().slice(0, 10);
  const span = from === null ? `up to ${last}` : `${from} to ${last}`;
  return `${span} (${timezone})`;
}

const names: Readonly<Record<string, string>> = {
  nps: 'NPS',
  csat: 'CSAT',
  ces: 'CES',
  cxi: 'CXi',
  pmf: 'PMF',
  cx: 'CX',
  rating: 'Rating',
  thumbs: 'Thumbs',
};

export function metricName(metric: string): string {
  return names[metric] ?? metric;
}

/** Paragraphs with a blank line between them; empty ones are left out. */
export function paragraphs(of: readonly (readonly string[])[]): string {
  return of
    .filter((lines) => lines.length > 0)
    .map((lines) => lines.map((line) => `${line}\n`).join(''))
    .join('\n');
}
