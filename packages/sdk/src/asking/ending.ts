/** Calls back when the signal has been aborted, at once when it has been already. */
export function atEnd(signal: AbortSignal, callback: () => void): void {
  if (signal.aborted) callback();
  else signal.addEventListener('abort', callback);
}

/** Resolves after a time, or as soon as the signal has been aborted. `after` calls back once and returns its stop. */
export function pause(
  ms: number,
  { signal, after }: { signal: AbortSignal; after: (ms: number, callback: () => void) => () => void },
): Promise<void> {
  return new Promise((passed) => {
    const stop = after(ms, passed);
    atEnd(signal, () => {
      stop();
      passed();
    });
  });
}
