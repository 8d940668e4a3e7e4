import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { CommandFailed } from './failure.ts';

/**
 * Writes what a command makes: to a file, whose folder is made when it is missing, or to stdout without one.
 *
 * @throws CommandFailed when the file cannot be written
 */
export function writeOutput(text: string, file: string | undefined): void {
  if (file === undefined) {
    process.stdout.write(text);
    return;
  }
  try {
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, text);
  } catch (error) {
    throw new CommandFailed(`"${file}" cannot be written (${(error as NodeJS.ErrnoException).code}).`);
  }
}
