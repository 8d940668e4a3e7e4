import { type ClientProgram, clientView } from '@milepost/protocol';
import { createCalendar } from '../calendar.ts';
import type { Store } from '../store/store.ts';
import { type Closures, createClosures } from './closures.ts';
import { currentVersions, type KnownProgram } from './known.ts';

/** The client's view of a program as it is at an instant: the same object until something in it changes. */
export type ViewOf = (known: KnownProgram, now: number) => Promise<ClientProgram>;

/**
 * Keeps the view of each project's program until the program changes, or what a quota or a target closes, or whether
 * there are moments.
 */
export function createClientViews(store: Pick<Store, 'cells' | 'cellsVersion' | 'hasMoments'>): ViewOf {
  const closuresOf = createClosures(store);
  const views = new WeakMap<KnownProgram, { closed: Closures; moments: boolean; view: ClientProgram }>();
  return async (known, now) => {
    const closed = await closuresOf(known, now);
    const moments = await store.hasMoments(known.project, now);
    const kept = views.get(known);
    if (kept?.closed === closed && kept.moments === moments) return kept.view;
    const view = clientView(known.program, {
      revision: known.revision,
      versions: currentVersions(known),
      instantOf: createCalendar(known.program.timezone).instantOf,
      closed,
      moments,
    });
    views.set(known, { closed, moments, view });
    return view;
  };
}
