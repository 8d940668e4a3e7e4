import type { SimulationReport } from '@milepost/engine';
import type { Program } from '@milepost/protocol';

/** A touchpoint that asks nobody because made-up people lack what its audience looks at. */
export interface MissingTraits {
  touchpoint: string;
  traits: string[];
}

/**
 * Audiences that nobody is in because the made-up people have only these traits, which tells of the traffic and not of
 * the program.
 */
export function missingTraits(
  program: Program,
  { report, traits: known }: { report: SimulationReport; traits: ReadonlySet<string> },
): MissingTraits[] {
  return report.touchpoints.flatMap(({ touchpoint, prompts, gates }) => {
    const audience = Object.entries(program.touchpoints[touchpoint]?.ask.audience ?? {});
    const traits = audience
      .filter(([trait]) => !known.has(trait))
      // The one test that is passed without the trait.
      .filter(([, test]) => !(typeof test === 'object' && 'exists' in test && test.exists === false))
      .map(([trait]) => trait);
    return prompts === 0 && gates.audience && traits.length > 0 ? [{ touchpoint, traits }] : [];
  });
}

/** That, in a sentence; none when nothing is missing. */
export function missingTraitsText(missing: readonly MissingTraits[]): string[] {
  if (missing.length === 0) return [];
  const traits = [...new Set(missing.flatMap((one) => one.traits))];
  const touchpoints = missing.map(({ touchpoint }) => touchpoint);
  return [
    `The made-up people have no ${quoted(traits, 'disjunction')}, so nobody is asked at ` +
      `${quoted(touchpoints, 'conjunction')}; say who has what in the "traits" of a --traffic file.`,
  ];
}

function quoted(names: readonly string[], type: Intl.ListFormatType): string {
  return new Intl.ListFormat('en-GB', { type }).format(names.map((name) => JSON.stringify(name)));
}
