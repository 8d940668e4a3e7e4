import { isCovered, onScreen } from '../asking/turn-ports.ts';

/**
 * Hides a prompt while something modal is open: the top layer, in which it lies, is over every dialog that a page draws
 * of its own elements. Returns the stop.
 */
export function giveWay(prompt: Element): () => void {
  // Setting an attribute that is set already would be one more change to look at.
  const look = () => void prompt.toggleAttribute('inert', isCovered());
  return onScreen(look);
}
