import { element } from '../element.ts';

interface ButtonOptions {
  /** The one that goes on. */
  primary?: boolean;
  /** Without it, the button sends its form. */
  onclick?: () => void;
}

/** A button in words. */
export const button = (words: string, { primary, onclick }: ButtonOptions): HTMLButtonElement =>
  element(
    'button',
    {
      type: onclick ? 'button' : 'submit',
      part: 'button',
      class: primary ? 'button primary' : 'button',
      onclick,
    },
    words,
  );
