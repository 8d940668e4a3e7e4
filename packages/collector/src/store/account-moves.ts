import { plainCounts } from '../intake/cells.ts';
import { monthOf } from '../intake/local-day.ts';
import { worthyQuestions } from '../program/worth.ts';
import type { CellChange } from './cell-moves.ts';

/**
 * What the sums of an account's answers to a question rise by. Every answer counts a multiple of one third (the composite
 * of a `cxi` question does), so that in whole thirds and ninths what was added can be taken away to the last bit.
 */
export interface AccountMove {
  project: string;
  bucket: number;
  /** Months since 1970-01, in the zone of the project. */
  month: number;
  scale: string;
  touchpoint: string;
  survey: string;
  version: number;
  question: string;
  account: string;
  n: number;
  /** The sum of what the answers count, times 3. */
  thirds: number;
  /** The sum of the squares of what they count, times 9. */
  ninths: number;
}

/**
 * By how much a commit moves the sums per account, by the same changes as the cells. Only an account that somebody
 * vouches for is one: answers without it are clusters of their own, and so is what was erased.
 */
export function accountMoves(changes: readonly CellChange[]): AccountMove[] {
  const moves = new Map<string, AccountMove>();
  for (const { known, bucket, day, state, by } of changes) {
    const account = state.person?.account;
    if (by === 0 || account === undefined || state.verified === false) continue;
    const { touchpoint, survey, version } = state;
    const content = known.surveys.get(survey)?.get(version);
    if (!content) continue;
    const worthy = worthyQuestions(content);
    const place = JSON.stringify([known.project, bucket, monthOf(day), touchpoint, survey, version, account]);
    for (const { question, scale, slot } of plainCounts(state, known)) {
      const worth = worthy.get(question)?.worths[slot];
      if (worth === undefined) continue;
      // A question of a version has one scale.
      const key = place + question;
      let move = moves.get(key);
      if (!move) {
        const names = { scale, touchpoint, survey, version, question, account };
        move = { project: known.project, bucket, month: monthOf(day), ...names, n: 0, thirds: 0, ninths: 0 };
        moves.set(key, move);
      }
      const thirds = Math.round(worth * 3);
      move.n += by;
      move.thirds += by * thirds;
      move.ninths += by * thirds * thirds;
    }
  }
  return [...moves.values()].filter(({ n, thirds, ninths }) => n !== 0 || thirds !== 0 || ninths !== 0);
}
