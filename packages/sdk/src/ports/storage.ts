/** What the device keeps. Storage that is full or forbidden loses nothing that is in memory. */
export interface Storage {
  get(key: string): unknown;
  set(key: string, value: unknown): void;
  remove(key: string): void;
  keys(prefix: string): string[];
}

type WebStorage = globalThis.Storage;

/**
 * Storage over `localStorage` or `sessionStorage`, with a copy in memory for what the browser refuses to keep. Reading
 * the property throws where a page may not store, so it is asked for inside.
 */
export function webStorage(open: () => WebStorage): Storage {
  const memory = new Map<string, string>();
  let kept: WebStorage | null = null;
  try {
    kept = open();
  } catch {}
  return {
    get: (key) => {
      try {
        const text = memory.get(key) ?? kept?.getItem(key);
        return text ? JSON.parse(text) : null;
      } catch {
        return null;
      }
    },
    set: (key, value) => {
      const text = JSON.stringify(value);
      try {
        if (!kept) throw null;
        kept.setItem(key, text);
        memory.delete(key);
      } catch {
        memory.set(key, text);
      }
    },
    remove: (key) => {
      memory.delete(key);
      try {
        kept?.removeItem(key);
      } catch {}
    },
    keys: (prefix) =>
      [...new Set([...memory.keys(), ...Object.keys(kept ?? {})])].filter((key) => key.startsWith(prefix)),
  };
}
