import type { CellFault, Finding, Store } from '../../store/store.ts';

/** Wrong cells that are named; of the rest only how many there are. */
const namedCells = 3;

/** Whether the cells of every project are what its responses add up to; with `rebuild`, those that are not are counted again. */
export async function cellFindings(
  store: Pick<Store, 'projects' | 'verifyCells' | 'rebuildCells'>,
  rebuild: boolean,
): Promise<Finding[]> {
  const findings: Finding[] = [];
  for (const { id } of await store.projects()) {
    const check = `cells of ${id}`;
    const { faults, count } = await store.verifyCells(id, namedCells);
    if (count === 0) {
      findings.push({ check, detail: 'are what the responses add up to', remedy: null, level: 'passed' });
      continue;
    }
    if (!rebuild) {
      findings.push({
        check,
        detail: `${wrong(count)}: ${faults.map(told).join('; ')}`,
        remedy: '"milepost doctor --rebuild" counts them again; report it, since it must not happen',
        level: 'failed',
      });
      continue;
    }
    await store.rebuildCells(id);
    const left = (await store.verifyCells(id, namedCells)).count;
    findings.push(
      left === 0
        ? {
            check,
            detail: `counted again; ${wrong(count)}: ${faults.map(told).join('; ')}`,
            remedy: null,
            level: 'passed',
          }
        : {
            check,
            detail: `counted again, and ${wrong(left)} still`,
            remedy: 'report it with this table: the collector counts in two ways that do not agree',
            level: 'failed',
          },
    );
  }
  return findings;
}

const wrong = (count: number) => `${count} ${count === 1 ? 'was' : 'were'} wrong`;

/** What was kept and what the responses say, without the zeros of a scale's other values. */
function told({ cell, kept, counted }: CellFault): string {
  const counts = (all: readonly number[]) =>
    all.flatMap((count, slot) => (count === 0 ? [] : [`${slot}:${count}`])).join(' ') || 'nothing';
  return `${cell} had ${counts(kept)}, has ${counts(counted)}`;
}
