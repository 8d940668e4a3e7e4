import type { CellSelection, Store } from '../store.ts';
import { readAccountPrompts } from './account-prompts.ts';
import { readAccountSums } from './account-sums.ts';
import { insertAudit, readAudit } from './audit.ts';
import { openResponses, sumCells } from './cells.ts';
import { readChanges } from './changes.ts';
import { createClaims } from './claims.ts';
import { cellsVersion, monthVersions } from './counted.ts';
import { readCrossed } from './crossed.ts';
import { countCrowds, inProjects } from './crowds.ts';
import { createDatabase, createPool, projectLock } from './database.ts';
import { erasePerson, expire } from './erasure.ts';
import { readExclusions } from './exclusion-list.ts';
import { type Alone, addExclusion, removeExclusion } from './exclusions.ts';
import { failureOf } from './failure.ts';
import { inspect } from './inspect.ts';
import { findKey, insertKey, putSettingsKeys, readKeys, revokeKey } from './keys.ts';
import { addMoment, hasMoments, openMoments, removeMoment } from './moments.ts';
import { readPerson } from './people.ts';
import { prepare } from './prepare.ts';
import { createPrograms, refusalOf, writeProgram } from './programs.ts';
import { ensureProject, readProjects } from './projects.ts';
import { createCountRequest } from './rates.ts';
import { createRecorder, readGrounds } from './record.ts';
import { recount } from './recount.ts';
import { readRejected } from './rejected.ts';
import { listResponses } from './response-list.ts';
import { readResponsePage } from './response-page.ts';
import { readRevision, readRevisions } from './revisions.ts';
import { createSegmentValues } from './segment-values.ts';
import { sweep } from './sweep.ts';
import { readTallies } from './tallies.ts';
import { verifyCells } from './verify.ts';

/**
 * Opens the store in a PostgreSQL database, and brings its schema up to date. Any number of collectors may have it open
 * at once; what each keeps in memory is held against the database.
 *
 * @throws Error when nobody answers, or the database is not to be used
 */
