import { canonical, merge, normalise } from '@milepost/engine';
import type { RejectionCode, ResponseState } from '@milepost/protocol';
import { fateOf } from '../intake/cells.ts';
import { closerSend, corrected, type SendTimes } from '../intake/clock-skew.ts';
import { localDays } from '../intake/local-day.ts';
import type { KnownProgram } from '../program/known.ts';
import type { CellChange } from './cell-moves.ts';
import { erase } from './erase.ts';
import type { IncomingResponse, Outcome } from './store.ts';
import { wordsOfResponse } from './words.ts';

/** What of a stored response the next state of it is merged into. */
export interface StoredResponse extends SendTimes {
  day: number;
  state: ResponseState;
  /** Left out of the scores. */
  excluded: boolean;
  erased: number | null;
}

/** All that a store writes of a response, in its columns' names. */
export interface ResponseRow extends SendTimes {
  project: string;
  bucket: number;
  id: string;
  day: number;
  shown: number;
  open: boolean;
  /** The canonical text of the state. */
  state: string;
  touchpoint: string;
  person: string | null;
  account: string | null;
  verified: boolean;
  dismissed: boolean;
  excluded: boolean;
  erased: number | null;
  /** What it is found by (`words.ts`). */
  words: readonly string[];
}

/** What exclusions and erasures say of a response; a store looks it up. */
export interface Standing {
  /** Whether the response, its person or its account is excluded. */
  excludes(state: ResponseState): boolean;
  /** When the person was erased, or the response deleted with one; null for neither. */
  erased(state: ResponseState): { person: number | null; response: boolean };
}

/** What has become of a response after all the states of it that came. */
export interface Settled {
  /** One for each incoming state. */
  outcomes: Outcome[];
  /** The row to write, or null when nothing has changed. */
  row: ResponseRow | null;
  changes: CellChange[];
}

interface Settlement {
  known: KnownProgram;
  bucket: number;
  stored: StoredResponse | null;
  incoming: readonly IncomingResponse[];
  standing: Standing;
}

/**
 * Merges the states that came of one response into what is stored of it, one after the other. Pure, so that every store
 * merges alike, and can do it again when it finds that another collector was faster.
 */
export function settle({ known, bucket, stored, incoming, standing }: Settlement): Settled {
  let current = stored;
  let holds = standing;
  const outcomes = incoming.map((one): Outcome => {
    // What an exported line brings with it holds from then on, unless the line is refused.
    const brings = one.excluded?.length ? { ...holds, excludes: () => true } : holds;
    const { outcome, next } = settleOne(known, current, { incoming: one, standing: brings });
    if (outcome.kind !== 'rejected') holds = brings;
    current = next;
    return outcome;
  });
  if (current === null || current === stored) return { outcomes, row: null, changes: [] };
  const moved = outcomes.some(({ kind }) => kind === 'accepted');
  const changes: CellChange[] = [];
  if (moved && stored && !stored.excluded)
    changes.push({ known, bucket, day: stored.day, state: stored.state, by: -1 });
  if (moved)
    changes.push({ known, bucket, day: current.day, state: current.state, by: current.excluded ? 0 : 1 });
  return { outcomes, row: rowOf(known, bucket, current), changes };
}

interface Next {
  outcome: Outcome;
  next: StoredResponse | null;
}

function settleOne(
  known: KnownProgram,
  stored: StoredResponse | null,
  { incoming, standing }: { incoming: IncomingResponse; standing: Standing },
): Next {
  const refuse = (code: RejectionCode, detail: string): Next => ({
    outcome: { kind: 'rejected', code, detail },
    next: stored,
  });
  const { id } = incoming.state;
  const state = incoming.erased == null ? incoming.state : erase(incoming.state, known);
  // An erased response that an export brings back is stored as it is, and found again as it is.
  if (stored?.erased != null) {
    if (incoming.erased == null || !isSame(erase(stored.state, known), normalise(state)))
      return refuse('person_erased', `response ${id} was erased; nothing more is taken for it`);
    const excluded = standing.excludes(stored.state);
    return excluded === stored.excluded
      ? { outcome: { kind: 'repeated' }, next: stored }
      : { outcome: { kind: 'accepted' }, next: { ...stored, excluded } };
  }
  if (stored && incoming.erased != null)
    return refuse(
      'response_conflict',
      `response ${id} is here with its person; erase the person here as well`,
    );
  const merged = stored ? merge(stored.state, state) : { state: normalise(state), conflict: null };
  if (!merged.state)
    return refuse(
      'response_conflict',
      `response ${id} is stored with another ${merged.conflict}; a response keeps it for good`,
    );
  const times = stored ? closerSend(stored, incoming) : incoming;
  const shown = corrected(Date.parse(merged.state.shown), times);
  const erasure = standing.erased(merged.state);
  if (erasure.response || (erasure.person !== null && shown <= erasure.person))
    return refuse('person_erased', `response ${id} is of a person who was erased; it is not taken again`);
  // Each send was plausible by its own times; together they need not be.
  if (shown < earliest) return refuse('too_old', 'its sends put it before 1900');
  const next: StoredResponse = {
    day: localDays(known.program.timezone)(shown),
    state: merged.state,
    sent: times.sent,
    received: times.received,
    excluded: standing.excludes(merged.state),
    erased: incoming.erased ?? null,
  };
  if (!stored) return { outcome: { kind: 'accepted' }, next };
  const same =
    stored.day === next.day && stored.excluded === next.excluded && isSame(stored.state, next.state);
  const unmoved = same && stored.sent === next.sent && stored.received === next.received;
  return { outcome: { kind: same ? 'repeated' : 'accepted' }, next: unmoved ? stored : next };
}

const earliest = Date.UTC(1900);

function isSame(a: ResponseState, b: ResponseState): boolean {
  return canonical(a) === canonical(b);
}

/** The columns of a response as it stands. */
export function rowOf(
  known: KnownProgram,
  bucket: number,
  { day, state, sent, received, excluded, erased }: StoredResponse,
): ResponseRow {
  const fate = fateOf(state);
  const isErased = erased !== null;
  return {
    project: known.project,
    bucket,
    id: state.id,
    day,
    shown: corrected(Date.parse(state.shown), { sent, received }),
    open: fate === 'open',
    sent,
    received,
    state: canonical(state),
    touchpoint: state.touchpoint,
    person: isErased ? null : (state.person?.id ?? null),
    account: isErased ? null : (state.person?.account ?? null),
    verified: state.verified !== false,
    dismissed: fate === 'dismissed' && !state.answers?.some(({ value }) => value !== null),
    excluded,
    erased,
    words: wordsOfResponse(state, known),
  };
}
