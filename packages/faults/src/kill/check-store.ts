import type { Load } from '@milepost/testkit';
import { expect } from 'vitest';
import { occursInFile, readStoreFile } from '../store/store-file.ts';
import type { Deeds } from './deeds.ts';

/** Everything acknowledged is in the file, what is in it was sent, and its cells are what it holds. */
export function checkStore(file: string, load: Load, deeds?: Deeds): number {
  const { integrity, states, rows, cellFaults } = readStoreFile(file);
  expect(integrity).toBe('ok');
  expect(cellFaults).toEqual([]);
  const lost = load.acknowledged.filter(({ id }) => !states.has(id));
  expect(lost).toEqual([]);
  const differing = load.acknowledged.filter(
    ({ id, answers }) => states.get(id)?.answers?.[0]?.value !== answers?.[0]?.value,
  );
  expect(differing).toEqual([]);
  const sent = new Set([...load.acknowledged, ...load.unanswered].map(({ id }) => id));
  expect([...states.keys()].filter((id) => !sent.has(id) && !deeds?.sent.has(id))).toEqual([]);
  if (!deeds) return states.size;

  const isExcluded = new Map(rows.map(({ id, excluded }) => [id, excluded]));
  expect([...deeds.excluded].filter((id) => isExcluded.get(id) !== 1)).toEqual([]);
  expect([...deeds.lifted].filter((id) => isExcluded.get(id) !== 0)).toEqual([]);
  expect([...deeds.erased].filter((person) => occursInFile(file, person).length > 0)).toEqual([]);
  return states.size;
}
