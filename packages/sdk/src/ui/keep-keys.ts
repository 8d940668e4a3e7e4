import { atEnd } from '../asking/ending.ts';
import { listen } from '../sending/sending-ports.ts';

/** A key that was pressed inside a prompt: what is heard of it there, as the event `key`. */
export type KeyInside = CustomEvent<KeyboardEvent>;

/**
 * Keeps what is typed in a prompt from the page's shortcuts, also from those that listen on the way down to it. What the
 * page itself has put on its window, on the way down, before the prompt came up, hears it first.
 */
export function keepKeys(root: ShadowRoot, signal: AbortSignal): void {
  for (const type of ['keydown', 'keypress', 'keyup']) {
    const stop = listen(window, type, (event) => {
      const path = event.composedPath();
      const [target] = path as [Node];
      if (!path.includes(root)) return;
      event.stopImmediatePropagation();
      if (type === 'keydown') target.dispatchEvent(new CustomEvent('key', { detail: event, bubbles: true }));
    });
    atEnd(signal, stop);
  }
}
