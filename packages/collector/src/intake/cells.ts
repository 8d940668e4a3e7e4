import type { ResponseState, Scale } from '@milepost/protocol';
// Alone: threads that read load this file, and need nothing of the schemas.
import { compositeScale, cxiItems } from '@milepost/protocol/scale';
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

/** A count without the dimension that it is counted in. */
export type PlainCount = Pick<CellCount, 'question' | 'scale' | 'slot'>;

/** What a response counts in every dimension: its funnel, and every answer that lies on a scale. */
export function plainCounts(state: ResponseState, known: KnownProgram): PlainCount[] {
  const survey = known.surveys.get(state.survey)?.get(state.version);
  const counts: PlainCount[] = [];
  const funnel = (slot: keyof typeof funnelSlots) =>
    counts.push({ question: '', scale: funnelScale, slot: funnelSlots[slot] });
  funnel('shown');
  if (state.answers?.some(({ value }) => value !== null)) funnel('started');
  funnel(fateOf(state));
  for (const { question, value } of state.answers ?? []) {
    const scale = survey?.answers.get(question)?.scale;
    if (scale && typeof value === 'number')
      counts.push({ question, scale: scale.id, slot: slotOf(scale, value) });
  }
  for (const question of survey?.composites ?? []) {
    const value = compositeOf(state, question);
    if (value !== null)
      counts.push({ question, scale: compositeScale.id, slot: slotOf(compositeScale, value) });
  }
  return counts;
}

/** The column that answers of a value are counted in: the first one is that of 0, or of the scale's lowest value below. */
export function slotOf({ min }: Pick<Scale, 'min'>, value: number): number {
  return value - Math.min(0, min);
}

/** What a respondent counts overall in a `cxi` question; null unless all three parts are answered. */
export function compositeOf({ answers = [] }: ResponseState, question: string): number | null {
  const given = new Map(answers.map((answer) => [answer.question, answer.value]));
  let composite = 0;
  for (const item of cxiItems) {
    const value = given.get(`${question}.${item}`);
    if (typeof value !== 'number') return null;
    composite += Math.sign(value - 3);
  }
  return composite;
}

/** A dimension that a response has a value in. */
export type Dimension = readonly [dimension: string, value: string];

/** The value of a response in every dimension that it has one in; the whole comes first. */
export function dimensionsOf(state: ResponseState, known: KnownProgram): Dimension[] {
  const dimensions: Dimension[] = [
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

/** The value that a response has in a declared segment, a trait or a fact; undefined when it has none. */
export function segmentValue(state: ResponseState, segment: string): string | number | boolean | undefined {
  const isFact = segment.startsWith('fact:');
  const properties = (isFact ? state.facts : state.person?.traits) ?? {};
  const name = isFact ? segment.slice('fact:'.length) : segment;
  return Object.hasOwn(properties, name) ? properties[name] : undefined;
}
