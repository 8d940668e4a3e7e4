import type { ResponseState } from '@milepost/protocol';
import { otherValue, segmentValue } from '../../intake/cells.ts';
import type { KnownProgram } from '../../program/known.ts';
import type { DimensionFilter } from '../../store/store.ts';

/** Whether a response has one of the values in each dimension. */
export function isWithin(
  state: ResponseState,
  dimensions: readonly DimensionFilter[],
  known: KnownProgram,
): boolean {
  return dimensions.every(({ dimension, values }) => {
    const value = valueIn(state, dimension, known);
    return value !== undefined && (values?.includes(String(value)) ?? true);
  });
}

function valueIn(state: ResponseState, dimension: string, { locales }: KnownProgram) {
  if (dimension === 'channel') return state.channel ?? 'in_app';
  if (dimension !== 'locale') return segmentValue(state, dimension);
  return state.locale === undefined || locales.has(state.locale) ? state.locale : otherValue;
}
