import { type KnownProgram, revise } from '@milepost/collector';
import { checkProgram, type Program, type ProgramInput } from '@milepost/protocol';
import { knownSurvey } from '../../../collector/src/program/known.ts';

/** A touchpoint of the made journey. */
interface Place {
  touchpoint: string;
  survey: string;
  /** What it asks beside its satisfaction. */
  second: 'nps' | 'ces' | 'text' | null;
}

const seconds = [null, 'nps', 'ces', 'text'] as const;

/** Twenty touchpoints. The first is the one that the load on the intake answers too. */
export const places: readonly Place[] = Array.from({ length: 20 }, (_, index) =>
  index === 0
    ? { touchpoint: 'ticket_closed', survey: 'support-csat', second: null }
    : { touchpoint: `place_${index}`, survey: `survey_${index}`, second: seconds[index % 4] ?? null },
);

/** In the order of the answers, which is that of the ids: satisfaction comes first. */
export const secondQuestion = { nps: 'would_recommend', ces: 'was_easy', text: 'why' } as const;

/** The values of the declared segments. An article has one place, as a fact has. */
export const plans = ['enterprise', 'free', 'pro', 'team'];
export const regions = Array.from({ length: 8 }, (_, index) => `region-${index}`);
export const articles = Array.from({ length: 1_000 }, (_, index) => `article-${index}`);
export const accountCount = 2_000;

const program: ProgramInput = {
  stages: Array.from({ length: 4 }, (_, index) => ({ id: `stage_${index}`, label: `Stage ${index}` })),
  touchpoints: Object.fromEntries(
    places.map(({ touchpoint, survey }, index) => [
      touchpoint,
      { label: `Place ${index}`, stage: `stage_${index % 4}`, pattern: 'past', survey },
    ]),
  ),
  surveys: Object.fromEntries(
    places.map(({ survey, second }) => [
      survey,
      {
        questions: [
          { id: 'satisfaction', type: 'csat', text: 'How satisfied are you?' },
          ...(second
            ? [{ id: secondQuestion[second], type: second, text: 'And beside that?', optional: true }]
            : []),
        ],
      },
    ]),
  ),
  segments: ['plan', 'region', 'fact:article'],
};

/** The program of the made answers, checked. */
function madeProgram(): Program {
  const { program: checked, faults } = checkProgram(program);
  if (!checked) throw new Error(`the program of the benchmark has faults: ${JSON.stringify(faults)}`);
  return checked;
}

/** It as a store knows it once it was pushed. */
export function madeKnown(): KnownProgram {
  const checked = madeProgram();
  const { versions } = revise(null, checked);
  return {
    project: 'default',
    revision: 1,
    program: checked,
    surveys: new Map(
      Object.entries(checked.surveys).map(([name, survey]) => {
        const version = versions[name] ?? 1;
        return [name, new Map([[version, knownSurvey(name, version, survey)]])];
      }),
    ),
    touchpoints: new Map(
      Object.entries(checked.touchpoints).map(([name, { stage, pattern }]) => [name, { stage, pattern }]),
    ),
    locales: new Set(['en']),
  };
}
