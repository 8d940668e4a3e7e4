import { readFileSync } from 'node:fs';
import { isDeepStrictEqual } from 'node:util';
import { checkProgram, type Program } from '@milepost/protocol';
import { Command } from 'commander';
import type { Connection } from '../connection.ts';
import { CommandFailed } from '../failure.ts';
import { writeOutput } from '../write-output.ts';
import { soundDocument } from './document.ts';
import { liveProgram } from './live-program.ts';
import { touchpointTypes } from './touchpoint-types.ts';

type Touchpoints = Program['touchpoints'];

interface TypesOptions {
  output?: string;
  check?: true;
}

/** `milepost program types [FILE…] -o OUTPUT`. */
export function typesCommand(connection: () => Connection): Command {
  return new Command('types')
    .description('write the names and the facts of the touchpoints as TypeScript')
    .argument('[files...]', 'program documents; without any, the program that is live')
    .option('-o, --output <file>', 'the module to write, such as src/milepost.gen.ts; stdout without it')
    .option('--check', 'write nothing; fail when the module is not what would be written')
    .action(async (files: string[], { output, check }: TypesOptions) => {
      const touchpoints = files.length > 0 ? ofFiles(files) : await ofCollector(connection());
      const text = touchpointTypes(touchpoints);
      if (check) refuseStale(text, { output, files });
      else writeOutput(text, output);
    });
}

/** The touchpoints of several documents; one that is in two of them must take the same facts in both. */
function ofFiles(files: readonly string[]): Touchpoints {
  const all = new Map<string, Touchpoints[string]>();
  for (const file of files)
    for (const [name, spec] of Object.entries(soundDocument(file).program.touchpoints)) {
      const earlier = all.get(name);
      if (earlier && !isDeepStrictEqual(earlier.facts, spec.facts))
        throw new CommandFailed(
          `${file}#/touchpoints/${name}/facts: differ from those of an earlier file; make them alike`,
        );
      all.set(name, earlier ?? spec);
    }
  return Object.fromEntries(all);
}

async function ofCollector(collector: Connection): Promise<Touchpoints> {
  const live = await liveProgram(collector);
  if (!live) throw new CommandFailed(`${collector.url} has no program yet; push one, or name a file`);
  const { program } = checkProgram(live.document);
  if (!program) throw new CommandFailed(`${collector.url} has a program of another release; update milepost`);
  return program.touchpoints;
}

function refuseStale(text: string, { output, files }: { output: string | undefined; files: string[] }): void {
  if (output === undefined) throw new CommandFailed('--check needs --output, the module to compare with');
  const remedy = `run: npx milepost program ${['types', ...files, '-o', output].join(' ')}`;
  let found: string;
  try {
    found = readFileSync(output, 'utf8');
  } catch {
    throw new CommandFailed(`${output}: cannot be read; ${remedy}`);
  }
  // A checkout may have given the file the line ends of its system.
  if (found.replaceAll('\r\n', '\n') !== text)
    throw new CommandFailed(`${output}: is not what the program says now; ${remedy}`);
}
