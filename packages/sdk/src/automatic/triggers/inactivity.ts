import type { Arm } from './arming.ts';

const signs = ['keydown', 'pointerdown', 'pointermove', 'touchmove', 'wheel', 'scroll', 'visibilitychange'];

/** Nothing has been done for so long, by somebody who has the page before them. */
export const inactivity: Arm<'inactivity'> = ({ after }, { reach, signal }) => {
  let timer: ReturnType<typeof setTimeout>;
  const stop = () => clearTimeout(timer);
  const restart = () => {
    stop();
    if (!document.hidden) timer = setTimeout(reach, after);
  };
  for (const type of signs)
    document.addEventListener(type, restart, { capture: true, passive: true, signal });
  signal.addEventListener('abort', stop);
  restart();
};