export async function openPostgresStore(url: string, clock: () => number): Promise<Store> {
  const pool = createPool(url);
  try {
    await prepare(pool, url);
  } catch (error) {
    await pool.end();
    throw failureOf(error);
  }
  const database = createDatabase(pool);
  const { read, atomically, snapshot } = database;
  const programs = createPrograms(read);
  const segmentValues = createSegmentValues();
  const bucketsOf = async (project: string) => (await programs.latest(project))?.program.cells.buckets ?? 1;

  /** Where the counts of a project are, of some touchpoints or all that any revision knew; null without a program. */
  const placeOf = async ({ project, touchpoints }: Pick<CellSelection, 'project' | 'touchpoints'>) => {
    const known = await programs.latest(project);
    return (
      known && {
        buckets: known.program.cells.buckets,
        touchpoints: [...new Set(touchpoints ?? known.touchpoints.keys())],
      }
    );
  };

  /** Changes a project as a whole, while nobody else writes to it. */
  const alone = async <T>(project: string, work: (parts: Alone) => Promise<T>): Promise<T> => {
    const { result, learned } = await atomically(
      { exclusive: [projectLock(project)] },
      async (connection) => {
        const ground = (await readGrounds(connection, [project], programs)).get(project);
        if (!ground) throw new Error(`there is no project ${project}`);
        const learned: (() => void)[] = [];
        return { result: await work({ connection, ...ground, segmentValues, learned }), learned };
      },
    );
    for (const learn of learned) learn();
    return result;
  };
  const count = async ({ connection, known, learned }: Alone) => {
    if (known) learned.push(await recount(connection, known, segmentValues));
  };

  return {
    record: createRecorder(database, { programs, segmentValues, clock }),
    cells: async (selection) => {
      const place = await placeOf(selection);
      return place ? sumCells(read, selection, place) : [];
    },
    crossed: async (selection) => {
      const known = await programs.latest(selection.project);
      return known ? snapshot((connection) => readCrossed(connection, known, selection)) : [];
    },
    accountSums: async (selection) => {
      const place = await placeOf(selection);
      return place ? readAccountSums(read, selection, place) : [];
    },
    crowds: (selections) =>
      inProjects(selections, async (project, some) => {
        const known = await programs.latest(project);
        return known ? snapshot((connection) => countCrowds(connection, known, some)) : some.map(() => 0);
      }),
    tallies: (project, selection) => readTallies(read, project, selection),
    openResponses: async (project, since) => {
      const known = await programs.latest(project);
      return known ? openResponses(read, { known, segmentValues }, since) : [];
    },
    program: programs.latest,
    putProgram: (project, revision, expected) =>
      alone(project, async (parts) => {
        const change = { project, revision, expected };
        const { recount: counts, ...put } = await writeProgram(parts.connection, change, clock());
        if (counts) await count({ ...parts, known: put.known });
        return put;
      }),
    refusalOf: async (project, revision, expected) =>
      refusalOf(read, await programs.latest(project), { project, revision, expected }),
    revisions: (project, page) => readRevisions(read, project, page),
    revision: (project, revision) => readRevision(read, project, revision),
    cellsVersion: (project) => cellsVersion(read, project),
    monthVersions: (project) => monthVersions(read, project),
    claim: createClaims({ database, bucketsOf }),
    addMoment: (project, moment) => addMoment(database, project, moment),
    removeMoment: (project, moment) => removeMoment(read, project, moment),
    openMoments: (project, person) => openMoments(read, project, person),
    hasMoments: (project, now) => hasMoments(read, project, now),
    addExclusion: (project, exclusion) => alone(project, (parts) => addExclusion(parts, exclusion)),
    removeExclusion: (project, id) => alone(project, (parts) => removeExclusion(parts, id)),
    exclusions: (project, page) => readExclusions(read, project, page),
    rejected: (project, page) => readRejected(read, project, page),
    responsePage: async (project, page) => {
      const known = await programs.latest(project);
      return known ? readResponsePage(read, known, page) : { rows: [], next: null };
    },
    listResponses: async (project, page) => {
      const known = await programs.latest(project);
      return known
        ? snapshot((connection) => listResponses(connection, known, page))
        : { rows: [], next: null };
    },
    changes: (project, page) => readChanges(read, project, page),
    accountPrompts: (project, page) =>
      snapshot((connection) => readAccountPrompts(connection, project, page)),
    person: (project, person) => snapshot((connection) => readPerson(connection, project, person)),
    erasePerson: (project, person) => alone(project, (parts) => erasePerson(parts, person)),
    expire: (project, limit) => alone(project, (parts) => expire(parts, limit)),
    sweep: (limit) => sweep(database, limit),
    verifyCells: (project, limit) =>
      snapshot(async (connection) => {
        const known = (await readGrounds(connection, [project], programs)).get(project)?.known;
        return known ? verifyCells(connection, known, limit) : { faults: [], count: 0 };
      }),
    rebuildCells: (project) => alone(project, count),
    ping: async () => {
      await read.run(
        'insert into heartbeat (one, at) values (1, $1) on conflict (one) do update set at = excluded.at',
        [clock()],
      );
    },
    inspect: () => inspect(read, clock),
    backup: async () => {
      throw new Error(
        'PostgreSQL is backed up by its own tools: pg_dump --format=custom --file=FILE "$MILEPOST_STORE"',
      );
    },
    audit: (entry) => insertAudit(read, entry),
    countRequest: createCountRequest(pool),
    auditLog: (project, { limit }) => readAudit(read, project, limit),
    projects: () => readProjects(read),
    ensureProject: (id, name) => ensureProject(read, { id, name }, clock()),
    findKey: (hash) => findKey(read, hash),
    keys: (project) => readKeys(read, project),
    addKey: (key) => insertKey(read, key, clock()),
    revokeKey: (project, hashPrefix) =>
      atomically({ exclusive: [keysLock] }, (connection) => revokeKey(connection, project, hashPrefix)),
    putSettingsKeys: (project, keys) =>
      atomically({ exclusive: [keysLock] }, (connection) =>
        putSettingsKeys(connection, { project, keys }, clock()),
      ),
    close: async () => {
      if (!pool.ending) await pool.end();
    },
  };
}

/** Two collectors that start at once replace the settings' keys one after the other. */
const keysLock = 'keys';
