import type { ScorecardQuery } from '@milepost/protocol';
import type { KnownProgram } from '../../program/known.ts';
import { stageOf } from './levels.ts';

export interface StagePlace {
  stage: string;
  label: string;
  touchpoints: { touchpoint: string; label: string; pattern: string }[];
}

interface Wanted extends Pick<ScorecardQuery, 'stage' | 'touchpoint'> {
  /** Touchpoints that have answers or prompts. */
  seen: ReadonlySet<string>;
}

/**
 * The journey in the order of the program. What is gone from it, but was seen, comes after, under its name: each
 * touchpoint in the stage that it was in, and a stage that is gone at the end.
 */
export function placesOf(
  { program, touchpoints: everKnown }: KnownProgram,
  { stage: onlyStages, touchpoint: only, seen }: Wanted,
): StagePlace[] {
  const known = { touchpoints: everKnown };
  const current = Object.entries(program.touchpoints).map(([name, { label, stage, pattern }]) => ({
    stage,
    place: { touchpoint: name, label: label ?? name, pattern },
  }));
  const gone = [...seen]
    .filter((name) => !Object.hasOwn(program.touchpoints, name))
    .sort()
    .map((name) => ({
      stage: stageOf(name, known),
      place: { touchpoint: name, label: name, pattern: everKnown.get(name)?.pattern ?? '' },
    }));
  const all = [...current, ...gone].filter(({ place }) => only?.includes(place.touchpoint) ?? true);
  const declared = program.stages.map(({ id }) => id);
  const others = [...new Set(all.map(({ stage }) => stage))].filter((id) => !declared.includes(id)).sort();
  const labels = new Map(program.stages.map(({ id, label }) => [id, label]));
  return [...declared, ...others]
    .filter((stage) => onlyStages?.includes(stage) ?? true)
    .map((stage) => ({
      stage,
      label: labels.get(stage) ?? stage,
      touchpoints: all.filter((one) => one.stage === stage).map(({ place }) => place),
    }))
    .filter(({ touchpoints }) => !only || touchpoints.length > 0);
}
