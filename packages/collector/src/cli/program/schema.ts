import { readFileSync } from 'node:fs';
import { Command } from 'commander';
import { writeOutput } from '../write-output.ts';

/** `milepost program schema [-o FILE]`. */
export function schemaCommand(): Command {
  return new Command('schema')
    .description('write the JSON Schema of program documents, by which editors complete and check them')
    .option('-o, --output <file>', 'where to write it; stdout without it')
    .action(({ output }: { output?: string }) => writeOutput(schemaText(), output));
}

/** The JSON Schema of a program as it is published. */
export function schemaText(): string {
  return readFileSync(new URL(import.meta.resolve('@milepost/protocol/program.schema.json')), 'utf8');
}
