import type { TouchpointReport } from '@milepost/engine';
import { answersNeeded, marginReached } from '@milepost/metrics';
import type { Program, TouchpointSpec } from '@milepost/protocol';
import { plannedScore } from './score.ts';
import { counted, date, marginText, number, percent, time } from './words.ts';

interface Place {
  program: Program;
  spec: TouchpointSpec;
  report: TouchpointReport;
}

/** What the owner of a program should know of one touchpoint. */
export function touchpointNotices(program: Program, report: TouchpointReport): string[] {
  const spec = program.touchpoints[report.touchpoint];
  if (!spec) return [];
  const place = { program, spec, report };
  if (report.prompts === 0) return [nobodyAsked(place)];
  return [earlyQuota(place), missedTarget(place), starved(place)].filter((notice) => notice !== null);
}

function nobodyAsked({ spec: { ask }, report: { touchpoint, triggers, gates, after } }: Place): string {
  const start = `Nobody is asked at "${touchpoint}"`;
  const [most] = ranked(gates);
  if (!most) return `${start}: nobody comes there.`;
  const [gate, stopped] = most;
  const { from, to } = ask.schedule ?? {};
  const hints: Record<string, string> = {
    schedule: ` (${[from && `from ${from}`, to && `to ${to}`].filter(Boolean).join(' ')})`,
    audience: ` (${Object.keys(ask.audience ?? {}).join(', ')})`,
    sample: ` (${ask.sample})`,
    quiet_period: `, mostly after "${ranked(after)[0]?.[0]}",`,
    per_session: `, mostly after "${ranked(after)[0]?.[0]}",`,
    quota: ' (the share of their accounts)',
  };
  const share = percent(stopped / triggers);
  return `${start}: ${gate}${hints[gate] ?? ''} stops ${share} of its ${counted(triggers, 'trigger')}.`;
}

/** A quota that is full in the first half of its period: those who come later are not heard. */
function earlyQuota({ program, spec, report: { touchpoint, closures } }: Place): string | null {
  const { quota } = spec.ask;
  const [first] = closures
    .filter(({ gate }) => gate === 'quota')
    .map((closure) => ({ ...closure, passed: (closure.at - closure.start) / (closure.end - closure.start) }))
    .sort((a, b) => a.passed - b.passed);
  if (!quota || !first || first.passed >= 0.5) return null;
  return (
    `"${touchpoint}" has the ${counted(quota.answers, 'answer')} of its quota for the ${quota.per} on ` +
    `${date(first.at, program.timezone)}; those who come in the ${time(first.end - first.at)} after that are not heard.`
  );
}

/** More answers than any program is planned for. */
const mostAnswers = 1e9;

/** A margin that no period comes down to. */
function missedTarget({ program, spec, report }: Place): string | null {
  const { quota, target } = spec.ask;
  const score = plannedScore(program, report.touchpoint);
  if (!target || !score || report.closures.some(({ gate }) => gate === 'precision')) return null;
  const { answers, margin } = report.lastPeriod ?? report;
  const isOne = answers === 1;
  const reached =
    margin === null
      ? `${isOne ? 'is' : 'are'} too few for a score`
      : `${isOne ? 'gives' : 'give'} ${marginText(margin, score.meanOf)}`;
  const within = (marginReached(mostAnswers, score.plan) ?? target.margin) <= target.margin;
  const needed = within ? answersNeeded({ ...score.plan, margin: target.margin }) : mostAnswers;
  const more = quota?.per === target.per && quota.answers < needed ? ', more than its quota allows' : '';
  return (
    `"${report.touchpoint}" comes down to ±${target.margin} in no ${target.per}: ${counted(answers, 'answer')} ` +
    `${reached}, and it takes ${within ? '' : 'more than '}${number(needed)}${more}.`
  );
}

/** A touchpoint that loses most of its people to questions asked elsewhere. */
function starved({ program, spec, report }: Place): string | null {
  const { touchpoint, peopleInReach, peopleAsked, gates, after } = report;
  const quiet = (gates.quiet_period ?? 0) + (gates.per_session ?? 0);
  const enough = (gates.quota ?? 0) + (gates.precision ?? 0);
  const [most] = ranked(after).filter(([other]) => other !== touchpoint);
  if (!most || peopleAsked >= peopleInReach / 2 || quiet <= enough) return null;
  const [other] = most;
  const share = percent(peopleAsked / peopleInReach);
  return (
    `"${touchpoint}" asks ${share} of the ${counted(peopleInReach, 'person', 'people')} in its audience and sample; ` +
    `the others were asked elsewhere shortly before, most of them at "${other}" (priority ` +
    `${program.touchpoints[other]?.ask.priority}, here ${spec.ask.priority}).`
  );
}

function ranked(counts: Readonly<Record<string, number>>): [name: string, count: number][] {
  return Object.entries(counts).sort(([, a], [, b]) => b - a);
}
