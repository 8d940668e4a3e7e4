import type { Outcome } from '../api.ts';
import type { Ask } from './ask.ts';
import type { Desk } from './surveys.ts';

const nothing = () => {};

/** Shows a survey of which nothing is recorded, remembered or told. */
export async function preview(
  ask: Ask,
  _: unknown,
  { ending: { signal }, prepareNow, show, mount }: Desk,
): Promise<Outcome> {
  const { reason } = ask.again();
  const prepared = prepareNow(ask);
  const text = await prepared?.text;
  const obstacle = signal.aborted ? `${signal.reason}` : (reason ?? 'program_unavailable');
  if (!prepared || !text || signal.aborted) return { status: 'failed', reason: obstacle, answers: {} };
  const { session, outcome } = show(prepared, text, { put: nothing, remember: nothing, emit: nothing });
  mount(session, text);
  return outcome;
}
