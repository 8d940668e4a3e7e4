import type { ResponseState } from '@milepost/protocol';
import { buildResponse } from '@milepost/testkit';
import type { ChangedResponse, ListedResponse } from '../../store/store.ts';

/** A response as a store lists it. */
export function buildListed(
  state: Partial<ResponseState> = {},
  overrides: Partial<ListedResponse> = {},
): ListedResponse {
  const whole = { ...buildResponse(), ...state };
  return {
    bucket: 0,
    state: whole,
    day: 20_779,
    shown: Date.parse(whole.shown),
    sent: null,
    received: Date.parse('2026-11-22T07:00:03Z'),
    excluded: [],
    erased: null,
    ...overrides,
  };
}

/** A response at a place among the changes. */
export function buildChanged(place: number, overrides: Partial<ListedResponse> = {}): ChangedResponse {
  return { ...buildListed({}, overrides), cursor: String(place) };
}
