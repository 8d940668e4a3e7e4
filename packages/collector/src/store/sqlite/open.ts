import type { ResponseState } from '@milepost/protocol';
import type { Store } from '../store.ts';
import { createAudit } from './audit.ts';
import { backup } from './backup.ts';
import { createCellWriter } from './cell-writer.ts';
import { createCheckpoints } from './checkpoints.ts';
import { createClaims } from './claims.ts';
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
import { createReader } from './reader.ts';
import { createRebuild } from './rebuild.ts';
import { createRecorder } from './record.ts';
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
  const reader = createReader(file);
  const checkpoints = createCheckpoints(connection, file);
  const programs = createPrograms({ connection, segmentValues, clock });
  const rows = createResponseRows(connection);
  const standingOf = createStanding(connection);
  const writeCells = createCellWriter(connection, segmentValues);
  const rebuild = createRebuild(connection, writeCells);
  const rejected = createRejected(connection, clock);
  const exclusions = createExclusions({ connection, programs, rows, standingOf, writeCells });
  const erasures = createErasures({ connection, programs, rows, writeCells });
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
    writeCells,
  });
  const claim = createClaims({ connection, programs, atomically });
  const revisions = createRevisions(connection);
  const projects = createProjects(connection, clock);
  const keys = createKeys(connection, clock);
  const audit = createAudit(connection);
  const ping = createPing(connection);
  const sweep = createSweep(connection, erasures);

  return {
    record: async (batches) => {
      const outcomes = atomically(() => record(batches));
      checkpoints.consider();
      return outcomes;
    },
    cells: async (selection) =>
      reader.read('cells', { selection, buckets: guarded(() => programs.bucketsOf(selection.project)) }),
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
    claim: async (wanted, judge) => guarded(() => claim(wanted, judge)),
    addMoment: async (project, moment) => atomically(() => moments.add(project, moment)),
    removeMoment: async (project, moment) => atomically(() => moments.remove(project, moment)),
    openMoments: async (project, person) => guarded(() => moments.open(project, person)),
    hasMoments: async (project, now) => guarded(() => moments.any(project, now)),
    addExclusion: async (project, exclusion) => atomically(() => exclusions.add(project, exclusion)),
    removeExclusion: async (project, id) => atomically(() => exclusions.remove(project, id)),
    exclusions: async (project, page) => guarded(() => exclusions.page(project, page)),
    rejected: async (project, page) => guarded(() => rejected.page(project, page)),
    responsePage: async (project, page) => {
      const { rows: paged, next } = await reader.read('responsePage', { project, ...page });
      return {
        rows: paged.map(({ state, ...row }) => ({ ...row, state: JSON.parse(state) as ResponseState })),
        next,
      };
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
        if (known) rebuild(known);
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
