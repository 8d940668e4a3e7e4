import type { Arm } from './arming.ts';

/** The pointer leaves through the top, where tabs and the address are. */
export const exit: Arm<'exit'> = (_, { reach, signal }) => {
  const leave = ({ clientY }: MouseEvent) => {
    if (clientY <= 0) reach();
  };
  document.documentElement.addEventListener('mouseleave', leave, { signal });
};
