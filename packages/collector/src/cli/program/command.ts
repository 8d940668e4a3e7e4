import { Command } from 'commander';
import type { KeyKind } from '../../store/store.ts';
import type { Connection } from '../connection.ts';
import { checkCommand } from './check.ts';
import { pullCommand } from './pull.ts';
import { pushCommand } from './push.ts';
import { schemaCommand } from './schema.ts';
import { simulateCommand } from './simulate/simulate.ts';
import { typesCommand } from './types.ts';
import { versionsCommand } from './versions.ts';

/**
 * `milepost program …`: what is done with program documents.
 *
 * @param connection asked only when a collector is needed, so that files can be checked without a key
 */
export function programCommand(connection: (kind: KeyKind) => Connection): Command {
  const secret = () => connection('secret');
  return new Command('program')
    .description('check, push and pull programs, and what is made of them')
    .addCommand(checkCommand())
    .addCommand(simulateCommand())
    .addCommand(pushCommand(secret))
    .addCommand(pullCommand(connection))
    .addCommand(versionsCommand(secret))
    .addCommand(typesCommand(secret))
    .addCommand(schemaCommand());
}
