import type { Arm } from './arming.ts';

/** The view has been open for so long. */
export const delay: Arm<'delay'> = ({ after }, { reach, signal }) => {
  const timer = setTimeout(reach, after);
  signal.addEventListener('abort', () => clearTimeout(timer));
};
