import type { ResponseState } from '@milepost/protocol';
import { erasureHash } from '../erasure-hash.ts';
import type { Standing } from '../settle.ts';
import { texts } from './arrays.ts';
import type { Connection } from './database.ts';

/** What tells whether a project's exclusions and erasures have to be looked up at all. */
export interface StandingBasis {
  project: string;
  hasExclusions: boolean;
  hasErasures: boolean;
  erasureKey: string;
}

/** What an exclusion finds a response by. */
export function targetsOf({ id, person }: ResponseState): [kind: string, target: string][] {
  const targets: [string, string][] = [['response', id]];
  if (person?.id !== undefined) targets.push(['person', person.id]);
  if (person?.account !== undefined) targets.push(['account', person.account]);
  return targets;
}

const nothing: Standing = {
  excludes: () => false,
  erased: () => ({ person: null, response: false }),
};

/** Looks up what exclusions and erasures say of states, and of whatever they are merged into. */
export async function readStanding(
  connection: Connection,
  basis: StandingBasis,
  states: readonly ResponseState[],
): Promise<Standing> {
  return {
    excludes: basis.hasExclusions ? await readExclusions(connection, basis, states) : nothing.excludes,
    erased: basis.hasErasures ? await readErasures(connection, basis, states) : nothing.erased,
  };
}

async function readExclusions(
  connection: Connection,
  { project }: StandingBasis,
  states: readonly ResponseState[],
): Promise<Standing['excludes']> {
  const asked = unique(states.flatMap(targetsOf));
  const rows = await connection.rows<{ kind: string; target: string }>(
    `select kind, target from exclusion_targets
     where project = $1 and (kind, target) in (select * from unnest($2::text[], $3::text[]))`,
    [project, texts(asked.map(([kind]) => kind)), texts(asked.map(([, target]) => target))],
  );
  const found = new Set(rows.map(({ kind, target }) => JSON.stringify([kind, target])));
  return (state) => targetsOf(state).some((target) => found.has(JSON.stringify(target)));
}

async function readErasures(
  connection: Connection,
  { project, erasureKey }: StandingBasis,
  states: readonly ResponseState[],
): Promise<Standing['erased']> {
  const hash = (id: string) => erasureHash(erasureKey, id);
  const persons = states.flatMap(({ person }) => person?.id ?? []);
  const asked = [...new Set([...states.map(({ id }) => id), ...persons])].map(hash);
  const rows = await connection.rows<{ kind: 'person' | 'response'; hash: string; at: number }>(
    'select kind, hash, at from erasures where project = $1 and kind = any($2::text[]) and hash = any($3::text[])',
    [project, texts(['person', 'response']), texts(asked)],
  );
  const found = new Map(rows.map(({ kind, hash, at }) => [`${kind} ${hash}`, at]));
  return ({ id, person }) => ({
    person: person?.id === undefined ? null : (found.get(`person ${hash(person.id)}`) ?? null),
    response: found.has(`response ${hash(id)}`),
  });
}

/** Those of the persons that inputs name who were erased. */
export async function erasedPersons(
  connection: Connection,
  { project, erasureKey }: StandingBasis,
  inputs: readonly { person: string | null }[],
): Promise<Set<string | null>> {
  const persons = [...new Set(inputs.flatMap(({ person }) => person ?? []))];
  const rows = await connection.rows<{ hash: string }>(
    "select hash from erasures where project = $1 and kind = 'person' and hash = any($2::text[])",
    [project, texts(persons.map((person) => erasureHash(erasureKey, person)))],
  );
  const found = new Set(rows.map(({ hash }) => hash));
  return new Set(persons.filter((person) => found.has(erasureHash(erasureKey, person))));
}

function unique(pairs: readonly [string, string][]): [string, string][] {
  return [...new Map(pairs.map((pair) => [JSON.stringify(pair), pair])).values()];
}
