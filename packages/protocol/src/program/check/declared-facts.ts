import type { TouchpointSpec } from '../touchpoint.ts';

/** Names of facts; null when there may be any. */
export type FactNames = readonly string[] | null;

/** The facts that some touchpoints declare. One that declares none takes any, and one whose shape is wrong may. */
export function declaredFacts(touchpoints: readonly (TouchpointSpec | null)[]): FactNames {
  const declared = touchpoints.map((touchpoint) => touchpoint?.facts);
  if (declared.length === 0 || declared.includes(undefined)) return null;
  return [...new Set(declared.flatMap((facts = {}) => Object.keys(facts)))];
}

/** Those that a survey may find: of the touchpoints that ask it, as theirs or as a variant. */
export function factsOfSurvey(
  survey: string,
  touchpoints: Readonly<Record<string, TouchpointSpec | null>>,
): FactNames {
  return declaredFacts(
    Object.values(touchpoints).filter(
      (touchpoint) =>
        !touchpoint || touchpoint.survey === survey || Object.hasOwn(touchpoint.variants ?? {}, survey),
    ),
  );
}
