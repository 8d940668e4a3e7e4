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
  let kept = memory;
  try {
    kept = globalThis[name] ?? memory;
  } catch {
    // Forbidden: it stays in memory.
  }
  return {
    get: (key) => {
      try {
        return JSON.parse(memory[key] ?? kept[key] ?? 'null');
      } catch {
        return null;
      }
    },
    set: (key, value) => {
      const text = JSON.stringify(value);
      delete memory[key];
      try {
        if (value === null) delete kept[key];
        else kept[key] = text;
      } catch {
        memory[key] = text;
      }
    },
    keys: (prefix) => Object.keys({ ...kept, ...memory }).filter((key) => key.startsWith(prefix)),
  };
}
