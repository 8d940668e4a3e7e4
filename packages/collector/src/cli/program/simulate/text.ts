import { gates, type SimulationReport, type TouchpointReport } from '@milepost/engine';
import type { Program, Scale } from '@milepost/protocol';
import { plannedScore } from '../../../simulation/score.ts';
import { counted, date, marginText, number, time, times } from '../../../simulation/words.ts';
import { columns } from './table.ts';

/** A simulation as it is told at a terminal. */
export interface SimulationText {
  file: string;
  program: Program;
  /** Where the traffic is from, and what people were assumed to do, in sentences. */
  assumed: readonly string[];
  report: SimulationReport;
  notices: readonly string[];
}

/** Who would be asked, in sentences and tables. */
export function simulationText({ file, program, assumed, report, notices }: SimulationText): string {
  const { span, touchpoints } = report;
  const { timezone } = program;
  const days = span
    ? `${date(span.from, timezone)} to ${date(span.to, timezone)} (${timezone})`
    : 'no traffic';
  const paragraphs = [
    [`${file}: ${days}`, ...assumed],
    overview(report),
    askedLines(program, touchpoints),
    gateLines(touchpoints),
    notices.length > 0 ? notices : [nothingToNotice(touchpoints)],
  ];
  return paragraphs
    .filter((lines) => lines.length > 0)
    .map((lines) => lines.map((line) => `${line}\n`).join(''))
    .join('\n');
}

function nothingToNotice(touchpoints: readonly TouchpointReport[]): string {
  const every = touchpoints.every(({ prompts }) => prompts > 0) ? 'Every' : 'Every other';
  return `${every} touchpoint asks somebody, and nobody is asked more than once a week.`;
}

function overview({ triggers, people, prompts, peopleAsked, perPerson }: SimulationReport): string[] {
  const { mean, p95, busiest, mostInAWeek, shortestGap } = perPerson;
  if (people === 0) return ['Nobody comes.'];
  const persons = (count: number) => counted(count, 'person', 'people');
  const come = `${persons(people)} ${people === 1 ? 'comes' : 'come'} ${times(triggers)}`;
  if (!busiest) return [`${come}; nobody is asked.`];
  const asked = `${persons(peopleAsked)} ${peopleAsked === 1 ? 'is' : 'are'} asked`;
  const gap =
    shortestGap === null ? '' : `, and two questions to one person are ${time(shortestGap)} apart or more`;
  return [
    `${come}; ${asked}, ${times(prompts)}.`,
    `A person is asked ${mean < 0.1 ? mean.toPrecision(1) : mean.toFixed(1)} times on average, 19 in 20 ` +
      `${p95 === 0 ? 'never' : `at most ${times(p95)}`}, and the busiest, ${JSON.stringify(busiest.person)}, ` +
      `${times(busiest.prompts)}.`,
    `Within seven days nobody is asked more than ${times(mostInAWeek)}${gap}.`,
  ];
}

const askedHead = ['', 'triggers', 'people', 'asked', 'share', 'prompts', 'answers', 'margin', 'in all'];

function askedLines(program: Program, touchpoints: readonly TouchpointReport[]): string[] {
  const rows = touchpoints.map((of) => ({
    of,
    meanOf: plannedScore(program, of.touchpoint)?.meanOf ?? null,
  }));
  const measured = rows.filter(({ of }) => of.margin !== null);
  const ofMean = measured.some(({ meanOf }) => meanOf)
    ? '; of a mean, in values of the scale that is named'
    : '';
  return [
    ...columns([askedHead, ...rows.map(({ of, meanOf }) => askedCells(of, meanOf))]),
    ...(measured.length > 0
      ? [`A margin is half the width of the score’s interval, in points${ofMean}.`]
      : []),
  ];
}

function askedCells(of: TouchpointReport, meanOf: Scale | null): string[] {
  const { lastPeriod } = of;
  const marginCell = (margin: number | null, per = '') =>
    margin === null ? '-' : `${marginText(margin, meanOf)}${per}`;
  return [
    of.touchpoint,
    number(of.triggers),
    number(of.people),
    number(of.peopleAsked),
    of.shareAsked === null ? '' : share(of.shareAsked),
    number(of.prompts),
    number(of.answers),
    marginCell(lastPeriod?.margin ?? null, ` a ${lastPeriod?.per}`),
    marginCell(of.margin),
  ];
}

/** What stops a trigger, in the order in which it is tried. */
const stops: [name: string, of: (report: TouchpointReport) => number][] = [
  ...gates.map((gate): (typeof stops)[number] => [
    gate,
    ({ gates, accountShare }) => (gates[gate] ?? 0) - (gate === 'quota' ? accountShare : 0),
  ]),
  ['perAccount', ({ accountShare }) => accountShare],
];

function gateLines(touchpoints: readonly TouchpointReport[]): string[] {
  const closed = stops.filter(([, of]) => touchpoints.some(of));
  if (closed.length === 0) return [];
  const cells = touchpoints.map((report) => [
    report.touchpoint,
    ...closed.map(([, of]) => {
      const stopped = of(report);
      return stopped ? share(stopped / report.triggers) : '';
    }),
  ]);
  return [
    'What stops the other triggers, as the first closed gate:',
    ...columns([['', ...closed.map(([name]) => name)], ...cells]),
  ];
}

function share(of: number): string {
  return `${(100 * of).toFixed(1)}%`;
}
