import { Command } from 'commander';
import { readConnection } from './cli/connection.ts';
import { CommandFailed } from './cli/failure.ts';
import { findHome } from './cli/home.ts';
import { importCommand } from './cli/import/command.ts';
import { initCommand } from './cli/init.ts';
import { migrateCommand } from './cli/migrate.ts';
import { programCommand } from './cli/program/command.ts';
import { serveCommand } from './cli/serve.ts';
import { readSettings, SettingError } from './settings.ts';
import type { KeyKind } from './store/store.ts';

const home = findHome(process.cwd(), import.meta.dirname);
const settings = () => readSettings(process.env, { here: process.cwd(), home });
const connection = (kind: KeyKind = 'secret') => readConnection(process.env, { home, kind });

const milepost = new Command('milepost')
  .description('In-app micro-surveys at named touchpoints, and scores that can be trusted')
  .addCommand(serveCommand(settings, Date.now))
  .addCommand(migrateCommand(settings, Date.now))
  .addCommand(initCommand())
  .addCommand(programCommand(connection))
  .addCommand(importCommand(connection));

// A reader that has seen enough, such as `head`, closes the pipe; what is left to say is then for nobody.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code !== 'EPIPE') throw error;
});

try {
  await milepost.parseAsync();
} catch (error) {
  if (!(error instanceof SettingError || error instanceof CommandFailed)) throw error;
  process.stderr.write(`${error.message}\n`);
  process.exitCode = 1;
}
