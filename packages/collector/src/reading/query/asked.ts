import { channels, type Fault, fixedBreakdowns, nearest } from '@milepost/protocol';
import type { KnownProgram } from '../../program/known.ts';
import type { DimensionFilter } from '../../store/store.ts';
import type { TableQuery } from '../table/table-query.ts';
import { refuse } from './refuse.ts';

/** Which answers a query looks at, as far as their place and their segments tell. */
export interface Asked {
  /** Null for all. */
  touchpoints: ReadonlySet<string> | null;
  /** Segments, locale and channel that the query names, those of `by` first; each once. */
  dimensions: readonly DimensionFilter[];
}

type Named = Pick<TableQuery, 'by' | 'touchpoint' | 'stage' | 'survey' | 'question' | 'channel' | 'where'>;

/** @throws ProblemError `query_invalid` for every name that no revision of the program knew */
export function askedBy(query: Named, known: KnownProgram): Asked {
  const faults = [...unknownNames(query, known), ...breakdownFaults(query, known)];
  const values = new Map<string, Set<string> | null>();
  for (const name of query.by) if (isDimension(name, known)) values.set(name, null);
  for (const text of query.where ?? []) {
    const name = segmentOf(text, known);
    if (name === null) faults.push(whereFault(text, known));
    else values.set(name, (values.get(name) ?? new Set()).add(text.slice(name.length + 1)));
  }
  if (query.channel) {
    const before = values.get('channel');
    values.set('channel', new Set(query.channel.filter((channel) => before?.has(channel) ?? true)));
  }
  if (faults.length > 0) throw refuse(...faults);
  const dimensions = [...values].map(([dimension, only]) => ({ dimension, values: only && [...only] }));
  return { touchpoints: touchpointsOf(query, known), dimensions };
}

/** What a cell has one value of at a time: a declared segment, the locale, the channel. */
export function isDimension(name: string, { program }: KnownProgram): boolean {
  return name === 'locale' || name === 'channel' || program.segments.includes(name);
}

function touchpointsOf({ touchpoint, stage }: Named, { touchpoints }: KnownProgram): Set<string> | null {
  if (!touchpoint && !stage) return null;
  const found = [...touchpoints].filter(
    ([name, place]) => (touchpoint?.includes(name) ?? true) && (stage?.includes(place.stage) ?? true),
  );
  return new Set(found.map(([name]) => name));
}

/** Of several segments that the text begins with, the one with the longest name. */
function segmentOf(text: string, { program }: KnownProgram): string | null {
  const fitting = ['locale', 'channel', ...program.segments].filter((name) => text.startsWith(`${name}:`));
  return fitting.sort((a, b) => b.length - a.length)[0] ?? null;
}

function whereFault(text: string, { program }: KnownProgram): Fault {
  const given = text.slice(0, text.startsWith('fact:') ? text.lastIndexOf(':') : text.indexOf(':'));
  return {
    path: '/where',
    message: unknown(given, 'a segment of the program', ['locale', 'channel', ...program.segments]),
  };
}

function breakdownFaults({ by }: Named, { program }: KnownProgram): Fault[] {
  const names = [...fixedBreakdowns, ...program.segments];
  const faults = by
    .filter((name) => !names.includes(name))
    .map((name) => ({ path: '/by', message: unknown(name, `one of ${names.join(', ')}`, names) }));
  const [twice] = by.filter((name, place) => by.indexOf(name) < place);
  if (twice !== undefined) faults.push({ path: '/by', message: `"${twice}" is there twice; leave one out` });
  return faults;
}

function unknownNames(query: Named, { program, touchpoints, surveys }: KnownProgram): Fault[] {
  const stages = [
    ...program.stages.map(({ id }) => id),
    ...[...touchpoints.values()].map(({ stage }) => stage),
  ];
  const versions = [...surveys.values()].flatMap((each) => [...each.values()]);
  const questions = versions.flatMap(({ answers, composites }) => [...answers.keys(), ...composites]);
  const parts = [
    ['touchpoint', [...touchpoints.keys()]],
    ['stage', stages],
    ['survey', [...surveys.keys()]],
    ['question', questions],
    ['channel', channels],
  ] as const;
  return parts.flatMap(([parameter, names]) => {
    const given = query[parameter];
    if (!given) return [];
    const known = new Set<string>(names);
    return given
      .filter((name) => !known.has(name))
      .map((name) => ({
        path: `/${parameter}`,
        message: unknown(name, `a ${parameter} of the program`, [...known]),
      }));
  });
}

function unknown(name: string, what: string, names: readonly string[]): string {
  const near = nearest(name, names).map((one) => `"${one}"`);
  return `"${name}" is not ${what}${near.length > 0 ? `; did you mean ${near.join(' or ')}?` : ''}`;
}
