import { Command } from 'commander';
import { ImportFailure } from './failure.ts';
import { checkFile, importFile } from './import.ts';
import { isClean, summary } from './summary.ts';

/**
 * `milepost import <file> [--map <map>]`. Paths are relative to the current folder. The exit code is 1 when anything was
 * rejected or faulty, and when the import could not be done.
 *
 * @param connection asked only when something is to be sent, so that a dry run needs no key
 */
export function importCommand(connection: () => { url: string; key: string }): Command {
  const command = new Command('import')
    .description(
      'bring in answers from a CSV file through a column map, or from a file that "milepost export" wrote',
    )
    .argument('<file>', 'a CSV file, or an .ndjson file')
    .option('--map <map>', 'the column map (JSON) of a CSV file; an exported one needs none')
    .option('--dry-run', 'check everything here, print the counts and the first line, and send nothing')
    .action(async (file: string, { map, dryRun }: { map?: string; dryRun?: boolean }) => {
      const { writeOut, writeErr } = command.configureOutput();
      try {
        const report = dryRun
          ? await checkFile({ file, map })
          : await importFile({ file, map, ...connection() });
        writeOut?.(summary(report, { file, dryRun: dryRun === true }));
        if (!isClean(report)) process.exitCode = 1;
      } catch (error) {
        if (!(error instanceof ImportFailure)) throw error;
        writeErr?.(`${error.message}\n`);
        process.exitCode = 1;
      }
    });
  return command;
}
