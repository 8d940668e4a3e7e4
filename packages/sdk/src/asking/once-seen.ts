/** Calls back once when half of an element has come into view. Returns the stop. */
export function onceSeen(element: Element, callback: () => void): () => void {
  const watch = new IntersectionObserver(
    (entries) => {
      if (!entries.some(({ intersectionRatio }) => intersectionRatio >= 0.5)) return;
      watch.disconnect();
      callback();
    },
    { threshold: 0.5 },
  );
  watch.observe(element);
  return () => watch.disconnect();
}
