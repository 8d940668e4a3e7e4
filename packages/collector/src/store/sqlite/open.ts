import type { ResponseState } from '@milepost/protocol';
import type { Store } from '../store.ts';
import { createAudit } from './audit.ts';
import { backup } from './backup.ts';
import { createCellWriter } from './cell-writer.ts';
import { createChangeNumbers } from './change-numbers.ts';
import { createCheckpoints } from './checkpoints.ts';
import { createClaims } from './claims.ts';
import { createComments } from './comments.ts';
import { guarded, openDatabase } from './database.ts';
import { createErasures } from './erasures.ts';
import { createExclusions } from './exclusions.ts';
import { inspect } from './inspect.ts';
import { createKeys } from './keys.ts';
import { createMoments } from './moments.ts';
import { createPeople } from './people.ts';
import { createPing } from './ping.ts';
import { createPrograms } from './programs.ts';
import { createProjects } from './projects.ts';
import { createReaders } from './readers.ts';
import { accountSumsOf } from './reads/account-sums.ts';
import { createRebuild } from './rebuild.ts';
import { createRecorder } from './record.ts';
import { recountOld } from './recount.ts';
import { createRejected } from './rejected.ts';
import { createResponseRows } from './response-rows.ts';
import { createRevisions } from './revisions.ts';
import { createStanding } from './standing.ts';
import { createSweep } from './sweep.ts';
import { createTallyRecorder } from './tallies.ts';

interface SqliteOptions {
  /** How long a transaction waits for another process that writes, in milliseconds; 5,000 unless told. */
  waitMs?: number;
}

/**
 * Opens the store in one SQLite file, made when it is not there. Several processes may have it open: each of their
 * transactions has the right to write to itself, and what they keep in memory is held against the file.
 *
 * @throws Error when the file cannot be opened or is not a database.
 */
