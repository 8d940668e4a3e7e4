import type { Atom, AtomTable } from './source.ts';

/** Rows that differ in one breakdown, and what they add up to. */
export interface Line {
  atoms: readonly Atom[];
  /** The place of the breakdown among the labels. */
  along: number;
  /** What is shown besides: with who has no value of the dimension. Null where the rows themselves are all. */
  total: { table: AtomTable; atom: Atom; dimension: string } | null;
}

interface LineParts {
  plain: readonly string[];
  table: AtomTable;
  /** The same without one dimension, by its name. */
  margins: ReadonlyMap<string, AtomTable>;
}

/** All lines of a table. */
export function linesOf({ plain, table, margins }: LineParts): Line[] {
  const outer = table.dimensions.flatMap((dimension, place) => {
    const along = plain.length + place;
    const margin = margins.get(dimension);
    return lined(table, along).flatMap(({ atoms }) => {
      const [first] = atoms;
      const atom = first && margin?.atoms.get(lineKey(first, along));
      return margin && atom ? [{ atoms, along, total: { table: margin, atom, dimension } }] : [];
    });
  });
  return [...plain.flatMap((_, along) => lined(table, along)), ...outer];
}

/** Rows that differ in one breakdown, and in nothing else that is told of them. */
export function lined({ atoms }: AtomTable, along: number, told: (atom: Atom) => string = () => ''): Line[] {
  const groups = Map.groupBy(atoms.values(), (atom) => lineKey(atom, along) + told(atom));
  return [...groups.values()].map((of) => ({ atoms: of, along, total: null }));
}

/** The key of the row that a line adds up to. */
function lineKey({ period, labels }: Atom, along: number): string {
  return JSON.stringify([period.name, ...labels.slice(0, along), ...labels.slice(along + 1)]);
}

/** What a line leaves to who subtracts. */
export interface Left {
  shown: readonly Atom[];
  hidden: readonly Atom[];
  /** Answers outside of what is shown. */
  outside: number;
  /** They are those of one row that is kept back, and of nothing else. */
  isOne: boolean;
}

export function leftOf(line: Line, measure: number, hidden: ReadonlySet<Atom>): Left {
  const there = line.atoms.filter(({ amounts }) => (amounts[measure] ?? 0) > 0);
  const shown = there.filter((atom) => !hidden.has(atom));
  const kept = line.atoms.filter((atom) => hidden.has(atom));
  const sum = (atoms: readonly Atom[]) =>
    atoms.reduce((all, { amounts }) => all + (amounts[measure] ?? 0), 0);
  const { total } = line;
  const outside = total ? (total.atom.amounts[measure] ?? 0) - sum(shown) : sum(kept);
  return { shown, hidden: kept, outside, isOne: kept.length === 1 && outside === sum(kept) };
}

/** The one that goes: of the fewest answers, and of several the first by its value. */
export function smallestOf({ shown }: Left, line: Line, measure: number): Atom | undefined {
  const amount = (atom: Atom) => atom.amounts[measure] ?? 0;
  const label = (atom: Atom) => atom.labels[line.along] ?? '';
  let smallest: Atom | undefined;
  for (const atom of shown)
    if (
      !smallest ||
      amount(atom) < amount(smallest) ||
      (amount(atom) === amount(smallest) && label(atom) < label(smallest))
    )
      smallest = atom;
  return smallest;
}
