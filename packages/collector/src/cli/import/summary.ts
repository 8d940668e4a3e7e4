import type { ImportReport } from './import.ts';

/** Faults that are printed; the rest are only counted. */
const printed = 20;
const number = new Intl.NumberFormat('en');

/** Whether every line that was read has arrived, or may be sent. */
export function isClean(report: ImportReport): boolean {
  return report.faulty === 0 && (report.answer?.rejected ?? 0) === 0 && unaccounted(report) === 0;
}

/** What became of a file, for a person at a terminal. */
export function summary(report: ImportReport, { file, dryRun }: { file: string; dryRun: boolean }): string {
  const { leftOut, passedOver, faulty, unanswered, answer, first } = report;
  const lines = [
    dryRun ? `${file}: checked, nothing was sent` : file,
    counted('read', report.read),
    ...(leftOut > 0 ? [counted('left out', leftOut, 'not chosen by "where"')] : []),
    counted('faulty', faulty, faulty > 0 ? 'not sent' : ''),
    ...(passedOver > 0
      ? [counted('left out', passedOver, 'responses of other rows, not chosen by their own "where"')]
      : []),
    counted(
      dryRun ? 'ready' : 'sent',
      report.ready,
      unanswered > 0 ? `${number.format(unanswered)} of them without an answer` : '',
    ),
    ...Object.entries(answer ?? {}).map(([name, count]) => counted(name, count)),
    ...faultLines(report),
    ...(dryRun && first !== null ? ['The first line:', first] : []),
  ];
  return `${lines.join('\n')}\n`;
}

function counted(name: string, count: number, note = ''): string {
  return `  ${name.padEnd(9)}${number.format(count).padStart(10)}  ${note}`.trimEnd();
}

function faultLines(report: ImportReport): string[] {
  const shown = report.faults.slice(0, printed);
  const lines = shown.map(({ line, code, detail }) => `line ${line}: ${code}: ${detail}`);
  // One row may have several faults, so what is not shown is counted in rows.
  const rows = new Set(shown.map(({ line }) => line)).size;
  const more = report.faulty + (report.answer?.rejected ?? 0) - rows;
  if (more > 0) lines.push(`and ${number.format(more)} more`);
  const lost = unaccounted(report);
  if (lost !== 0)
    lines.push(`The collector accounts for ${number.format(report.ready - lost)} of the sent lines only.`);
  return lines;
}

/** Sent lines that are in none of the collector's counts: 0 unless something went wrong there. */
function unaccounted({ ready, answer }: ImportReport): number {
  return answer ? ready - answer.accepted - answer.repeated - answer.rejected : 0;
}
