import type { ListedLine } from '@milepost/protocol';
import { exportLine } from '../../export/export-line.ts';
import { dateOf } from '../../intake/local-day.ts';
import type { ListedResponse } from '../../store/store.ts';

/** A response as the list and the stream tell it: as an export does, with the local day that it counts on. */
export function listedLine({ day, ...kept }: ListedResponse): ListedLine {
  return { ...exportLine(kept), day: dateOf(day) };
}
