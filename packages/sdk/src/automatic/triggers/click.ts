import type { Arm } from './arming.ts';

/** An element that fits the selector is clicked, or something within it; in open shadow roots too, but not in ours. */
export const click: Arm<'click'> = ({ selector }, { reach, signal }) => {
  // Throws for what is no selector, before anything waits for it.
  document.createElement('a').matches(selector);
  const look = (event: Event) => {
    const path = event.composedPath().filter((target) => target instanceof Element);
    if (path.some((element) => element.localName === 'milepost-survey')) return;
    if (path.some((element) => element.matches(selector))) reach();
  };
  // On its way down, so that nobody can stop it.
  addEventListener('click', look, { capture: true, signal });
};
