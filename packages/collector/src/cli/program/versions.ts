import { Command, InvalidArgumentError } from 'commander';
import { z } from 'zod';
import { callCollector } from '../call-collector.ts';
import type { Connection } from '../connection.ts';
import { table } from '../table.ts';
import { changes, changesInBrief } from './changes.ts';

const page = z.object({
  versions: z.array(z.object({ revision: z.int(), created: z.string(), live: z.boolean(), changes })),
  next: z.int().nullable(),
});

/** `milepost program versions`. */
export function versionsCommand(connection: () => Connection): Command {
  return new Command('versions')
    .description('list the revisions of the program, the newest first, and what each of them changed')
    .option('--before <revision>', 'go on with those before this one', revisionNumber)
    .action(async ({ before }: { before?: number }) => {
      const query = before === undefined ? '' : `?before=${before}`;
      const path = `/v1/program/versions${query}`;
      const { versions, next } = (await callCollector(connection(), { path, answer: page })).body;
      const rows = versions.map(({ revision, created, live, changes: made }) => [
        `${revision}`,
        created,
        live ? 'live' : '',
        changesInBrief(made),
      ]);
      process.stdout.write(table([['revision', 'pushed', '', 'changes'], ...rows]));
      if (next !== null) console.log(`Older ones: npx milepost program versions --before ${next}`);
    });
}

/** The number of a revision, as an option gives it. */
export function revisionNumber(text: string): number {
  if (!/^[1-9]\d{0,8}$/.test(text)) throw new InvalidArgumentError('It must be a whole number from 1.');
  return Number(text);
}
