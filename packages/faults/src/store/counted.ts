import type { ResponseState } from '@milepost/protocol';

/** A row of the table of responses. */
export interface ResponseRow {
  id: string;
  bucket: number;
  day: number;
  person: string | null;
  excluded: 0 | 1;
  erased: number | null;
  state: string;
}

/** What the counts of a response depend on, besides itself. */
export interface CountingRules {
  segments: readonly string[];
  locales: ReadonlySet<string>;
  /** The scale of each question that has one, by survey, version and question. */
  scales: ReadonlyMap<string, string>;
  /** Values that each segment keeps apart; others count as `(other)`. */
  segmentValues: ReadonlySet<string>;
}

/** Cells by their keys, as JSON; a count per value of the scale. */
export type Cells = Map<string, number[]>;

/**
 * Counts the responses of a file from their states alone. It is written a second time on purpose: with the collector's
 * own function a fault of that function would agree with itself.
 */
export function countResponses(rows: readonly ResponseRow[], rules: CountingRules): Cells {
  const cells: Cells = new Map();
  for (const row of rows) {
    if (row.excluded) continue;
    const state = JSON.parse(row.state) as ResponseState;
    for (const [dimension, value] of dimensionsOf(state, rules))
      for (const [question, scale, slot] of countsOf(state, rules)) {
        const key = JSON.stringify([
          row.bucket,
          dimension,
          scale,
          row.day,
          state.touchpoint,
          state.survey,
          state.version,
          question,
          value,
        ]);
        const counts = cells.get(key) ?? Array<number>(11).fill(0);
        counts[slot] = (counts[slot] ?? 0) + 1;
        cells.set(key, counts);
      }
  }
  return cells;
}

function dimensionsOf(state: ResponseState, rules: CountingRules): [dimension: string, value: string][] {
  const found: [string, string][] = [
    ['', ''],
    ['channel', state.channel ?? 'in_app'],
  ];
  if (state.locale !== undefined)
    found.push(['locale', rules.locales.has(state.locale) ? state.locale : '(other)']);
  for (const segment of rules.segments) {
    const isFact = segment.startsWith('fact:');
    const all = new Map(Object.entries((isFact ? state.facts : state.person?.traits) ?? {}));
    const value = all.get(isFact ? segment.slice(5) : segment);
    if (value === undefined) continue;
    const isKept = rules.segmentValues.has(JSON.stringify([segment, String(value)]));
    found.push([segment, isKept ? String(value) : '(other)']);
  }
  return found;
}

function countsOf(
  state: ResponseState,
  { scales }: CountingRules,
): [question: string, scale: string, slot: number][] {
  const given = (state.answers ?? []).filter(({ value }) => value !== null);
  const left = ['timeout', 'superseded'].includes(state.dismissed?.reason ?? '') ? 4 : 3;
  const counts: [string, string, number][] = [['', 'funnel', 0]];
  if (given.length > 0) counts.push(['', 'funnel', 1]);
  counts.push(['', 'funnel', state.completed ? 2 : state.dismissed ? left : 5]);
  for (const { question, value } of given) {
    const scale = scales.get(JSON.stringify([state.survey, state.version, question]));
    if (scale && typeof value === 'number') counts.push([question, scale, value]);
  }
  return counts;
}
