/** Keeps what was made of the counts of some months, as long as the number of these months is the same. */
export interface Memo {
  /** What is kept under the key, or else what is made now; once, whoever waits for it. */
  remember<T>(of: Kept, make: () => Promise<T>, sizeOf: (made: T) => number): Promise<T>;
  has(of: Kept): boolean;
}

interface Kept {
  /** Everything that it is made by, the project too. */
  key: string;
  /** Of the months, read before what it is made of. */
  version: number;
}

interface Entry {
  version: number;
  size: number;
  made: Promise<unknown>;
}

/** Of what was asked for last, it keeps as much as there is room for. */
export function createMemo(room: number): Memo {
  // In the order of their last use.
  const entries = new Map<string, Entry>();
  let held = 0;

  const drop = (key: string): void => {
    held -= entries.get(key)?.size ?? 0;
    entries.delete(key);
  };
  const makeRoom = (): void => {
    for (const key of entries.keys()) {
      if (held <= room) return;
      drop(key);
    }
  };

  return {
    remember: <T>(
      { key, version }: Kept,
      make: () => Promise<T>,
      sizeOf: (made: T) => number,
    ): Promise<T> => {
      const found = entries.get(key);
      if (found?.version === version) {
        entries.delete(key);
        entries.set(key, found);
        return found.made as Promise<T>;
      }
      drop(key);
      const made = make();
      const entry: Entry = { version, size: 1, made };
      entries.set(key, entry);
      held += entry.size;
      const isKept = () => entries.get(key) === entry;
      made.then(
        (result) => {
          if (!isKept()) return;
          const size = 1 + sizeOf(result);
          held += size - entry.size;
          entry.size = size;
          makeRoom();
        },
        () => {
          if (isKept()) drop(key);
        },
      );
      return made;
    },
    has: ({ key, version }) => entries.get(key)?.version === version,
  };
}
