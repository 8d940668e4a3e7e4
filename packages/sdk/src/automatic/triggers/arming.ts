import type { ClientTrigger } from '@milepost/protocol';
import type { Facts } from '../../api.ts';

/** What a trigger is armed with. */
export interface Arming {
  /** The touchpoint is reached. */
  reach(facts?: Facts): void;
  /** Takes away every listener and timer. */
  signal: AbortSignal;
}

/** Waits for what one kind of trigger is about. */
export type Arm<Kind extends ClientTrigger['on']> = (
  trigger: Extract<ClientTrigger, { on: Kind }>,
  arming: Arming,
) => void;
