import { Command } from 'commander';
import { z } from 'zod';
import { CollectorRefused, callCollector } from '../call-collector.ts';
import type { Connection } from '../connection.ts';
import { CommandFailed } from '../failure.ts';
import { changes, changesInWords } from './changes.ts';
import { soundDocument } from './document.ts';
import { liveProgram } from './live-program.ts';

const pushed = z.object({
  revision: z.int().nullable(),
  surveys: z.record(z.string(), z.int()),
  changes,
});

interface PushOptions {
  dryRun?: true;
  force?: true;
}

/** `milepost program push FILE`. */
export function pushCommand(connection: () => Connection): Command {
  return new Command('push')
    .description('say what a program document changes, and make it the one that the collector asks by')
    .argument('<file>', 'a program document')
    .option('--dry-run', 'only say what would change')
    .option('--force', 'also when another program is pushed at the same moment')
    .action(async (file: string, { dryRun, force }: PushOptions) => {
      const { text } = soundDocument(file);
      const collector = connection();
      const live = await liveProgram(collector);
      const put = (query = '') =>
        putProgram(collector, { text, query, onto: force ? null : (live?.tag ?? null) });
      const review = await put('?dryRun=true');
      const lines = changesInWords(review.changes, review.surveys);
      for (const line of lines) console.log(line);
      if (lines.length === 0) console.log(`Nothing to change: revision ${review.revision} is the same.`);
      else if (dryRun) console.log('Nothing was pushed.');
      else console.log(`Revision ${(await put()).revision} is live.`);
    });
}

/** Sends the document; `onto` is the tag of the one that it was compared with, and that it may replace. */
async function putProgram(
  collector: Connection,
  { text, query, onto }: { text: string; query: string; onto: string | null },
) {
  try {
    const { body } = await callCollector(collector, {
      path: `/v1/program${query}`,
      answer: pushed,
      method: 'PUT',
      body: text,
      headers: onto === null ? {} : { 'If-Match': onto },
    });
    return body;
  } catch (error) {
    if (error instanceof CollectorRefused && error.code === 'program_stale')
      throw new CommandFailed(
        'Another program was pushed meanwhile, and nothing of this one was. Push again to see what it changes in that one, or use --force.',
      );
    throw error;
  }
}
