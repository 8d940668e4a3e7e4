import { createWriteStream, mkdirSync, renameSync, rmSync } from 'node:fs';
import { dirname } from 'node:path';
import { Readable, type Writable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { ReadableStream } from 'node:stream/web';
import { Command, Option } from 'commander';
import { silence, unexpected } from './call-collector.ts';
import type { Connection } from './connection.ts';
import { CommandFailed } from './failure.ts';

interface ExportOptions {
  format: 'ndjson' | 'csv';
  output?: string;
  from?: string;
  to?: string;
  touchpoint?: string;
  survey?: string;
}

/** `milepost export`: every response of the key's project, as NDJSON that `milepost import` takes back, or as CSV. */
export function exportCommand(connection: () => Connection): Command {
  return new Command('export')
    .description(
      'write responses as NDJSON, which "milepost import" takes back whole, or as CSV for spreadsheets',
    )
    .addOption(new Option('--format <format>', 'ndjson or csv').choices(['ndjson', 'csv']).default('ndjson'))
    .option('-o, --output <file>', 'the file to write, readable by its owner only; stdout without it')
    .option('--from <date>', "responses shown on this day of the project's zone or later")
    .option('--to <date>', 'responses shown before this day')
    .option('--touchpoint <names>', 'responses of these touchpoints, separated by commas')
    .option('--survey <names>', 'responses of these surveys, separated by commas')
    .action(async ({ output, ...parameters }: ExportOptions) => {
      const { url, key } = connection();
      const address = `${url}/v1/export?${new URLSearchParams(parameters).toString()}`;
      const response = await fetch(address, {
        headers: { Authorization: `Bearer ${key}` },
        redirect: 'manual',
      }).catch((error: unknown) => {
        throw silence(url, error);
      });
      if (!response.ok || !response.body) throw unexpected(url, response, await response.text());
      const body = response.body as ReadableStream<Uint8Array>;
      if (output === undefined) await write(body, process.stdout);
      else await writeFile(body, output);
    });
}

/** The file has its name when all of it is there: half an export is not to be taken for one. */
async function writeFile(body: ReadableStream<Uint8Array>, file: string): Promise<void> {
  const part = `${file}.${process.pid}.part`;
  try {
    mkdirSync(dirname(file), { recursive: true });
  } catch (error) {
    throw unwritable(file, error);
  }
  try {
    await write(body, createWriteStream(part, { flags: 'wx', mode: 0o600, flush: true }));
    renameSync(part, file);
  } catch (error) {
    rmSync(part, { force: true });
    if (error instanceof CommandFailed) throw error;
    throw unwritable(file, error);
  }
}

function unwritable(file: string, error: unknown): CommandFailed {
  return new CommandFailed(`"${file}" cannot be written (${(error as NodeJS.ErrnoException).code}).`);
}

async function write(body: ReadableStream<Uint8Array>, target: Writable): Promise<void> {
  const source = Readable.fromWeb(body);
  let broken = false;
  source.once('error', () => {
    broken = true;
  });
  try {
    await pipeline(source, target, { end: target !== process.stdout });
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    // A reader that has seen enough, such as `head`, is no failure.
    if (code === 'EPIPE' && target === process.stdout) return;
    if (!broken) throw error;
    throw new CommandFailed(
      'The export broke off before its end: the collector was stopped, or its store failed. Run it again.',
    );
  }
}
