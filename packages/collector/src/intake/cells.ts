import type { ResponseState } from '@milepost/protocol';
import type { KnownProgram } from '../program/known.ts';

/** One count of one response: it raises column `slot` of the cell by one. */
export interface CellCount {
  dimension: string;
  scale: string;
  touchpoint: string;
  survey: string;
  version: number;
  question: string;
  value: string;
  slot: number;
}

/** Columns of a funnel cell. Every response is in `shown` and in exactly one of the last four. */
export const funnelSlots = {
  shown: 0,
  started: 1,
  completed: 2,
  dismissed: 3,
  ignored: 4,
  open: 5,
} as const;
export const funnelScale = 'funnel';
export const otherValue = '(other)';

/** What became of a prompt, as far as it tells by itself. `completed` outranks `dismissed`. */
export function fateOf(state: ResponseState): 'completed' | 'dismissed' | 'ignored' | 'open' {
  if (state.completed !== undefined) return 'completed';
  if (state.dismissed === undefined) return 'open';
  const { reason } = state.dismissed;
  return reason === 'timeout' || reason === 'superseded' ? 'ignored' : 'dismissed';
}

/**
 * All counts of a response: its funnel and every answer that lies on a scale, for the whole and for every dimension
 * that the response has a value in. Pure, so that what one state added can be taken away again when the next one comes.
 */
export function cellCounts(state: ResponseState, known: KnownProgram): CellCount[] {
  const { touchpoint, survey, version } = state;
  const answers = known.surveys.get(survey)?.get(version)?.answers;
  const given = (state.answers ?? []).filter(({ value }) => value !== null);
  const counts: { question: string; scale: string; slot: number }[] = [];
  const funnel = (slot: keyof typeof funnelSlots) =>
    counts.push({ question: '', scale: funnelScale, slot: funnelSlots[slot] });
  funnel('shown');
  if (given.length > 0) funnel('started');
  funnel(fateOf(state));
  for (const { question, value } of given) {
    const scale = answers?.get(question)?.scale;
    if (scale && typeof value === 'number') counts.push({ question, scale: scale.id, slot: value });
  }
  return dimensionsOf(state, known).flatMap(([dimension, value]) =>
    counts.map((count) => ({ dimension, value, touchpoint, survey, version, ...count })),
  );
}

/** The value of a response in every dimension that it has one in; the whole comes first. */
function dimensionsOf(state: ResponseState, known: KnownProgram): [dimension: string, value: string][] {
  const dimensions: [string, string][] = [
    ['', ''],
    ['channel', state.channel ?? 'in_app'],
  ];
  if (state.locale !== undefined)
    dimensions.push(['locale', known.locales.has(state.locale) ? state.locale : otherValue]);
  for (const segment of known.program.segments) {
    const value = segmentValue(state, segment);
    if (value !== undefined) dimensions.push([segment, String(value)]);
  }
  return dimensions;
}

function segmentValue(state: ResponseState, segment: string): string | number | boolean | undefined {
  const isFact = segment.startsWith('fact:');
  const properties = (isFact ? state.facts : state.person?.traits) ?? {};
  const name = isFact ? segment.slice('fact:'.length) : segment;
  return Object.hasOwn(properties, name) ? properties[name] : undefined;
}
