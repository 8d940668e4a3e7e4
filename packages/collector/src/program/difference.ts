import { canonical } from '@milepost/engine';
import type { Program } from '@milepost/protocol';

interface Changes {
  added: string[];
  removed: string[];
  changed: string[];
}

/** What pushing a program would change. */
export interface Difference {
  touchpoints: Changes;
  surveys: Changes;
  /** Names of the other parts of the document that differ. */
  settings: string[];
}

/** Compares two programs by name; everything is added when there is none before. */
export function difference(before: Program | null, after: Program): Difference {
  const settings = (Object.keys(after) as (keyof Program)[]).filter(
    (part) =>
      part !== 'touchpoints' &&
      part !== 'surveys' &&
      canonical(after[part]) !== canonical(before?.[part] ?? null),
  );
  return {
    touchpoints: changes(before?.touchpoints ?? {}, after.touchpoints),
    surveys: changes(before?.surveys ?? {}, after.surveys),
    settings,
  };
}

function changes(before: Record<string, unknown>, after: Record<string, unknown>): Changes {
  const names = Object.keys(after);
  return {
    added: names.filter((name) => !Object.hasOwn(before, name)),
    removed: Object.keys(before).filter((name) => !Object.hasOwn(after, name)),
    changed: names.filter(
      (name) => Object.hasOwn(before, name) && canonical(before[name]) !== canonical(after[name]),
    ),
  };
}
