import { z } from 'zod';

const names = z.array(z.string());
const change = z.object({ added: names, removed: names, changed: names });
const fields = z.record(z.string(), names);
const questionChange = change.extend({ fields, reordered: z.boolean(), locales: names });

/** What of a program differs from another revision, as the collector tells it. */
export const changes = z.object({
  touchpoints: change.extend({ fields }),
  surveys: change.extend({ questions: z.record(z.string(), questionChange) }),
  settings: names,
});

export type Changes = z.output<typeof changes>;

/**
 * The changes, a line each; below a survey what has changed in it.
 *
 * @param versions the version that each survey has with these changes
 * @example
 * changesInWords(changes, { 'support-csat': 2 });
 * // ['survey changed: support-csat, which becomes version 2', '  question changed: why (text)']
 */
export function changesInWords(
  { touchpoints, surveys, settings }: Changes,
  versions: Readonly<Record<string, number>>,
): string[] {
  return [
    ...touchpoints.added.map((name) => `touchpoint added: ${name}`),
    ...touchpoints.removed.map((name) => `touchpoint removed: ${name}`),
    ...touchpoints.changed.map(
      (name) => `touchpoint changed: ${name} (${(touchpoints.fields[name] ?? []).join(', ')})`,
    ),
    ...surveys.added.map((name) => `survey added: ${name}`),
    ...surveys.removed.map((name) => `survey removed: ${name}; what it was answered stays`),
    ...surveys.changed.flatMap((name) => [
      `survey changed: ${name}, which becomes version ${versions[name]}`,
      ...questionLines(surveys.questions[name]).map((line) => `  ${line}`),
    ]),
    ...(settings.length > 0 ? [`settings changed: ${settings.join(', ')}`] : []),
  ];
}

function questionLines(questions: z.output<typeof questionChange> | undefined): string[] {
  if (!questions) return [];
  const { added, removed, changed, fields, reordered, locales } = questions;
  return [
    ...added.map((id) => `question added: ${id}`),
    ...removed.map((id) => `question removed: ${id}; what it was answered stays`),
    ...changed.map((id) => `question changed: ${id} (${(fields[id] ?? []).join(', ')})`),
    ...(reordered ? ['questions in another order'] : []),
    ...(locales.length > 0 ? [`words changed: ${locales.join(', ')}`] : []),
  ];
}

/** The same on one line, by names alone. */
export function changesInBrief({ touchpoints, surveys, settings }: Changes): string {
  const kinds = [
    ...(['added', 'removed', 'changed'] as const).flatMap((how) => [
      [`touchpoints ${how}`, touchpoints[how]] as const,
      [`surveys ${how}`, surveys[how]] as const,
    ]),
    ['settings changed', settings] as const,
  ];
  return kinds
    .filter(([, all]) => all.length > 0)
    .map(([what, all]) => `${what}: ${someOf(all)}`)
    .join('; ');
}

const named = 3;

function someOf(all: readonly string[]): string {
  const more = all.length - named;
  return more > 1 ? `${all.slice(0, named).join(', ')} and ${more} more` : all.join(', ');
}
