import { expect, test } from 'vitest';
import type { ChangedResponse } from '../../store/store.ts';
import { type ChangeFeed, changesPerPage } from './change-feed.ts';
import { buildChanged } from './listed.fixture.ts';
import { responseEvents } from './response-events.ts';

/** A feed over changes that are numbered from 1; each beat is counted, and may bring more. */
function feedOf(rows: ChangedResponse[], atBeat: (beat: number) => void = () => {}) {
  const asked: string[] = [];
  let beats = 0;
  const feed: ChangeFeed = {
    after: async (_project, cursor) => {
      asked.push(cursor);
      const page = rows.filter((row) => Number(row.cursor) > Number(cursor)).slice(0, changesPerPage);
      return { rows: page, next: page.at(-1)?.cursor ?? cursor };
    },
    beat: async () => atBeat(++beats),
    stop: () => {},
  };
  return { feed, asked };
}

const all = {
  project: 'p',
  cursor: '0',
  quietBeats: 3,
  allowed: async () => () => true,
  stopping: () => false,
};

async function take(events: AsyncGenerator<string>, count: number): Promise<string[]> {
  const taken: string[] = [];
  while (taken.length < count) {
    const { done, value } = await events.next();
    if (done) break;
    taken.push(value);
  }
  return taken;
}

const idsIn = (texts: readonly string[]) =>
  [...texts.join('').matchAll(/^event: response\nid: (.*)$/gm)].map(([, id]) => id);

test('every change is an event with the cursor that resumes after it', async () => {
  const rows = [buildChanged(1), buildChanged(2)];
  const { feed } = feedOf(rows);
  const [begin, events] = await take(responseEvents({ ...all, feed }), 2);
  expect(begin).toBe('retry: 2000\nid: 0\n\n');
  const [first, second, end] = events?.split('\n\n') ?? [];
  expect(end).toBe('');
  const [name, id, data] = first?.split('\n') ?? [];
  expect([name, id]).toEqual(['event: response', 'id: 1']);
  expect(JSON.parse(data?.replace('data: ', '') ?? '')).toMatchObject({
    id: rows[0]?.state.id,
    day: '2026-11-22',
  });
  expect(second).toContain('id: 2\n');
});

test('what is remarked of a stream is said first, as a comment', async () => {
  const { feed } = feedOf([]);
  const [begin] = await take(responseEvents({ ...all, feed, remark: 'it begins now' }), 1);
  expect(begin).toBe(': it begins now\nretry: 2000\nid: 0\n\n');
});

test('what is erased or not chosen is not told, and is gone past all the same', async () => {
  const rows = [buildChanged(1), buildChanged(2, { erased: 1 }), buildChanged(3)];
  const { feed, asked } = feedOf(rows);
  const allowed = async () => (row: ChangedResponse) => row.cursor !== '1';
  const texts = await take(responseEvents({ ...all, feed, allowed }), 3);
  expect(idsIn(texts)).toEqual(['3']);
  expect(texts.at(-1)).toBe(':\nid: 3\n\n');
  expect(asked).toEqual(['0', '3', '3']);
});

test('a stream that has nothing to tell gives a sign of life, with where it stands', async () => {
  let beats = 0;
  const { feed } = feedOf([], (beat) => {
    beats = beat;
  });
  expect(await take(responseEvents({ ...all, cursor: '7', feed }), 3)).toEqual([
    'retry: 2000\nid: 7\n\n',
    ':\nid: 7\n\n',
    ':\nid: 7\n\n',
  ]);
  expect(beats).toBe(6);
});

test('a page that is full is followed by the next one at once, as soon as it is read', async () => {
  const rows = Array.from({ length: 2 * changesPerPage + 1 }, (_, index) => buildChanged(index + 1));
  let beats = 0;
  const { feed, asked } = feedOf(rows, (beat) => {
    beats = beat;
  });
  const events = responseEvents({ ...all, feed });
  await take(events, 2);
  expect(asked).toEqual(['0']);
  await take(events, 2);
  expect(asked).toEqual(['0', '100', '200']);
  expect(beats).toBe(0);
});

test('nothing more is told when its key may not read any more, or when the collector stops', async () => {
  const rows = [buildChanged(1)];
  let may = true;
  const { feed } = feedOf(rows, () => {
    may = false;
    rows.push(buildChanged(2));
  });
  const allowed = async () => (may ? () => true : null);
  expect(idsIn(await take(responseEvents({ ...all, feed, allowed }), 10))).toEqual(['1']);

  let stopped = false;
  const stopping = feedOf([buildChanged(1)], () => {
    stopped = true;
  });
  const texts = await take(responseEvents({ ...all, feed: stopping.feed, stopping: () => stopped }), 10);
  expect(idsIn(texts)).toEqual(['1']);
});
