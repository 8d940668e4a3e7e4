import type { ResponsePage, ResponseQuery } from '@milepost/protocol';
import { dayNumber } from '../../intake/local-day.ts';
import type { KnownProgram } from '../../program/known.ts';
import type { ListedResponse, ResponseFilter, Store } from '../../store/store.ts';
import { wordsOf } from '../../store/words.ts';
import { refuse } from '../query/refuse.ts';
import { listedLine } from './listed-line.ts';
import { selectionOf } from './selection.ts';

/** Pages of the store that one answer is made of at most. */
const mostPages = 20;
/** Rows of such a page when not all of them are wanted: few enough that nothing else waits for them. */
const perPage = 500;
const leastPerPage = 50;

const partNote = 'The search is not over: ask for the next page, which may hold more.';

/**
 * A page of responses, the newest first. The store's own filter is asked first, and what it does not look at is held
 * against each row; so a page may be short, and there is a next one.
 *
 * @throws ProblemError `query_invalid`
 */
export async function readResponses(
  query: ResponseQuery,
  { store, known }: { store: Pick<Store, 'listResponses'>; known: KnownProgram },
): Promise<ResponsePage> {
  const { touchpoints, test } = selectionOf(query, known);
  const filter: ResponseFilter = {
    touchpoints,
    from: query.from === undefined ? null : dayNumber(query.from),
    to: query.to === undefined ? null : dayNumber(query.to),
    words: wordsIn(query.text),
    person: query.person ?? null,
    account: query.account ?? null,
  };
  if (touchpoints?.length === 0) return { rows: [], next: null, notes: [] };
  const found: ListedResponse[] = [];
  let after = placeIn(query);
  let size = Math.max(query.limit, leastPerPage);
  for (let page = 0; page < mostPages && found.length < query.limit; page++) {
    const missing = query.limit - found.length;
    const { rows, next } = await store.listResponses(known.project, {
      filter,
      after,
      limit: test ? Math.min(size, perPage) : missing,
    });
    const fitting = test ? rows.flatMap(({ state }, index) => (test(state) ? [index] : [])) : rows.keys();
    const taken = [...fitting];
    const last = taken[missing - 1];
    if (last !== undefined && last < rows.length - 1) {
      // A page ends with the last row that is told, and only the store knows where that is.
      size = last + 1;
      continue;
    }
    found.push(...taken.flatMap((index) => rows[index] ?? []));
    // The rarer what is looked for, the more is looked at.
    size *= 2;
    after = next;
    if (next === null) break;
  }
  return {
    rows: found.map(listedLine),
    next: after,
    notes: after !== null && found.length < query.limit ? [partNote] : [],
  };
}

/** The form of a cursor: an instant and an id, or where words are looked for a number. What it says, the store knows. */
function placeIn({ after, text }: Pick<ResponseQuery, 'after' | 'text'>): string | null {
  if (after === undefined) return null;
  if (/^-?\d{1,15}:[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}$/.test(after)) return after;
  if (text !== undefined && /^-?\d{1,19}$/.test(after) && BigInt.asIntN(64, BigInt(after)) === BigInt(after))
    return after;
  throw refuse({ path: '/after', message: 'must be the `next` of another page' });
}

function wordsIn(text: string | undefined): string[] {
  if (text === undefined) return [];
  const words = wordsOf(text);
  if (words.length > 0) return words;
  throw refuse({ path: '/text', message: 'must hold a word: letters or digits' });
}
