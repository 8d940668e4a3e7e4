import type { ListedResponse, Store } from '@milepost/collector';
import type { ResponseState } from '@milepost/protocol';
import { describe, expect, test } from 'vitest';
import { buildAnswer, buildCsat } from '../envelope.ts';
import { buildProgram } from '../program.ts';
import { createRandom } from '../random.ts';
import { anyFilter, listAll } from './listing.ts';
import {
  incoming,
  type OpenStore,
  otherProject,
  project,
  record,
  suiteNow,
  withStore,
} from './with-store.ts';

/** A response with these words, shown so many seconds ago. */
function said(words: string, secondsAgo = 10): ResponseState {
  return buildCsat(3, {
    shown: new Date(suiteNow - secondsAgo * 1_000).toISOString(),
    answers: [buildAnswer('why', words)],
  });
}

const find = (store: Store, ...words: string[]) => listAll(store, { words });
const textsOf = (rows: readonly ListedResponse[]) => rows.map(({ state }) => state.answers?.[0]?.value);

/** Finding what people wrote. */
export function describeSearching(open: OpenStore): void {
  describe('finds', () => {
    test('words by how they begin, all of them, whatever their case and accents', async () => {
      await using opened = await withStore(open);
      const { store } = opened;
      const texts = [
        'The café was lovely',
        'CAFETERIA queues, 2nd floor',
        'Ünïcödé wörds',
        '很好的服务',
        '한국어 좋아요',
        `it's "fine"; --`,
      ];
      await record(
        store,
        texts.map((text, index) => incoming(said(text, index))),
      );
      const found = async (...words: string[]) => textsOf(await find(store, ...words));
      expect(await found('caf')).toEqual([texts[0], texts[1]]);
      expect(await found('cafe', 'que')).toEqual([texts[1]]);
      expect(await found('cafe', 'nothing')).toEqual([]);
      expect(await found('unicode', 'w')).toEqual([texts[2]]);
      expect(await found('2nd')).toEqual([texts[1]]);
      expect(await found('服')).toEqual([texts[3]]);
      expect(await found('好', '很')).toEqual([texts[3]]);
      expect(await found('한국'.normalize('NFKD'))).toEqual([texts[4]]);
      expect(await found('fine', 'it')).toEqual([texts[5]]);
      expect(await found('afe')).toEqual([]);
      expect(await listAll(store, { words: ['cafe'] }, { of: otherProject })).toEqual([]);
    });

    test('what is said now, not what was said before', async () => {
      await using opened = await withStore(open);
      const { store } = opened;
      const first = said('slow and rude');
      await record(store, [incoming(first), incoming(said('slow'))]);
      const later = (value: string | null) =>
        incoming({ ...first, answers: [buildAnswer('why', value, '2026-11-22T06:59:59Z')] });
      await record(store, [later('quick')]);
      expect(textsOf(await find(store, 'slow'))).toEqual(['slow']);
      expect(textsOf(await find(store, 'quick'))).toEqual(['quick']);
      expect(await find(store, 'rude')).toEqual([]);
      await record(store, [
        incoming({ ...first, answers: [buildAnswer('why', null, '2026-11-22T07:00:00Z')] }),
      ]);
      expect(await find(store, 'quick')).toEqual([]);
      expect(await store.verifyCells(project, 10)).toEqual({ faults: [], count: 0 });
    });

    test('nothing of whoever was erased, however it was done', async () => {
      await using opened = await withStore(open);
      const { store } = opened;
      const by = (id: string, words: string) => incoming({ ...said(words), person: { id, account: 'acme' } });
      await record(store, [by('u-1', 'secret one'), by('u-2', 'secret two'), by('u-3', 'secret three')]);
      await store.erasePerson(project, { id: 'u-1', at: suiteNow, answers: 'keep' });
      expect(new Set(textsOf(await find(store, 'secret')))).toEqual(new Set(['secret three', 'secret two']));
      await store.erasePerson(project, { id: 'u-2', at: suiteNow, answers: 'delete' });
      expect(textsOf(await find(store, 'secret'))).toEqual(['secret three']);
      await store.expire(project, { shownBefore: suiteNow, at: suiteNow, rows: 10 });
      expect(await find(store, 'secret')).toEqual([]);
      expect(await store.verifyCells(project, 10)).toEqual({ faults: [], count: 0 });
    });

    test.each([1, 2, 3])('page by page what reading everything finds (seed %d)', async (seed) => {
      await using opened = await withStore(open, buildProgram({ cells: { buckets: 3 } }));
      const { store } = opened;
      const random = createRandom(seed);
      const words = ['slow', 'slower', 'fast', 'fasten', 'ok'];
      await record(
        store,
        Array.from({ length: 60 }, (_, index) =>
          incoming({
            ...said(random.shuffle(words).slice(0, random.int(0, 3)).join(' '), random.int(0, 30)),
            person: { id: `u-${index % 4}`, account: `a-${index % 2}` },
          }),
        ),
      );
      const everything = await listAll(store, {});
      for (let round = 0; round < 10; round++) {
        const sought = random.shuffle(['slow', 'fast', 'faste', 'o']).slice(0, random.int(1, 2));
        const filter = { ...anyFilter(random), words: sought };
        const found = await listAll(store, filter, { limit: random.int(1, 7) });
        const expected = everything.filter(
          ({ state, day }) =>
            sought.every((start) =>
              String(state.answers?.[0]?.value ?? '')
                .split(' ')
                .some((word) => word.startsWith(start)),
            ) &&
            (filter.person === null || state.person?.id === filter.person) &&
            (filter.account === null || state.person?.account === filter.account) &&
            (filter.touchpoints?.includes(state.touchpoint) ?? true) &&
            (filter.from === null || day >= filter.from) &&
            (filter.to === null || day < filter.to),
        );
        const ids = (rows: readonly ListedResponse[]) => rows.map(({ state }) => state.id).sort();
        expect(ids(found)).toEqual(ids(expected));
        expect(found.map(({ shown }) => shown)).toEqual(
          found.map(({ shown }) => shown).sort((a, b) => b - a),
        );
      }
    });
  });
}
