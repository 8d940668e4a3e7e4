/**
 * For an effect: starts something once the component is there to stay. Returns what aborts it when the component goes.
 * Strict mode takes a component away and puts it back at once, which starts one thing, not two; and the effects of the
 * components around it, one of which may say who is there, have run by then.
 */
export function whileHere(start: (signal: AbortSignal) => void): () => void {
  const ending = new AbortController();
  const { signal } = ending;
  queueMicrotask(() => {
    if (!signal.aborted) start(signal);
  });
  return () => ending.abort();
}
