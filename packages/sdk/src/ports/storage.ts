/** What the device keeps. Storage that is full or forbidden loses nothing that is in memory. */
export interface Storage {
  get(key: string): unknown;
  /** Null removes. */
  set(key: string, value: unknown): void;
  keys(prefix: string): string[];
}

/**
 * Storage over `localStorage` or `sessionStorage`; what the browser refuses to keep stays in memory. Even naming the
 * property throws where a page may not store, and it is not there at all on a server.
 */
export function webStorage(name: 'localStorage' | 'sessionStorage'): Storage {
  const memory: Record<string, string> = {};
  const tried = <T>(work: (kept: globalThis.Storage) => T): T | undefined => {
    try {
      return work(globalThis[name]);
    } catch {
      return undefined;
    }
  };
  return {
    get: (key) => tried((kept) => JSON.parse(memory[key] ?? kept.getItem(key) ?? 'null') as unknown) ?? null,
    set: (key, value) => {
      delete memory[key];
      if (value === null) tried((kept) => kept.removeItem(key));
      else {
        memory[key] = JSON.stringify(value);
        tried((kept) => {
          kept.setItem(key, memory[key] ?? '');
          delete memory[key];
        });
      }
    },
    keys: (prefix) =>
      Object.keys(
        Object.assign(
          {},
          tried((kept) => kept),
          memory,
        ),
      ).filter((key) => key.startsWith(prefix)),
  };
}
