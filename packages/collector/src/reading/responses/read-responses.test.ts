import { responseQuery } from '@milepost/protocol';
import { buildNps } from '@milepost/testkit';
import { expect, test } from 'vitest';
import { buildKnown } from '../../program/known-program.fixture.ts';
import type { ListedResponse, Page, ResponseFilter } from '../../store/store.ts';
import { buildListed } from './listed.fixture.ts';
import { readResponses } from './read-responses.ts';

const known = buildKnown();

const rowId = '01900000-0000-7000-8000-000000000001';

/** A store of NPS answers, the newest first; a cursor is the index of the row that a page ended with. */
function storeOf(scores: readonly number[]) {
  const asked: { limit: number; filter: ResponseFilter }[] = [];
  return {
    asked,
    listResponses: async (
      _project: string,
      { filter, after, limit }: { filter: ResponseFilter; after: string | null; limit: number },
    ): Promise<Page<ListedResponse>> => {
      asked.push({ limit, filter });
      const from = after === null ? 0 : Number.parseInt(after, 10) + 1;
      const rows = scores.slice(from, from + limit).map((score) => buildListed(buildNps(score)));
      const end = from + rows.length;
      return { rows, next: end < scores.length ? `${end - 1}:${rowId}` : null };
    },
  };
}

async function readAll(store: ReturnType<typeof storeOf>, query: Record<string, string>) {
  const pages: number[][] = [];
  const notes: string[] = [];
  let after: string | null = null;
  do {
    const parsed = responseQuery.parse({ ...query, ...(after !== null && { after }) });
    const page = await readResponses(parsed, { store, known });
    pages.push(page.rows.map(({ answers }) => Number(answers?.[0]?.value)));
    notes.push(...page.notes);
    after = page.next;
  } while (after !== null);
  return { pages, notes };
}

test('a page that the store fills is asked for once', async () => {
  const store = storeOf([1, 2, 3, 4, 5]);
  expect((await readAll(store, { limit: '2' })).pages).toEqual([[1, 2], [3, 4], [5]]);
  expect(store.asked.map(({ limit }) => limit)).toEqual([2, 2, 2]);
});

test('pages of what is rare hold each of it once, and end where the next one begins', async () => {
  const scores = Array.from({ length: 3_000 }, (_, index) => (index % 7 === 0 ? 3 : 9));
  for (const limit of [1, 3, 100, 1_000]) {
    const { pages, notes } = await readAll(storeOf(scores), { score: '0..6', limit: String(limit) });
    expect(pages.flat()).toHaveLength(Math.ceil(3_000 / 7));
    for (const page of pages.slice(0, -1)) expect(page).toHaveLength(limit);
    expect(notes).toEqual([]);
  }
});

test('a page that found little looks no further than it may, and says so', async () => {
  const store = storeOf([...Array.from({ length: 20_000 }, () => 9), 3]);
  const query = responseQuery.parse({ score: '3' });
  const first = await readResponses(query, { store, known });
  expect(first.rows).toEqual([]);
  expect(first.next).not.toBeNull();
  expect(first.notes).toEqual(['The search is not over: ask for the next page, which may hold more.']);
  expect(store.asked).toHaveLength(20);
  const { pages } = await readAll(store, { score: '3' });
  expect(pages.flat()).toEqual([3]);
});

test('the store is asked for days, words, people and touchpoints', async () => {
  const store = storeOf([]);
  const query = responseQuery.parse({
    stage: 'relationship',
    from: '2026-11-01',
    to: '2026-11-02',
    text: 'Café, LATE!',
    person: 'u-1',
    account: 'acme',
  });
  await readResponses(query, { store, known });
  expect(store.asked).toEqual([
    {
      limit: 100,
      filter: {
        touchpoints: ['pulse'],
        from: 20_758,
        to: 20_759,
        words: ['cafe', 'late'],
        person: 'u-1',
        account: 'acme',
      },
    },
  ]);
});

test('a text without a word finds nothing that it could mean', async () => {
  const query = responseQuery.parse({ text: '?!' });
  await expect(readResponses(query, { store: storeOf([]), known })).rejects.toMatchObject({
    problem: {
      code: 'query_invalid',
      errors: [{ path: '/text', message: 'must hold a word: letters or digits' }],
    },
  });
});

test('what no touchpoint can have is not looked for', async () => {
  const store = storeOf([1]);
  const query = responseQuery.parse({ stage: 'relationship', touchpoint: 'ticket_closed' });
  expect(await readResponses(query, { store, known })).toEqual({ rows: [], next: null, notes: [] });
  expect(store.asked).toEqual([]);
});

test.each([
  [{ after: '5' }],
  [{ after: '5:' }],
  [{ after: '5:nobody' }],
  [{ after: `9999999999999999:${rowId}` }],
  [{ after: `-:${rowId}` }],
  [{ text: 'late', after: '9999999999999999999' }],
  [{ text: 'late', after: '-9999999999999999999' }],
  [{ text: 'late', after: '1.5' }],
])('a place that no page gave is refused: %j', async (query) => {
  const asked = readResponses(responseQuery.parse(query), { store: storeOf([1]), known });
  await expect(asked).rejects.toMatchObject({
    problem: { code: 'query_invalid', errors: [{ path: '/after' }] },
  });
});

test.each(['9223372036854775807', '-9223372036854775808', `-5:${rowId}`])(
  'a place of a page with words may be %s',
  async (after) => {
    const query = responseQuery.parse({ text: 'late', after });
    const asked: (string | null)[] = [];
    const listResponses: Parameters<typeof readResponses>[1]['store']['listResponses'] = async (
      _p,
      given,
    ) => {
      asked.push(given.after);
      return { rows: [], next: null };
    };
    await readResponses(query, { store: { listResponses }, known });
    expect(asked).toEqual([after]);
  },
);
