import type { Answer, Person, ResponseState } from '@milepost/protocol';
import { limits } from '@milepost/protocol/limits';
import { canonical } from './canonical.ts';
import { compareInstants } from './instant.ts';

/** A field that two states of one response must agree on. */
export type FixedField = 'touchpoint' | 'survey' | 'version' | 'person';

export type Merge = { state: ResponseState; conflict: null } | { state: null; conflict: FixedField };

/**
 * Merges two states of one response. Commutative, associative and idempotent: any order, any repetition and any split
 * of a response's states end in the same state. Times are compared as the device sent them.
 * What somebody said of a person without a proof is not mixed into what was said with one.
 *
 * @example
 * merge(first, second).state?.answers; // of every answer the later one
 */
export function merge(a: ResponseState, b: ResponseState): Merge {
  for (const field of ['touchpoint', 'survey', 'version'] as const)
    if (a[field] !== b[field]) return { state: null, conflict: field };
  const known = [a.person?.id, b.person?.id].filter((id) => id !== undefined);
  if (new Set(known).size > 1) return { state: null, conflict: 'person' };
  const { answers: _a, person: _pa, ...restA } = a;
  const { answers: _b, person: _pb, ...restB } = b;
  const person =
    (a.verified === true) === (b.verified === true)
      ? mergePerson(a.person, b.person)
      : tidy({ ...(a.verified === true ? a : b).person, ...optional('id', known[0]) });
  const answers = mergeAnswers(a.answers ?? [], b.answers ?? []);
  const state: ResponseState = {
    ...mergeFields(restA, restB),
    shown: earlier(a.shown, b.shown),
    ...optional('completed', either(a.completed, b.completed, earlier)),
    ...optional('dismissed', either(a.dismissed, b.dismissed, earlierDismissal)),
    ...optional('answers', answers.length > 0 ? answers : undefined),
    ...optional('person', person),
  };
  return { state, conflict: null };
}

/**
 * One state of a response in the form that merging gives it: every question once, in one order, nothing empty.
 * `normalise(a)` is `merge(a, a)`, in less time, since most states that come are the first of their response.
 */
export function normalise({ answers = [], person, ...rest }: ResponseState): ResponseState {
  const kept = answers.length > 1 ? mergeAnswers(answers, []) : answers;
  return {
    ...present(rest),
    ...optional('answers', kept.length > 0 ? [...kept] : undefined),
    ...optional('person', normalPerson(person)),
  };
}

function normalPerson(person: Person | undefined): Person | undefined {
  if (!person?.traits) return tidy(person);
  return tidy({ ...person, traits: atMost(limits.traitsPerPerson, present(person.traits)) });
}

function present<T extends object>(fields: T): T {
  if (Object.values(fields).every((value) => value !== undefined)) return fields;
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined)) as T;
}

/** Per answer the later `at` wins; one without a time was given before any other. */
function mergeAnswers(a: readonly Answer[], b: readonly Answer[]): Answer[] {
  const latest = new Map<string, Answer>();
  for (const answer of [...a, ...b]) {
    const other = latest.get(answer.question);
    if (!other || laterAnswer(answer, other)) latest.set(answer.question, answer);
  }
  return [...latest.values()].sort((x, y) => (x.question < y.question ? -1 : 1));
}

function laterAnswer(a: Answer, b: Answer): boolean {
  if ((a.at === undefined) !== (b.at === undefined)) return a.at !== undefined;
  const order = a.at === undefined || b.at === undefined ? 0 : compareInstants(a.at, b.at);
  if (order !== 0) return order > 0;
  const [textA, textB] = [canonical(a.value), canonical(b.value)];
  return textA === textB ? canonical(a) > canonical(b) : textA > textB;
}

function mergePerson(a: Person | undefined, b: Person | undefined): Person | undefined {
  if (!a || !b) return tidy(a ?? b);
  const traits = atMost(limits.traitsPerPerson, mergeFields(a.traits ?? {}, b.traits ?? {}));
  return tidy({ ...mergeFields({ ...a, traits: undefined }, { ...b, traits: undefined }), traits });
}

function tidy(person: Person | undefined): Person | undefined {
  if (!person) return undefined;
  const { traits, ...rest } = person;
  const kept = { ...present(rest), ...(traits && Object.keys(traits).length > 0 && { traits }) };
  return Object.keys(kept).length > 0 ? kept : undefined;
}

/**
 * The first so many names in their order. Of a union that is the same as of the unions of parts of it, so that merging
 * keeps its laws while a response cannot grow for ever.
 */
function atMost<T>(count: number, fields: Record<string, T>): Record<string, T> {
  const names = Object.keys(fields);
  if (names.length <= count) return fields;
  return Object.fromEntries(
    names
      .sort()
      .slice(0, count)
      .map((name) => [name, fields[name] as T]),
  );
}

/** Present beats absent, then the greater RFC 8785 text. */
function mergeFields<T extends object>(a: T, b: T): T {
  // By entries, since a trait may be called like something that every object inherits.
  const merged = new Map<string, unknown>(Object.entries(a));
  for (const [key, value] of Object.entries(b)) merged.set(key, either(merged.get(key), value, greater));
  return Object.fromEntries([...merged].filter(([, value]) => value !== undefined)) as T;
}

function either<T>(a: T | undefined, b: T | undefined, choose: (a: T, b: T) => T): T | undefined {
  if (a === undefined || b === undefined) return a ?? b;
  return choose(a, b);
}

function greater<T>(a: T, b: T): T {
  return canonical(a) > canonical(b) ? a : b;
}

/** The earlier instant; of two texts for one instant the greater, so that no order of arrival matters. */
function earlier(a: string, b: string): string {
  const order = compareInstants(a, b);
  return order === 0 ? greater(a, b) : order < 0 ? a : b;
}

function earlierDismissal<T extends { at: string }>(a: T, b: T): T {
  const order = compareInstants(a.at, b.at);
  return order === 0 ? greater(a, b) : order < 0 ? a : b;
}

function optional<K extends string, V>(key: K, value: V | undefined): Partial<Record<K, V>> {
  return value === undefined ? {} : ({ [key]: value } as Record<K, V>);
}
