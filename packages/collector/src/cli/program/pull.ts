import { Command } from 'commander';
import { z } from 'zod';
import type { KeyKind } from '../../store/store.ts';
import { callCollector } from '../call-collector.ts';
import type { Connection } from '../connection.ts';
import { CommandFailed } from '../failure.ts';
import { writeOutput } from '../write-output.ts';
import { revisionNumber } from './versions.ts';

interface PullOptions {
  client?: true;
  revision?: number;
}

/** `milepost program pull [FILE]`. */
export function pullCommand(connection: (kind: KeyKind) => Connection): Command {
  return new Command('pull')
    .description('fetch the program that is live')
    .argument('[file]', 'where to write it; stdout without it')
    .option('--client', 'the part that a page gets, to be inlined there; needs the public key only')
    .option(
      '--revision <number>',
      'an earlier revision, as "milepost program versions" lists them',
      revisionNumber,
    )
    .action(async (file: string | undefined, { client, revision }: PullOptions) => {
      if (client && revision !== undefined)
        throw new CommandFailed('--client and --revision: a page only gets what is live; leave one out');
      const text = client
        ? // To be inlined into a page, where every byte is loaded.
          JSON.stringify(await clientView(connection('public')))
        : JSON.stringify(await pulled(connection('secret'), revision), null, 2);
      writeOutput(`${text}\n`, file);
    });
}

async function clientView({ url, key }: Connection): Promise<unknown> {
  return (await callCollector({ url, key }, { path: `/v1/program?key=${key}`, answer: z.unknown() })).body;
}

async function pulled(connection: Connection, revision: number | undefined): Promise<unknown> {
  const path = revision === undefined ? '/v1/program' : `/v1/program/versions/${revision}`;
  const { body } = await callCollector(connection, { path, answer: z.unknown() });
  return body;
}
