import { type Attributes, element } from '../element.ts';

/** The look of the button that goes on. */
export const primary = 'button primary';

/** A button in words. */
export const button = (words: string, attributes: Attributes): HTMLButtonElement =>
  element('button', { type: 'button', part: 'button', class: 'button', ...attributes }, words);
