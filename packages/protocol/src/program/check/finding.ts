import { nearest } from '../../nearest.ts';
import { type Fault, pointer } from '../../problem.ts';

/** A fault as it is found. What costs time is left for those that are told. */
export interface Finding {
  path: readonly PropertyKey[];
  message: string;
  /** A name that leads nowhere, and those that would lead somewhere. */
  meant?: { name: string; among: readonly (string | null)[] };
}

/**
 * A finding in words that can be acted on.
 *
 * @example
 * told(unknown({ path, what: 'survey', name: 'cast', among: ['csat'] })).message;
 * // 'there is no survey "cast"; did you mean "csat"?'
 */
export function told({ path, message, meant }: Finding): Fault {
  const names = meant?.among.filter((name) => name !== null) ?? [];
  if (!meant || names.length === 0) return { path: pointer(path), message };
  const [near] = nearest(meant.name, names);
  const remedy = near === undefined ? `known ${listed(names)}` : `did you mean "${near}"?`;
  return { path: pointer(path), message: `${message}; ${remedy}` };
}

function listed(names: readonly string[]): string {
  const few = names.slice(0, 5).join(', ');
  if (names.length > 5) return `are ${few} and ${names.length - 5} more`;
  return `${names.length === 1 ? 'is' : 'are'} ${few}`;
}

/** That nothing of that kind has that name. */
export function unknown(named: {
  path: readonly PropertyKey[];
  what: string;
  name: string;
  among: readonly (string | null)[];
}): Finding {
  const { path, what, name, among } = named;
  return { path, message: `there is no ${what} "${name}"`, meant: { name, among } };
}

/** The places of names that stand at an earlier place too; a null is no name. */
export function repeatedAt(names: readonly (string | null)[]): number[] {
  const seen = new Set<string>();
  return names.flatMap((name, index) => {
    if (name === null) return [];
    if (seen.has(name)) return [index];
    seen.add(name);
    return [];
  });
}

/** Those whose id another one before them has. */
export function twice(
  all: readonly { id: string | null }[],
  { path, what }: { path: readonly PropertyKey[]; what: string },
): Finding[] {
  return repeatedAt(all.map(({ id }) => id)).map((index) => ({
    path: [...path, index, 'id'],
    message: `${what} "${all[index]?.id}" is there twice; give one of them another id`,
  }));
}
