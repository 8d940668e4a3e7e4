import type { ChangedResponse } from '../../store/store.ts';
import { type ChangeFeed, changesPerPage } from './change-feed.ts';
import { listedLine } from './listed-line.ts';

/** What one stream tells. */
interface Watching {
  feed: ChangeFeed;
  project: string;
  /** Where it begins: what changed after it is told. */
  cursor: string;
  /** What is said of it before all else, in one line. */
  remark?: string | undefined;
  /** Asked at every beat: which responses are told, or null when nothing may be told any more. */
  allowed(): Promise<((row: ChangedResponse) => boolean) | null>;
  /** Beats without an event before a sign of life. */
  quietBeats: number;
  stopping(): boolean;
}

/**
 * The events of a stream (WHATWG HTML, 9.2), as text: one for every change of a response, with the cursor that resumes
 * after it as its id. An erased response is not told. What nobody reads is not made.
 */
export async function* responseEvents(watching: Watching): AsyncGenerator<string> {
  const { feed, project, remark, allowed, quietBeats, stopping } = watching;
  let { cursor } = watching;
  // An id without data makes no event, but whoever loses the connection resumes from it.
  yield `${remark === undefined ? '' : `: ${remark}\n`}retry: ${retryMs}\nid: ${cursor}\n\n`;
  let quiet = 0;
  while (!stopping()) {
    const tells = await allowed();
    if (!tells) return;
    const { rows, next } = await feed.after(project, cursor);
    const events = rows.filter((row) => row.erased === null && tells(row)).map(eventOf);
    if (events.length > 0) {
      yield events.join('');
      quiet = 0;
    }
    cursor = next;
    if (rows.length === changesPerPage) continue;
    await feed.beat();
    quiet += 1;
    if (quiet < quietBeats || stopping()) continue;
    yield `:\nid: ${cursor}\n\n`;
    quiet = 0;
  }
}

/** How long a browser waits before it connects again. */
const retryMs = 2_000;

function eventOf({ cursor, ...listed }: ChangedResponse): string {
  return `event: response\nid: ${cursor}\ndata: ${JSON.stringify(listedLine(listed))}\n\n`;
}
