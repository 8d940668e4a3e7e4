import type { SimulationReport } from '@milepost/engine';
import { nearest, type Program } from '@milepost/protocol';
import { touchpointNotices } from './touchpoint-notices.ts';
import { number, times } from './words.ts';

/** Unknown touchpoints that are named; the others are only counted. */
const named = 5;

/**
 * What the owner of a program should know before it goes live, in sentences; none when nothing stands out.
 *
 * @param options.except - Touchpoints that this traffic tells nothing of.
 */
export function noticesOf(
  program: Program,
  report: SimulationReport,
  { except = [] }: { except?: readonly string[] } = {},
): string[] {
  return [
    ...(report.span ? [] : ['There is no trigger in this traffic.']),
    ...unknownNotices(program, report),
    ...busiestNotices(program, report),
    ...report.touchpoints
      .filter(({ touchpoint }) => !except.includes(touchpoint))
      .flatMap((touchpoint) => touchpointNotices(program, touchpoint)),
  ];
}

function unknownNotices({ touchpoints }: Program, { unknown }: SimulationReport): string[] {
  const all = Object.entries(unknown).sort(([, a], [, b]) => b - a);
  const known = Object.keys(touchpoints);
  const notices = all.slice(0, named).map(([name, triggers]) => {
    const [meant] = nearest(name, known);
    const hint = meant === undefined ? '' : `; "${meant}" may be meant`;
    return `${JSON.stringify(name)} is triggered ${times(triggers)}, and the program does not have it${hint}.`;
  });
  if (all.length > named)
    notices.push(`Nor does it have ${number(all.length - named)} more that are triggered.`);
  return notices;
}

function busiestNotices({ governor }: Program, { perPerson }: SimulationReport): string[] {
  const { mostInAWeek } = perPerson;
  if (mostInAWeek <= 1) return [];
  return [
    `Somebody is asked ${times(mostInAWeek)} within seven days; a "quietPeriod" of 7d instead of ${governor.quietPeriod} makes it once.`,
  ];
}
