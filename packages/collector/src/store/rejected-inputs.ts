import { canonical } from '@milepost/engine';
import { limits } from '@milepost/protocol';
import type { IncomingResponse, Outcome, RejectedInput } from './store.ts';

/** What is kept of the responses of a batch that the store has refused. */
export function rejectedInputs(
  responses: readonly IncomingResponse[],
  outcomes: readonly Outcome[],
): RejectedInput[] {
  return responses.flatMap((incoming, index) => {
    const outcome = outcomes[index];
    return (outcome && rejectedInput(incoming, outcome)) ?? [];
  });
}

/** Null for one that it takes. */
function rejectedInput({ state }: IncomingResponse, outcome: Outcome): RejectedInput | null {
  if (outcome.kind !== 'rejected') return null;
  const { code, detail } = outcome;
  // Nothing may be kept of a person who was erased.
  const isErased = code === 'person_erased';
  return {
    id: state.id,
    person: isErased ? null : (state.person?.id ?? null),
    code,
    detail,
    input: isErased ? null : canonical(state).slice(0, limits.rejectedLength),
  };
}
