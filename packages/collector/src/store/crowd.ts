import type { ResponseState } from '@milepost/protocol';
import { funnelScale, funnelSlots, type PlainCount, plainCounts } from '../intake/cells.ts';
import type { KnownProgram } from '../program/known.ts';
import { type KeepsValue, keptDimensions } from './cell-moves.ts';
import type { CrowdSelection, DimensionFilter } from './store.ts';

/** A response that is not excluded and lies at one of the places. */
interface CrowdResponse {
  state: ResponseState;
  erased: boolean;
}

/** Counts the people behind a row, up to a limit. */
export interface Crowd {
  /** True when there is no need for more. */
  add(response: CrowdResponse): boolean;
  count(): number;
}

/** Where responses of some rows are; each is to be looked at once, for all of them. */
interface CrowdPlace {
  day: number;
  touchpoint: string;
  /** Takes a response of the place; true when none of the rows needs more of it. */
  add(response: CrowdResponse): boolean;
}

/** The crowds of several rows. */
export interface Crowds {
  /** The places that still are needed; to be gone through once. */
  places(): Iterable<CrowdPlace>;
  /** In the order of the selections. */
  counts(): number[];
}

interface CrowdParts {
  known: KnownProgram;
  selection: CrowdSelection;
  keeps: KeepsValue;
}

interface CrowdsParts extends Omit<CrowdParts, 'selection'> {
  selections: readonly CrowdSelection[];
}

/** What of a response its rows are told by, found out once. */
interface Looked {
  person: string;
  held: ReadonlyMap<string, string>;
  answered: ReadonlySet<string>;
}

/** What stands for a question that was answered, whichever it was. A prompt has `''`, answered or not. */
export const startedQuestion = '(started)';

/**
 * An anonymous response is one person. All erased ones together are one: they may all have been of the same, and nothing
 * is left that would tell.
 */
export function createCrowd({ known, selection, keeps }: CrowdParts): Crowd {
  const people = createPeople(selection);
  return {
    add: (response) => people.isFull() || people.add(look(response, { known, keeps })),
    count: people.count,
  };
}

/** The people of many rows, of which most are told apart by a value: a response is held against those of its own alone. */
export function createCrowds({ known, selections, keeps }: CrowdsParts): Crowds {
  const all = selections.map((selection) => ({ selection, people: createPeople(selection) }));
  const placed = new Map<string, { day: number; touchpoint: string; rows: typeof all }>();
  for (const row of all)
    for (const { day, touchpoint } of row.selection.places) {
      const key = `${day} ${touchpoint}`;
      const place = placed.get(key) ?? { day, touchpoint, rows: [] };
      if (place.rows.at(-1) !== row) place.rows.push(row);
      placed.set(key, place);
    }
  return {
    *places() {
      for (const { day, touchpoint, rows } of placed.values()) {
        const open = rows.filter(({ people }) => !people.isFull());
        if (open.length === 0) continue;
        const byValue = new Map<string, typeof all>();
        for (const row of open)
          for (const value of telling(row.selection))
            byValue.set(value, [...(byValue.get(value) ?? []), row]);
        let left = open.length;
        yield {
          day,
          touchpoint,
          add: (response) => {
            const looked = look(response, { known, keeps });
            for (const value of ['', ...[...looked.held].map(valueKey)])
              for (const { people } of byValue.get(value) ?? [])
                if (!people.isFull() && people.add(looked)) left -= 1;
            return left === 0;
          },
        };
      }
    },
    counts: () => all.map(({ people }) => people.count()),
  };
}

/** The values of which a response must hold one to be of a row, as keys; `''` when it may be any. */
function telling({ within }: CrowdSelection): string[] {
  const [named] = within.flatMap(({ dimension, values }) => (values ? [{ dimension, values }] : []));
  return named ? [...new Set(named.values)].map((value) => valueKey([named.dimension, value])) : [''];
}

const valueKey = ([dimension, value]: readonly [string, string]) => `${dimension}\n${value}`;

function createPeople({ questions, limit, ...filters }: CrowdSelection) {
  const asked = questions?.map(({ survey, version, question }) => keyOf(survey, version, question));
  const [within, outside] = [demandsOf(filters.within), demandsOf(filters.outside)];
  const people = new Set<string>();
  const isFull = () => people.size >= limit;
  return {
    isFull,
    /** Whether there is no need for more. */
    add: ({ person, held, answered }: Looked): boolean => {
      if (asked && !asked.some((key) => answered.has(key))) return false;
      if (!holds(held, within) || (outside.length > 0 && holds(held, outside))) return false;
      people.add(person);
      return isFull();
    },
    count: () => people.size,
  };
}

function look(
  { state, erased }: CrowdResponse,
  { known, keeps }: { known: KnownProgram; keeps: KeepsValue },
): Looked {
  const { survey, version } = state;
  const id = state.person?.id;
  return {
    person: erased ? 'erased' : id === undefined ? `response ${state.id}` : `person ${id}`,
    held: new Map(keptDimensions(state, known, keeps)),
    answered: new Set(plainCounts(state, known).map((count) => keyOf(survey, version, nameOf(count)))),
  };
}

function nameOf({ question, scale, slot }: PlainCount): string {
  return scale === funnelScale && slot === funnelSlots.started ? startedQuestion : question;
}

interface Demand {
  dimension: string;
  values: ReadonlySet<string> | null;
}

function demandsOf(filters: readonly DimensionFilter[]): Demand[] {
  return filters.map(({ dimension, values }) => ({ dimension, values: values && new Set(values) }));
}

function holds(held: ReadonlyMap<string, string>, demands: readonly Demand[]): boolean {
  return demands.every(({ dimension, values }) => {
    const value = held.get(dimension);
    return value !== undefined && (values === null || values.has(value));
  });
}

function keyOf(survey: string, version: number, question: string): string {
  return JSON.stringify([survey, version, question]);
}
