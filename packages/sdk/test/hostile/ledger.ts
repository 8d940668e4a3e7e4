import type { AnswerValue, ImportLine } from '@milepost/protocol';
import type { Tap } from './surveys.ts';

/** What a page said that had happened in it, by the clock of the device. */
export interface Deed {
  /** One load of a page, in which at most one survey is shown; it is a fact of the response. */
  visit: string;
  kind: 'opened' | 'shown' | 'answered' | 'completed' | 'dismissed' | 'refused';
  at: number;
  question?: string;
  value?: AnswerValue;
}

/** A visit as the person knows it. */
export interface Visit {
  id: string;
  touchpoint: string;
  deeds: readonly Deed[];
  /** What the person tapped, or was about to. */
  taps: readonly Tap[];
  /** When its page was taken away, by the same clock; null while it lives. */
  died: number | null;
}

/** What happened so long before the death of its page is not to be lost, whatever else happens. In milliseconds. */
const certainAfter = 50;

/** What a visit is sure to have left, and whether there was anything that may or may not have been kept. */
export function certain({ deeds, died }: Visit): { sure: Deed[]; unsure: Deed[] } {
  const told = deeds.filter(({ kind }) => kind !== 'opened' && kind !== 'refused');
  const isSure = ({ at }: Deed) => died === null || died - at > certainAfter;
  return { sure: told.filter(isSure), unsure: told.filter((deed) => !isSure(deed)) };
}

/**
 * Holds what is stored against what was answered in some visits. Every fault is a sentence; an empty list says that each
 * answered survey is stored exactly once, with the last answer that the person gave to each question.
 */
export function judge(visits: readonly Visit[], lines: readonly ImportLine[]): string[] {
  const byVisit = Map.groupBy(lines, visitOf);
  return visits.flatMap((visit) =>
    faultsOf(visit, byVisit.get(visit.id) ?? []).map(
      (fault) => `visit ${visit.id} of ${visit.touchpoint} ${fault}`,
    ),
  );
}

export const visitOf = ({ facts }: ImportLine): string => `${facts?.['visit']}`;

function faultsOf(visit: Visit, lines: readonly ImportLine[]): string[] {
  const { sure } = certain(visit);
  const [line, ...more] = lines;
  if (more.length > 0) return [`is stored ${lines.length} times`];
  if (!line)
    return sure.length > 0 ? [`is lost; its page died at ${visit.died}: ${JSON.stringify(sure)}`] : [];
  const told = (kind: Deed['kind']) => sure.some((deed) => deed.kind === kind);
  const stored = Map.groupBy(line.answers ?? [], ({ question }) => question);
  return [
    ...(line.touchpoint === visit.touchpoint ? [] : [`is stored as ${line.touchpoint}`]),
    ...(told('completed') && !line.completed ? ['has lost its end'] : []),
    ...(told('dismissed') && !line.dismissed && !line.completed ? ['has lost that it was dismissed'] : []),
    ...[...stored.keys()]
      .filter((question) => visit.taps.every((tap) => tap.question !== question))
      .map((question) => `has an answer to ${question}, which was never given`),
    ...[...new Set(visit.taps.map(({ question }) => question))].flatMap((question) => {
      const values = (stored.get(question) ?? []).map(({ value }) => value);
      const possible = possibleValues(visit, question);
      return values.length <= 1 && possible.includes(values[0] ?? null)
        ? []
        : [`has ${JSON.stringify(values)} for ${question}, not one of ${JSON.stringify(possible)}`];
    }),
  ];
}

/** The last value that is sure, or what was tapped after it as the page died; null where there may be none. */
function possibleValues(visit: Visit, question: string): AnswerValue[] {
  const sure = certain(visit).sure.filter((deed) => deed.question === question);
  const taps = visit.taps.filter((tap) => tap.question === question);
  const later = visit.died === null ? [] : taps.slice(sure.length);
  return [sure.at(-1)?.value ?? null, ...later.map(({ value }) => value)];
}
