import { type Program, type WordingFinding, wordingOf } from '@milepost/protocol';
import { Command, Option } from 'commander';
import { type FileFault, faultLine, readDocument } from './document.ts';

interface CheckOptions {
  strict?: true;
  format: 'text' | 'json';
}

/** What was found in one file. */
interface FileCheck {
  file: string;
  /** Null while there are faults. */
  program: Program | null;
  faults: readonly FileFault[];
  /** What of its texts may lead or confuse the people who are asked; nothing while there are faults. */
  wording: readonly WordingFinding[];
}

/** `milepost program check FILE…`: the exit code is 1 for a fault, and with `--strict` for a finding. */
export function checkCommand(): Command {
  return new Command('check')
    .description('say every fault of a program document, and which of its texts could be clearer')
    .argument('<files...>', 'program documents')
    .option('--strict', 'fail on texts that could be clearer too')
    .addOption(new Option('--format <format>', 'how to say it').choices(['text', 'json']).default('text'))
    .action((files: string[], { strict, format }: CheckOptions) => {
      const checks = files.map(checkFile);
      process.stdout.write(format === 'json' ? inJson(checks) : checks.map(inWords).join(''));
      const isBad = ({ faults, wording }: FileCheck) => faults.length > 0 || (strict && wording.length > 0);
      if (checks.some(isBad)) process.exitCode = 1;
    });
}

function checkFile(file: string): FileCheck {
  const { program, faults } = readDocument(file);
  return { file, program, faults, wording: program ? wordingOf(program) : [] };
}

function inJson(checks: readonly FileCheck[]): string {
  const told = checks.map(({ file, faults, wording }) => ({ file, faults, wording }));
  return `${JSON.stringify(told, null, 2)}\n`;
}

function inWords({ file, program, faults, wording }: FileCheck): string {
  const lines = [
    ...faults.map((fault) => faultLine(file, fault)),
    ...wording.map(({ path, rule, message }) => `${file}#${path}: ${message} (${rule})`),
    ...(program ? [`${file}: ${summary(program, wording.length)}`] : []),
  ];
  return lines.map((line) => `${line}\n`).join('');
}

function summary({ touchpoints, surveys }: Program, findings: number): string {
  return [
    counted(Object.keys(touchpoints).length, 'touchpoint'),
    counted(Object.keys(surveys).length, 'survey'),
    'no faults',
    `${counted(findings, 'finding')} in its words`,
  ].join(', ');
}

function counted(count: number, what: string): string {
  return `${count === 0 ? 'no' : count} ${what}${count === 1 ? '' : 's'}`;
}
