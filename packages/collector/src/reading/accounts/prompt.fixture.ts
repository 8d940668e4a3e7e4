import type { ResponseState } from '@milepost/protocol';
import { buildResponse } from '@milepost/testkit';
import type { AccountPrompt } from '../../store/store.ts';

const dayMs = 86_400_000;
/** The end of the window of these tests: midnight before this day. */
export const asOf = '2026-11-23';
export const end = Date.parse(`${asOf}T00:00:00Z`);

/** A prompt of `acme` at noon of the day so many days before the last one of the window, seen by `u-1`. */
export function buildPrompt(before: number, state: Partial<ResponseState> = {}): AccountPrompt {
  const shown = end - dayMs / 2 - before * dayMs;
  const person = { id: 'u-1', account: 'acme', ...state.person };
  const whole = { ...buildResponse({ shown: new Date(shown).toISOString() }), ...state, person };
  return { account: person.account, shown, state: whole };
}
