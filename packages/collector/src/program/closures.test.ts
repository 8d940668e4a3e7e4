import { checkProgram, type ProgramInput } from '@milepost/protocol';
import { buildProgram } from '@milepost/testkit';
import { describe, expect, it } from 'vitest';
import { funnelScale, funnelSlots } from '../intake/cells.ts';
import type { CellSelection, CellSum } from '../store/store.ts';
import { createClientViews } from './client-views.ts';
import { createClosures } from './closures.ts';
import { type KnownProgram, knownSurvey } from './known.ts';

const now = Date.parse('2026-11-22T07:00:00Z');
const day = 86_400_000;

/** A program whose touchpoint `ticket_closed` is asked so. */
function knownProgram(ask: object): KnownProgram {
  const { touchpoints, ...document } = buildProgram();
  const closed = { ...touchpoints['ticket_closed'], ask };
  const { program } = checkProgram({
    ...document,
    touchpoints: { ...touchpoints, ticket_closed: closed },
  } as ProgramInput);
  if (!program) throw new Error('the program has faults');
  const surveys = Object.entries(program.surveys).map(
    ([name, content]) => [name, new Map([[1, knownSurvey(name, 1, content)]])] as const,
  );
  return {
    project: 'default',
    revision: 1,
    program,
    surveys: new Map(surveys),
    touchpoints: new Map(),
    locales: new Set(),
  };
}

/** A store whose cells say how many responses of `ticket_closed` were started; it keeps what it was asked. */
function stubStore(started: number) {
  const counts: number[] = [];
  counts[funnelSlots.started] = started;
  const cell: CellSum = {
    day: 0,
    touchpoint: 'ticket_closed',
    survey: 'support-csat',
    version: 1,
    question: '',
    value: '',
    scale: funnelScale,
    counts,
  };
  const state = { version: 0, moments: false, cells: [cell], read: [] as CellSelection[] };
  return {
    state,
    cells: async (selection: CellSelection) => {
      state.read.push(selection);
      return state.cells;
    },
    cellsVersion: async () => state.version,
    hasMoments: async () => state.moments,
  };
}

describe('createClosures', () => {
  const known = knownProgram({ quota: { per: 'day', answers: 3 } });

  it('reads nothing for a program without quotas and targets', async () => {
    const store = stubStore(3);
    expect(await createClosures(store)(knownProgram({}), now)).toEqual({});
    expect(store.state.read).toEqual([]);
  });

  it('reads the cells of the period, and of all quotas with one period at once', async () => {
    const store = stubStore(3);
    const both = knownProgram({
      quota: { per: 'week', answers: 3 },
      target: { per: 'week', margin: 5 },
    });
    await createClosures(store)(both, now);
    expect(store.state.read).toMatchObject([
      { project: 'default', dimension: '', scales: [funnelScale, '1..5'], from: 20_773, to: 20_780 },
    ]);
  });

  it('reads again after a commit and in another period, and at no other time', async () => {
    const store = stubStore(3);
    const closuresOf = createClosures(store);
    const readAt = async (instant: number) => {
      await closuresOf(known, instant);
      return store.state.read.length;
    };
    expect([await readAt(now), await readAt(now + 1)]).toEqual([1, 1]);
    store.state.version = 1;
    expect([await readAt(now + 2), await readAt(now + 3)]).toEqual([2, 2]);
    expect([await readAt(now + day), await readAt(now + day)]).toEqual([3, 3]);
    // Nothing keeps a clock from being set back.
    expect(await readAt(now)).toBe(4);
  });

  it('returns the same object until something in it changes', async () => {
    const store = stubStore(3);
    const closuresOf = createClosures(store);
    const first = await closuresOf(known, now);
    expect(first).toEqual({ ticket_closed: { quota: Date.parse('2026-11-23T00:00:00Z') } });
    store.state.version = 1;
    expect(await closuresOf(known, now)).toBe(first);
    store.state.version = 2;
    store.state.cells = [];
    expect(await closuresOf(known, now)).toEqual({});
  });

  it('keeps the views that are made of them, too', async () => {
    const store = stubStore(3);
    const viewOf = createClientViews(store);
    const first = await viewOf(known, now);
    expect(first.touchpoints['ticket_closed']?.closedUntil).toBe('2026-11-23T00:00:00.000Z');
    store.state.version = 1;
    expect(await viewOf(known, now)).toBe(first);
    store.state.moments = true;
    const asking = await viewOf(known, now);
    expect(asking).toEqual({ ...first, moments: true });
    expect(await viewOf(known, now)).toBe(asking);
    const opened = await viewOf(knownProgram({}), now);
    expect(opened.touchpoints['ticket_closed']?.closedUntil).toBeNull();
  });
});
