import { Command } from 'commander';
import { readConnection } from './cli/connection.ts';
import { CommandFailed } from './cli/failure.ts';
import { findHome } from './cli/home.ts';
import { importCommand } from './cli/import/command.ts';
import { migrateCommand } from './cli/migrate.ts';
import { programCommand } from './cli/program.ts';
import { serveCommand } from './cli/serve.ts';
import { readSettings, SettingError } from './settings.ts';

const home = findHome(process.cwd(), import.meta.dirname);
const settings = () => readSettings(process.env, { here: process.cwd(), home });
const connection = () => readConnection(process.env, home);

const milepost = new Command('milepost')
  .description('In-app micro-surveys at named touchpoints, and scores that can be trusted')
  .addCommand(serveCommand(settings, Date.now))
  .addCommand(migrateCommand(settings, Date.now))
  .addCommand(programCommand(connection))
  .addCommand(importCommand(connection));

try {
  await milepost.parseAsync();
} catch (error) {
  if (!(error instanceof SettingError || error instanceof CommandFailed)) throw error;
  process.stderr.write(`${error.message}\n`);
  process.exitCode = 1;
}
