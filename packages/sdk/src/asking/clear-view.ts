import type { SendingPorts } from '../sending/sending-ports.ts';
import type { TurnPorts } from './turn-ports.ts';

/** Whether a prompt may come up: the page is in front, no dialog is open over it, and nobody types. */
export interface ClearView {
  /** It is open: nothing has come over it since it was clear. */
  isClear(): boolean;
  /** Resolves when it is clear, or the signal has been aborted. */
  whenClear(signal: AbortSignal): Promise<void>;
}

export type ViewPorts = Pick<TurnPorts, 'isClear' | 'mayBeTyping' | 'onScreen'> & Pick<SendingPorts, 'after'>;

/** Milliseconds after which somebody who typed has stopped. */
const pause = 2_000;

export function createClearView({ isClear, mayBeTyping, onScreen, after }: ViewPorts): ClearView {
  return {
    isClear,
    whenClear: (signal) =>
      new Promise((clear) => {
        let typing = false;
        let stopTimer = () => {};
        const look = () => {
          if (!signal.aborted && (typing || !isClear())) return;
          stopTimer();
          stopWatching();
          clear();
        };
        const notice = (typed: boolean) => {
          if (typed) {
            typing = true;
            stopTimer();
            stopTimer = after(pause, () => {
              typing = false;
              look();
            });
          }
          look();
        };
        const stopWatching = onScreen(notice);
        signal.addEventListener('abort', look);
        // Nobody listened until now: who has just pressed something in a field is taken to be at it.
        notice(mayBeTyping());
      }),
  };
}
