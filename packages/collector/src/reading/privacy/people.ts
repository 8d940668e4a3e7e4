import type { CrowdSelection } from '../../store/store.ts';
import { type Atom, type AtomTable, atomKey, type CountSource, type Whom } from './source.ts';

/** Somebody to be counted: who is behind some rows, less who is behind others. */
export interface Group extends Whom {
  measure: number;
  of: { table: AtomTable; atoms: readonly Atom[] };
  less: { table: AtomTable; atoms: readonly Atom[] } | null;
}

/** How many people each group is, up to k; all are asked for at once. */
export async function peopleOf(source: CountSource, groups: readonly Group[]): Promise<number[]> {
  if (groups.length === 0) return [];
  const places = groups.map(() => createPlaces());
  const interests = new Map<AtomTable, Map<string, Interest[]>>();
  for (const [index, { measure, of, less }] of groups.entries()) {
    for (const [part, sign] of [[of, 1] as const, [less, -1] as const]) {
      if (!part) continue;
      const byKey = interests.get(part.table) ?? new Map<string, Interest[]>();
      interests.set(part.table, byKey);
      for (const atom of part.atoms) {
        const list = byKey.get(atom.key) ?? [];
        list.push({ index, measure, sign, atom });
        byKey.set(atom.key, list);
      }
    }
  }
  for (const [{ dimensions }, byKey] of interests) {
    const atoms = [...byKey.values()].flatMap(([first]) => (first ? [first.atom] : []));
    for (const one of await source.read({ ...placeOf(source, { dimensions, atoms }), byDay: true })) {
      const period = source.periodOf(one.day);
      for (const { labels, measure, question, amount } of source.partsOf(one, dimensions))
        for (const wanted of byKey.get(atomKey(period, labels)) ?? [])
          if (wanted.measure === measure)
            places[wanted.index]?.add({ ...one, question, amount: amount * wanted.sign });
    }
  }
  return source.store.crowds(
    groups.map(
      ({ within, outside }, index): CrowdSelection => ({
        project: source.known.project,
        ...(places[index]?.all() ?? { places: [], questions: [] }),
        within,
        outside,
        limit: source.known.program.privacy.k,
      }),
    ),
  );
}

interface Interest {
  index: number;
  measure: number;
  sign: 1 | -1;
  atom: Atom;
}

interface Place {
  day: number;
  touchpoint: string;
  survey: string;
  version: number;
  question: string;
}

/** Where something is left: a place at which all is taken away again is not looked at. */
function createPlaces() {
  const left = new Map<string, Place & { amount: number }>();
  return {
    add: ({ amount, day, touchpoint, survey, version, question }: Place & { amount: number }): void => {
      const key = JSON.stringify([day, touchpoint, survey, version, question]);
      const found = left.get(key);
      if (found) found.amount += amount;
      else left.set(key, { day, touchpoint, survey, version, question, amount });
    },
    all: (): Pick<CrowdSelection, 'places' | 'questions'> => {
      const here = [...left.values()].filter(({ amount }) => amount > 0);
      const once = <T>(make: (place: Place) => T): T[] => [
        ...new Map(here.map((place) => [JSON.stringify(make(place)), make(place)])).values(),
      ];
      return {
        places: once(({ day, touchpoint }) => ({ day, touchpoint })),
        questions: once(({ survey, version, question }) => ({ survey, version, question })),
      };
    },
  };
}

/** More values than this are read with all others. */
const mostValues = 100;

/** Where the answers of some rows can lie. */
function placeOf(
  { plain, range, touchpoints }: CountSource,
  { dimensions, atoms }: { dimensions: readonly string[]; atoms: readonly Atom[] },
) {
  const labelsAt = (place: number) => [...new Set(atoms.map(({ labels }) => labels[place] ?? ''))];
  const touchpointAt = plain.indexOf('touchpoint');
  const from = Math.min(...atoms.map(({ period }) => period.start));
  const to = Math.max(...atoms.map(({ period }) => period.end));
  return {
    touchpoints: touchpointAt < 0 ? touchpoints : new Set(labelsAt(touchpointAt)),
    from: from === Number.NEGATIVE_INFINITY ? range.from : Math.max(from, range.from ?? from),
    to: Math.min(to, range.to),
    dimensions: dimensions.map((dimension, place) => {
      const values = labelsAt(plain.length + place);
      return { dimension, values: values.length > mostValues ? null : values };
    }),
  };
}
