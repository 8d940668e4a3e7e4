import type { Outcome } from '../api.ts';
import type { Ask } from './ask.ts';
import type { Desk } from './surveys.ts';

const nothing = () => {};

/** Shows a survey of which nothing is recorded, remembered or told. */
export async function preview(
  ask: Ask,
  { ending: { signal }, prepareNow, show, mount }: Desk,
): Promise<Outcome | string> {
  const { reason } = ask.again();
  const prepared = prepareNow(ask);
  const text = await prepared?.text;
  if (signal.aborted) return `${signal.reason}`;
  if (!prepared || !text) return reason ?? 'program_unavailable';
  const { session, outcome } = show(prepared, text, { put: nothing, remember: nothing, emit: nothing });
  mount(session, text);
  return outcome;
}
