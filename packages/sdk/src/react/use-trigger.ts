import { useCallback } from 'react';
import type { Outcome } from '../api.ts';
import { useCx } from './cx-provider.ts';
import type { RegisteredFacts, RegisteredTouchpoint } from './register.ts';

/**
 * Triggers a touchpoint: asks if the program says so. The function stays the same while the touchpoint does, never
 * throws, and goes on when the component is gone: closing a ticket may well take its page away.
 *
 * @example
 * const closed = useTrigger('ticket_closed');
 * <button onClick={() => void closed({ ticketId: 'T-42' })}>Close ticket</button>
 */
export function useTrigger<Name extends RegisteredTouchpoint>(
  touchpoint: Name,
): (facts?: RegisteredFacts<Name>[Name]) => Promise<Outcome> {
  const cx = useCx();
  return useCallback((facts) => cx.trigger(touchpoint, facts), [cx, touchpoint]);
}
