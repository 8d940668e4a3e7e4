import { checkProgram, type ProgramInput } from '@milepost/protocol';
import { buildProgram } from '@milepost/testkit';
import { type KnownProgram, localesOf, revise } from './known.ts';

/** The program of the tests as a store would know it after one push. */
export function buildKnown(overrides: Partial<ProgramInput> = {}): KnownProgram {
  const { program, faults } = checkProgram(buildProgram(overrides));
  if (!program) throw new Error(`the program of this test has faults: ${JSON.stringify(faults)}`);
  const surveys = new Map<string, Map<number, ReturnType<typeof revise>['surveys'][number]>>();
  for (const survey of revise(null, program).surveys) surveys.set(survey.survey, new Map([[1, survey]]));
  return {
    project: 'p',
    revision: 1,
    program,
    surveys,
    touchpoints: new Map(Object.entries(program.touchpoints)),
    locales: localesOf(program),
  };
}
