import type { SimulationReport, TouchpointReport } from '@milepost/engine';
import { date, number, time, times } from '../../../simulation/words.ts';
import { columns } from './table.ts';

/** A simulation as it is told at a terminal. */
export interface SimulationText {
  file: string;
  timezone: string;
  /** Where the traffic is from, and what people were assumed to do, in sentences. */
  assumed: readonly string[];
  report: SimulationReport;
  notices: readonly string[];
}

/** Who would be asked, in sentences and tables. */
export function simulationText({ file, timezone, assumed, report, notices }: SimulationText): string {
  const { span, touchpoints } = report;
  const days = span
    ? `${date(span.from, timezone)} to ${date(span.to, timezone)} (${timezone})`
    : 'no traffic';
  const paragraphs = [
    [`${file}: ${days}`, ...assumed],
    overview(report),
    columns([askedHead, ...touchpoints.map(askedCells)]),
    gateLines(touchpoints),
    notices.length > 0
      ? notices
      : ['Every touchpoint asks somebody, and nobody is asked more than once a week.'],
  ];
  return paragraphs
    .filter((lines) => lines.length > 0)
    .map((lines) => lines.map((line) => `${line}\n`).join(''))
    .join('\n');
}

function overview({ triggers, people, peopleAsked, prompts, perPerson }: SimulationReport): string[] {
  const { mean, p95, busiest, mostInAWeek, shortestGap } = perPerson;
  const gap =
    shortestGap === null ? '' : `, and two questions to one person are ${time(shortestGap)} apart or more`;
  const sum = `${number(people)} people come ${times(triggers)}; ${number(peopleAsked)} of them are asked, `;
  if (!busiest) return [`${sum}never.`];
  return [
    `${sum}${times(prompts)}.`,
    `A person is asked ${mean.toFixed(1)} times on average, 19 in 20 at most ${times(p95)}, and the busiest, ` +
      `${JSON.stringify(busiest.person)}, ${times(busiest.prompts)}.`,
    `Within seven days nobody is asked more than ${times(mostInAWeek)}${gap}.`,
  ];
}

const askedHead = ['', 'triggers', 'people', 'asked', 'share', 'prompts', 'answers', 'margin', 'in all'];

function askedCells(of: TouchpointReport): string[] {
  const { lastPeriod } = of;
  return [
    of.touchpoint,
    number(of.triggers),
    number(of.people),
    number(of.peopleAsked),
    of.shareAsked === null ? '' : share(of.shareAsked),
    number(of.prompts),
    number(of.answers),
    lastPeriod ? marginText(lastPeriod.margin, ` a ${lastPeriod.per}`) : '-',
    marginText(of.margin),
  ];
}

function marginText(margin: number | null, of = ''): string {
  return margin === null ? '-' : `±${margin.toFixed(1)}${of}`;
}

/** What stops a trigger, in the order in which it is tried; consent and other prompts never do in a simulation. */
const stops: [name: string, of: (report: TouchpointReport) => number | undefined][] = [
  ['paused', ({ gates }) => gates.paused],
  ['schedule', ({ gates }) => gates.schedule],
  ['audience', ({ gates }) => gates.audience],
  ['sample', ({ gates }) => gates.sample],
  ['repeat', ({ gates }) => gates.repeat],
  ['quiet_period', ({ gates }) => gates.quiet_period],
  ['per_session', ({ gates }) => gates.per_session],
  ['quota', ({ gates, accountShare }) => (gates.quota ?? 0) - accountShare],
  ['precision', ({ gates }) => gates.precision],
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
