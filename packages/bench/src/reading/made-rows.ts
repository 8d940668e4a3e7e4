import type { KnownProgram } from '@milepost/collector';
import { type ResponseRow, rowOf } from '../../../collector/src/store/settle.ts';
import type { createCounts } from './counted.ts';
import { draw, type Span, stateOf } from './made-responses.ts';

/** Which answers are made up. */
export interface Made {
  known: KnownProgram;
  span: Span;
  /** How many responses. */
  total: number;
}

/** With what they count, once they are made. */
export interface MadeAnswers extends Made {
  counts: ReturnType<typeof createCounts>;
}

/** Rows of responses as a store writes them, so many at a time; each is counted when it is made. */
export function* madeRows(
  { known, span, total, counts }: MadeAnswers,
  perStep: number,
): Generator<ResponseRow[]> {
  for (let first = 0; first < total; first += perStep) {
    const length = Math.min(perStep, total - first);
    yield Array.from({ length }, (_, nth) => {
      const drawn = draw(first + nth, { total, span });
      counts.add(drawn);
      const state = stateOf(first + nth, drawn);
      const sent = Date.parse(state.completed ?? state.dismissed?.at ?? state.shown);
      const times = { sent, received: sent + 40, excluded: false, erased: null };
      return rowOf(known, 0, { day: drawn.day, state, ...times });
    });
  }
}

/** Counts the answers alone, for a store that has only cells. */
export function countAll({ span, total, counts }: MadeAnswers): void {
  for (let index = 0; index < total; index++) counts.add(draw(index, { total, span }));
}