export function openSqliteStore(file: string, clock: () => number, { waitMs }: SqliteOptions = {}): Store {
  const { connection, segmentValues, atomically } = openDatabase(file, waitMs);
  const reader = createReaders(file);
  const checkpoints = createCheckpoints(connection, file);
  const programs = createPrograms({ connection, segmentValues, clock });
  const rows = createResponseRows(connection);
  const standingOf = createStanding(connection);
  const writer = createCellWriter(connection, segmentValues);
  const comments = createComments(connection);
  const moving = { writer, beginChanges: createChangeNumbers(connection) };
  const rebuild = createRebuild(connection, { writer, comments });
  const rejected = createRejected(connection, clock);
  const exclusions = createExclusions({ connection, programs, rows, standingOf, ...moving });
  const erasures = createErasures({ connection, programs, rows, comments, ...moving });
  const moments = createMoments(connection);
  const people = createPeople({ connection, rows, moments, rejected, erasures });
  const recordTally = createTallyRecorder(connection);
  const record = createRecorder({
    programs,
    rows,
    standingOf,
    exclusions,
    rejected,
    recordTally,
    comments,
    ...moving,
  });
  const claim = createClaims({ connection, programs, atomically });
  const revisions = createRevisions(connection);
  const projects = createProjects(connection, clock);
  const keys = createKeys(connection, clock);
  const audit = createAudit(connection);
  const ping = createPing(connection);
  const sweep = createSweep(connection, erasures);
  try {
    recountOld({ connection, programs, rebuild, atomically });
  } catch (error) {
    connection.close();
    throw error;
  }

  return {
    record: async (batches) => {
      const outcomes = atomically(() => record(batches));
      checkpoints.consider();
      return outcomes;
    },
    cells: async (selection) =>
      reader.read('cells', { selection, buckets: guarded(() => programs.bucketsOf(selection.project)) }),
    crossed: async (selection) => {
      const known = guarded(() => programs.of(selection.project));
      return known ? reader.read('crossed', { known, selection }) : [];
    },
    accountSums: async (selection) => {
      const buckets = guarded(() => programs.bucketsOf(selection.project));
      return accountSumsOf(await reader.read('accountSums', { selection, buckets }));
    },
    crowds: async (selections) => {
      const counts = selections.map(() => 0);
      for (const [project, ofProject] of Map.groupBy(selections.entries(), ([, one]) => one.project)) {
        const known = guarded(() => programs.of(project));
        if (!known) continue;
        const found = await reader.read('crowds', { known, selections: ofProject.map(([, one]) => one) });
        for (const [index, [at]] of ofProject.entries()) counts[at] = found[index] ?? 0;
      }
      return counts;
    },
    tallies: (project, selection) => reader.read('tallies', { project, ...selection }),
    openResponses: async (project, since) => {
      const known = guarded(() => programs.of(project));
      return known ? reader.read('openResponses', { known, since }) : [];
    },
    program: async (project) => guarded(() => programs.of(project)),
    putProgram: async (project, revision, expected) =>
      atomically(() => programs.put(project, { revision, expected, rebuild })),
    refusalOf: async (project, revision, expected) =>
      guarded(() => programs.refusal(project, { revision, expected })),
    revisions: async (project, page) => guarded(() => revisions.page(project, page)),
    revision: async (project, revision) => guarded(() => revisions.one(project, revision)),
    cellsVersion: async (project) => guarded(() => projects.cellsVersion(project)),
    monthVersions: async (project) => guarded(() => projects.monthVersions(project)),
    claim: async (wanted, judge) => guarded(() => claim(wanted, judge)),
    addMoment: async (project, moment) => atomically(() => moments.add(project, moment)),
    removeMoment: async (project, moment) => atomically(() => moments.remove(project, moment)),
    openMoments: async (project, person) => guarded(() => moments.open(project, person)),
    hasMoments: async (project, now) => guarded(() => moments.any(project, now)),
    addExclusion: async (project, exclusion) => atomically(() => exclusions.add(project, exclusion)),
    removeExclusion: async (project, id) => atomically(() => exclusions.remove(project, id)),
    exclusions: async (project, page) => guarded(() => exclusions.page(project, page)),
    rejected: async (project, page) => guarded(() => rejected.page(project, page)),
    responsePage: (project, page) => reader.read('responsePage', { project, ...page }),
    listResponses: async (project, page) => {
      const known = guarded(() => programs.of(project));
      if (!known) return { rows: [], next: null };
      const name = page.filter.words.length > 0 ? 'searchResponses' : 'listResponses';
      const { rows: texts, next } = await reader.read(name, { known, ...page });
      return { rows: texts.map(listed), next };
    },
    changes: async (project, page) => {
      const { rows: texts, next } = await reader.read('changes', { project, ...page });
      return { rows: texts.map(listed), next };
    },
    accountPrompts: async (project, page) => {
      const { rows: texts, next } = await reader.read('accountPrompts', { project, ...page });
      return { rows: texts.map(listed), next };
    },
    person: async (project, person) => guarded(() => people.read(project, person)),
    erasePerson: async (project, person) => atomically(() => people.erase(project, person)),
    expire: async (project, { shownBefore, at, rows: limit }) => {
      for (;;) {
        const buckets = guarded(() => programs.bucketsOf(project));
        const found = await reader.read('expired', { project, buckets, shownBefore, rows: limit });
        if (found.length === 0) return 0;
        const erased = atomically(() => erasures.keepAnswers(project, { keys: found, at }));
        // Another process may have been faster with all of them.
        if (erased > 0) return erased;
      }
    },
    sweep: async (limit) => atomically(() => sweep(limit)),
    verifyCells: async (project, limit) => {
      for (;;) {
        const known = guarded(() => programs.of(project));
        const verified = known
          ? await reader.read('verifyCells', { known, limit })
          : { faults: [], count: 0 };
        // Null when a program was pushed meanwhile.
        if (verified) return verified;
      }
    },
    rebuildCells: async (project) =>
      atomically(() => {
        const known = programs.of(project);
        if (known) rebuild(known, { words: true });
      }),
    ping: async () => atomically(() => ping(clock())),
    inspect: async () => inspect({ file, connection, reader, clock }),
    backup: (to, prove) => backup(reader, { file: to, prove }),
    audit: async (entry) => atomically(() => audit.add(entry)),
    auditLog: async (project, page) => guarded(() => audit.page(project, page)),
    projects: async () => guarded(() => projects.all()),
    ensureProject: async (project, name) => guarded(() => projects.ensure(project, name)),
    findKey: async (hash) => guarded(() => keys.find(hash)),
    keys: async (project) => guarded(() => keys.all(project)),
    addKey: async (key) => atomically(() => keys.add(key)),
    revokeKey: async (project, hashPrefix) => atomically(() => keys.revoke(project, hashPrefix)),
    putSettingsKeys: async (project, given) => atomically(() => keys.putGiven(project, given)),
    close: async () => {
      await reader.close();
      await checkpoints.close();
      connection.close();
    },
  };
}

/** Crosses to this thread as text, which is faster than as what it says. */
function listed<R extends { text: string }>({ text, ...row }: R): Omit<R, 'text'> & { state: ResponseState } {
  return { ...row, state: JSON.parse(text) as ResponseState };
}
