import type { Counted } from '../counts/counted.ts';
import type { CountSource, SourceSelection } from './source.ts';

/** Responses that are read for several dimensions at once are read once, with all their days, and not by parts. */
export function readOfSource(
  { range, touchpoints }: Pick<CountSource, 'range' | 'touchpoints'>,
  read: (selection: SourceSelection) => Promise<readonly Counted[]>,
): CountSource['read'] {
  const crossed = new Map<string, Promise<readonly Counted[]>>();
  return (selection) => {
    if (selection.dimensions.length < 2) return read(selection);
    const dimensions = selection.dimensions.map(({ dimension }) => ({ dimension, values: null }));
    const key = JSON.stringify(dimensions);
    const found = crossed.get(key) ?? read({ ...range, touchpoints, dimensions, byDay: true });
    crossed.set(key, found);
    return found;
  };
}
