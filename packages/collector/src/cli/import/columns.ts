import { nearest } from '@milepost/protocol';
import type { ColumnMap } from './column-map.ts';
import { ImportFailure } from './failure.ts';
import { templateColumns } from './template.ts';

/** Every column that a map reads, once. */
export function mapColumns(map: ColumnMap): string[] {
  const { id, account, role, traits } = map.person ?? {};
  const templates = [map.shown, map.completed, id, account, role].filter((part) => part !== undefined);
  const parts = map.responses.map((response) => response.answers);
  const readers = [map.facts, traits ?? {}, ...parts].flatMap((part) => Object.values(part));
  return [
    ...new Set([
      ...map.id,
      ...[map, ...map.responses].flatMap((part) => Object.keys(part.where)),
      ...templates.flatMap(templateColumns),
      ...readers.map((read) => read.column),
      ...(map.locale ? [map.locale.column] : []),
    ]),
  ];
}

/**
 * The place of every column by its trimmed name. A header without a name is passed over.
 *
 * @throws ImportFailure naming both when two headers are one after trimming, since no map could tell them apart
 */
export function columnPlaces(headers: readonly string[], file: string): ReadonlyMap<string, number> {
  const places = new Map<string, number>();
  for (const [place, header] of headers.entries()) {
    const name = header.trim();
    const other = places.get(name);
    if (other !== undefined)
      throw new ImportFailure(
        `"${file}" has two columns "${name}": number ${other + 1} is headed "${headers[other]}" and number ${place + 1} ` +
          `is headed "${header}", and headers are trimmed. Rename one of them.`,
      );
    if (name !== '') places.set(name, place);
  }
  return places;
}

/** @throws ImportFailure naming every column that is not there, with the nearest that is. */
export function requireColumns(
  wanted: readonly string[],
  { places, file }: { places: ReadonlyMap<string, number>; file: string },
): void {
  const missing = wanted.filter((name) => !places.has(name));
  if (missing.length === 0) return;
  const names = [...places.keys()];
  const list = missing.map((name) => {
    const near = nearest(name, names);
    return near.length > 0 ? `"${name}" (is it ${near.map((one) => `"${one}"`).join(' or ')}?)` : `"${name}"`;
  });
  const one = names.length === 1 ? ' It has a single column: is "delimiter" right in the map?' : '';
  throw new ImportFailure(
    `"${file}" has no column ${list.join(', ')}, which the map names. Its columns are ${shortened(names)}.${one}`,
  );
}

function shortened(names: readonly string[], most = 30): string {
  const more = names.length - most;
  return names.slice(0, most).join(', ') + (more > 0 ? ` and ${more} more` : '');
}
