/** What the device keeps, once it may. Storage that is full or forbidden loses nothing that is in memory. */
export interface Storage {
  /** Null or undefined when there is none. */
  get(key: string): unknown;
  /** Null removes. */
  set(key: string, value: unknown): void;
}

/**
 * Storage over `localStorage` or `sessionStorage`; what the browser refuses to keep stays in memory. So does everything
 * until it may be kept, apart: it must not hide what the device has kept before. Even naming the property throws where
 * a page may not store, and it is not there at all on a server.
 */
export function webStorage(
  name: 'localStorage' | 'sessionStorage',
  ports: () => { consented: boolean },
): Storage {
  const memory: Record<string, string> = {};
  const passing: Record<string, string> = {};
  const place = (): Record<string, string> => (ports().consented ? globalThis[name] : passing);
  return {
    get: (key) => {
      try {
        return JSON.parse((memory[key] ?? place()[key]) as string);
      } catch {
        // There is none.
      }
    },
    set: (key, value) => {
      const text = JSON.stringify(value);
      delete memory[key];
      try {
        if (value === null) delete place()[key];
        else place()[key] = text;
      } catch {
        memory[key] = text;
      }
    },
  };
}
