import type { DimensionFilter } from '../../store/store.ts';
import { type Left, type Line, leftOf, lined, linesOf, smallestOf } from './lines.ts';
import { type Group, peopleOf } from './people.ts';
import { type Atom, type AtomTable, atomKey, type CountSource, measures, readAtoms } from './source.ts';

/** With so many answers nobody counts the people behind them. */
const crowdBelow = 100;

/** Rows of the full breakdown, by their key. */
export type Decided = ReadonlyMap<string, Atom & { isHidden: boolean }>;

interface DecideParts {
  source: CountSource;
  dimensions: readonly string[];
  /** The same for other rows. */
  decided(source: CountSource, dimensions: readonly string[]): Promise<Decided>;
}

/**
 * Which rows of a full breakdown k-anonymity keeps back, whatever a query filters out afterwards: those of 1 to k - 1
 * people; those of a value that is kept back by itself; and in every line so many of the smallest that who subtracts what
 * is shown from their total is left with nobody, or with k people.
 */
export async function decide({ source, dimensions, decided }: DecideParts): Promise<Decided> {
  const { plain } = source;
  const table = await readAtoms(source, dimensions);
  const hidden = await fewOf(source, table);
  if (dimensions.length > 1)
    for (const [place, dimension] of dimensions.entries()) {
      const alone = await decided(source, [dimension]);
      for (const atom of table.atoms.values()) {
        const labels = [...atom.labels.slice(0, plain.length), atom.labels[plain.length + place] ?? ''];
        if (alone.get(JSON.stringify([atom.period.name, ...labels]))?.isHidden) hidden.add(atom);
      }
    }
  const margins = new Map(
    await Promise.all(
      dimensions.map(
        async (dimension): Promise<[string, AtomTable]> => [
          dimension,
          await readAtoms(
            source,
            dimensions.filter((other) => other !== dimension),
          ),
        ],
      ),
    ),
  );
  const lines = linesOf({ plain, table, margins });
  const inner = await innerLines({ source, table, decided });
  await hideRests({ source, table, lines, inner, hidden });
  return new Map([...table.atoms].map(([key, atom]) => [key, { ...atom, isHidden: hidden.has(atom) }]));
}

/** Touchpoints are lines of their stage too, which stands beside them in a scorecard; unless it is kept back itself. */
async function innerLines({
  source,
  table,
  decided,
}: Omit<DecideParts, 'dimensions'> & { table: AtomTable }): Promise<Line[]> {
  const { plain, known } = source;
  const along = plain.indexOf('touchpoint');
  if (along < 0 || plain.includes('stage')) return [];
  const stageOf = ({ labels }: Atom) => known.touchpoints.get(labels[along] ?? '')?.stage ?? '';
  const stages = await decided(source.as(plain.with(along, 'stage')), table.dimensions);
  return lined(table, along, stageOf).filter(({ atoms: [first] }) => {
    const key = first && atomKey(first.period, first.labels.with(along, stageOf(first)));
    return key === undefined || !stages.get(key)?.isHidden;
  });
}

/** Rows of few people. */
async function fewOf(source: CountSource, table: AtomTable): Promise<Set<Atom>> {
  const { k } = source.known.program.privacy;
  const few = new Set<Atom>();
  const asked: { atom: Atom; group: Group }[] = [];
  for (const atom of table.atoms.values()) {
    // So few answers are of so few people, and need no count.
    if (atom.amounts.some((amount) => amount > 0 && amount < k)) few.add(atom);
    const counted = measures.filter((measure) => isCounted(atom.amounts[measure] ?? 0));
    // Where these are enough, so are the others.
    const needed = counted.includes(source.narrow) ? [source.narrow] : counted;
    for (const measure of needed)
      asked.push({ atom, group: groupOf({ source, table, measure, atoms: [atom] }) });
  }
  const open = asked.filter(({ atom }) => !few.has(atom));
  const people = await peopleOf(
    source,
    open.map(({ group }) => group),
  );
  for (const [index, { atom }] of open.entries()) if ((people[index] ?? 0) < k) few.add(atom);
  return few;
}

const isCounted = (amount: number) => amount > 0 && amount < crowdBelow;

interface Watched {
  line: Line;
  measure: number;
  /** Enough people are outside of what is shown. */
  isSafe?: boolean;
}

interface RestParts {
  source: CountSource;
  table: AtomTable;
  lines: readonly Line[];
  /** Lines within lines, which go first. */
  inner: readonly Line[];
  hidden: Set<Atom>;
}

/** Round by round, each line by what the round before has left. */
async function hideRests({ source, table, lines, inner, hidden }: RestParts): Promise<void> {
  const watched = (of: readonly Line[]) =>
    new Set<Watched>(of.flatMap((line) => measures.map((measure) => ({ line, measure }))));
  const [first, second] = [watched(inner), watched(lines)];
  for (;;) {
    const going = await goingOf(first, { source, table, hidden });
    if (going.size === 0)
      for (const atom of await goingOf(second, { source, table, hidden })) going.add(atom);
    if (going.size === 0) return;
    for (const atom of going) hidden.add(atom);
  }
}

/** The rows that lines have to hide; people are counted again only where they were too few. */
async function goingOf(
  open: Set<Watched>,
  { source, table, hidden }: Pick<RestParts, 'source' | 'table' | 'hidden'>,
): Promise<Set<Atom>> {
  const { k } = source.known.program.privacy;
  const going = new Set<Atom>();
  const hide = (left: Left, { line, measure }: Watched) => {
    const smallest = smallestOf(left, line, measure);
    if (smallest) going.add(smallest);
  };
  const asked: { one: Watched; left: Left; group: Group }[] = [];
  for (const one of open) {
    const left = leftOf(one.line, one.measure, hidden);
    if (left.shown.length === 0 || left.outside <= 0) continue;
    if (left.outside < k || left.isOne) hide(left, one);
    else if (one.isSafe || left.outside >= crowdBelow) one.isSafe = true;
    else asked.push({ one, left, group: restOf({ source, table, ...one }, left) });
  }
  const people = await peopleOf(
    source,
    asked.map(({ group }) => group),
  );
  for (const [index, { one, left }] of asked.entries()) {
    if ((people[index] ?? 0) < k) hide(left, one);
    // What is outside only grows.
    else one.isSafe = true;
  }
  return going;
}

interface GroupParts {
  source: CountSource;
  table: AtomTable;
  measure: number;
}

/** Who is behind a line, but behind none of the rows that it shows. */
function restOf(
  { source, table, line, measure }: GroupParts & { line: Line },
  { shown, hidden }: Left,
): Group {
  const { total, along } = line;
  if (!total) return groupOf({ source, table, measure, atoms: hidden });
  const group = groupOf({ source, table: total.table, measure, atoms: [total.atom] });
  const values = shown.map(({ labels }) => labels[along] ?? '');
  return { ...group, less: { table, atoms: shown }, outside: [{ dimension: total.dimension, values }] };
}

/** Who is behind rows that lie in the same dimensions, or differ in one breakdown that is none. */
function groupOf({ source, table, measure, atoms }: GroupParts & { atoms: readonly Atom[] }): Group {
  const within = table.dimensions.map((dimension, place): DimensionFilter => {
    const values = new Set(atoms.map(({ labels }) => labels[source.plain.length + place] ?? ''));
    return { dimension, values: [...values] };
  });
  return { measure, of: { table, atoms }, less: null, within, outside: [] };
}
