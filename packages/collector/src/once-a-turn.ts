/**
 * Asks for every name once in a turn of the event loop: whatever arrives together shares one look-up, and what another
 * process changes is seen by the next turn.
 *
 * @example
 * const programOf = onceATurn((project: string) => store.program(project));
 */
export function onceATurn<T>(find: (name: string) => Promise<T>): (name: string) => Promise<T> {
  const found = new Map<string, Promise<T>>();
  return (name) => {
    let finding = found.get(name);
    if (!finding) {
      if (found.size === 0) setImmediate(() => found.clear());
      finding = find(name);
      found.set(name, finding);
    }
    return finding;
  };
}
