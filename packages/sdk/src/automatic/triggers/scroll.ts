import type { Arm } from './arming.ts';

/** Somebody has scrolled down until this share of the page was seen: of the document, or of what scrolls in its place. */
export const scroll: Arm<'scroll'> = ({ depth }, { reach, signal }) => {
  const page = document.scrollingElement ?? document.documentElement;
  /** How far each was scrolled before: what goes back up was seen on an earlier view. */
  const before = new WeakMap([[page, page.scrollTop]]);
  const look = ({ target }: Event) => {
    const scroller = target === document ? page : (target as Element);
    const { clientWidth, clientHeight, scrollHeight, scrollTop } = scroller;
    const down = scrollTop > (before.get(scroller) ?? 0);
    before.set(scroller, scrollTop);
    const large = clientWidth * 2 >= innerWidth && clientHeight * 2 >= innerHeight;
    // Browsers end up to a pixel before the end.
    if (down && large && scrollTop + clientHeight + 1 >= depth * scrollHeight) reach();
  };
  document.addEventListener('scroll', look, { capture: true, passive: true, signal });
};
