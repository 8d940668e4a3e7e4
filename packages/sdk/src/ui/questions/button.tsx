import type { ComponentChildren } from 'preact';

interface Props {
  children: ComponentChildren;
  /** The one that goes on. */
  primary?: boolean;
  onClick?: () => void;
}

/** A button in words. Without a click of its own it sends its form. */
export const Button = ({ children, primary, onClick }: Props) => (
  <button
    type={onClick ? 'button' : 'submit'}
    part="button"
    class={primary ? 'button primary' : 'button'}
    onClick={onClick}
  >
    {children}
  </button>
);
