import type { Store } from '../store/store.ts';

interface Remembered {
  version: number;
  results: Map<string, unknown>;
}

/** What was made of the sums per account, by store and project. */
const memos = new WeakMap<object, Map<string, Remembered>>();
const resultsKept = 200;

/**
 * Makes something from the sums per account, or gives what was made before. Every commit that moves these sums moves cells
 * too, and so the version of the cells: as long as it is the same, so are they. The version is read first, so that what a
 * commit changes meanwhile is remembered under a version that nobody asks for again.
 */
export async function remembered<T>(
  { store, project, key }: { store: Pick<Store, 'cellsVersion'>; project: string; key: string },
  make: () => Promise<T>,
): Promise<T> {
  const version = await store.cellsVersion(project);
  const projects = memos.get(store) ?? new Map<string, Remembered>();
  memos.set(store, projects);
  let memo = projects.get(project);
  if (memo?.version !== version || memo.results.size >= resultsKept) {
    memo = { version, results: new Map() };
    projects.set(project, memo);
  }
  const found = memo.results.get(key);
  if (found !== undefined) return found as T;
  const made = await make();
  memo.results.set(key, made);
  return made;
}
