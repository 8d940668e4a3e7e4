import type { Store } from '@milepost/collector';
import { createCounts } from './counted.ts';
import { madeKnown } from './made-program.ts';
import { spanAt } from './made-responses.ts';
import type { MadeAnswers } from './made-rows.ts';

/** So many made answers, not yet in a store. */
export function madeAnswers(total: number, now: number): MadeAnswers {
  const known = madeKnown();
  const span = spanAt(now);
  return { known, span, total, counts: createCounts(span, known) };
}

/**
 * Whether what was filled in past the intake is what the intake would have made of it: the cells and the sums per account
 * are counted again from the responses.
 *
 * @throws Error naming the first that differs
 */
export async function provedAlike(store: Store, { known }: MadeAnswers): Promise<void> {
  const { faults, count } = await store.verifyCells(known.project, 3);
  if (count > 0) throw new Error(`${count} cells of the made answers are wrong: ${JSON.stringify(faults)}`);
  const sums = async () => {
    const selection = {
      project: known.project,
      scales: ['0..10', '1..5', '1..7'],
      from: null,
      to: null,
      byMonth: true,
    };
    return (await store.accountSums(selection)).map((sum) => JSON.stringify(sum)).sort();
  };
  const filled = await sums();
  await store.rebuildCells(known.project);
  const counted = await sums();
  const at = counted.findIndex((sum, index) => sum !== filled[index]);
  if (filled.length !== counted.length || at >= 0)
    throw new Error(
      `sums per account differ (${filled.length}, ${counted.length}): ${filled[at]}, ${counted[at]}`,
    );
}
