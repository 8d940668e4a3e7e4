import { monthOf } from '../intake/local-day.ts';
import type { CellChange } from './cell-moves.ts';

/** A month of a project in which something was counted. Months since 1970-01. */
export interface CountedMonth {
  project: string;
  month: number;
}

/** The months that changes lie in, each once and in their order, which is the same for every collector. */
export function monthsOfChanges(changes: readonly CellChange[]): CountedMonth[] {
  const months = new Map<string, Set<number>>();
  for (const { known, day, by } of changes) {
    if (by === 0) continue;
    const { project } = known;
    const ofProject = months.get(project) ?? new Set();
    months.set(project, ofProject.add(monthOf(day)));
  }
  return [...months]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .flatMap(([project, ofProject]) =>
      [...ofProject].sort((a, b) => a - b).map((month) => ({ project, month })),
    );
}
