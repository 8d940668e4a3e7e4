import type { Program, Survey } from '@milepost/protocol';
import { type KnownProgram, type KnownSurvey, knownSurvey, localesOf } from '../program/known.ts';
import type { StoredRevision } from './store.ts';

/** The latest revision of a program, with everything that it and earlier ones brought. */
export interface ProgramRows {
  latest: { revision: number; document: string };
  surveys: readonly { survey: string; version: number; content: string }[];
  touchpoints: readonly { touchpoint: string; stage: string; pattern: string }[];
}

/** A program out of its rows. */
export function knownProgramOf(project: string, { latest, surveys, touchpoints }: ProgramRows): KnownProgram {
  const program = JSON.parse(latest.document) as Program;
  const known = new Map<string, Map<number, KnownSurvey>>();
  for (const { survey, version, content } of surveys) {
    const versions = known.get(survey) ?? new Map<number, KnownSurvey>();
    versions.set(version, knownSurvey(survey, version, JSON.parse(content) as Survey));
    known.set(survey, versions);
  }
  return {
    project,
    revision: latest.revision,
    program,
    surveys: known,
    touchpoints: new Map(
      touchpoints.map(({ touchpoint, stage, pattern }) => [touchpoint, { stage, pattern }]),
    ),
    locales: localesOf(program),
  };
}

export interface RevisionRow {
  revision: number;
  created: number;
  document: string;
}

/** A version of a survey, and the revision that brought it. */
export interface BroughtSurvey {
  survey: string;
  version: number;
  revision: number;
}

/** @param brought - by their versions, the lowest first */
export function storedRevisionOf(
  { revision, created, document }: RevisionRow,
  brought: readonly BroughtSurvey[],
): StoredRevision {
  const program = JSON.parse(document) as Program;
  const latest = new Map(
    brought.filter((one) => one.revision <= revision).map(({ survey, version }) => [survey, version]),
  );
  const versions = Object.keys(program.surveys).map((name) => [name, latest.get(name) ?? 1]);
  return { revision, created, program, surveys: Object.fromEntries(versions) };
}
