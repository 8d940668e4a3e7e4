import { expect } from 'vitest';
import type { Fault } from '../problem.ts';
import { checkProgram } from './check/check.ts';

export const nps = (id: string, more: object = {}) => ({ id, type: 'nps', text: '?', ...more });

/** A program without a fault: two stages, one touchpoint, one survey of three questions. */
export const sound = {
  stages: [
    { id: 'support', label: 'Support' },
    { id: 'sales', label: 'Sales' },
  ],
  touchpoints: { closed: { label: 'Closed', stage: 'support', pattern: 'past', survey: 'csat' } },
  surveys: { csat: { questions: [nps('a'), nps('b'), nps('c')], locales: { de: { a: { text: 'Wie?' } } } } },
};

type Node = Record<string, unknown>;
/** An edit: where, and what is put there. */
export type Edit = [place: string, value: unknown];

/** The sound program with values put at places; a place that is not there yet is made. */
export function edited(...edits: Edit[]): Node {
  const document: Node = structuredClone(sound);
  for (const [place, value] of edits) {
    const keys = place.split('/').slice(1);
    const last = keys.pop() ?? '';
    let parent = document;
    for (const key of keys) {
      parent[key] ??= {};
      parent = parent[key] as Node;
    }
    parent[last] = value;
  }
  return document;
}

/** The faults of a document, which are all in words. */
export function faultsOf(document: unknown): Fault[] {
  const { program, faults } = checkProgram(document);
  expect(program === null).toBe(faults.length > 0);
  for (const { message } of faults) expect(message).not.toMatch(/undefined|null|NaN|\[object|^$/);
  return faults;
}

export const pathsOf = (document: unknown) => faultsOf(document).map(({ path }) => path);

/** The faults of a survey in the place of the sound program's, each as its place in the survey and its words. */
export function surveyFaults(survey: unknown): [path: string, message: string][] {
  return faultsOf(edited(['/surveys/csat', survey])).map(({ path, message }) => [
    path.replace('/surveys/csat', ''),
    message,
  ]);
}
