import { Command } from 'commander';
import { readConnection } from './cli/connection.ts';
import { CommandFailed } from './cli/failure.ts';
import { findHome } from './cli/home.ts';
import { readSettings, SettingError } from './settings.ts';
import type { KeyKind } from './store/store.ts';

const home = findHome(process.cwd(), import.meta.dirname);
const settings = () => readSettings(process.env, { here: process.cwd(), home });
const access = { settings, clock: Date.now };
const connection = (kind: KeyKind = 'secret') => readConnection(process.env, { home, kind });

/** By name, so that only the one that was given is loaded: a collector starts in a part of the time of all of them. */
const commands: Record<string, () => Promise<Command>> = {
  serve: async () => (await import('./cli/serve.ts')).serveCommand(settings, Date.now),
  migrate: async () => (await import('./cli/migrate.ts')).migrateCommand(settings, Date.now),
  init: async () => (await import('./cli/init.ts')).initCommand(),
  projects: async () => (await import('./cli/projects.ts')).projectsCommand(access),
  keys: async () => (await import('./cli/keys/command.ts')).keysCommand(access),
  audit: async () => (await import('./cli/audit.ts')).auditCommand(access),
  program: async () => (await import('./cli/program/command.ts')).programCommand(connection),
  import: async () => (await import('./cli/import/command.ts')).importCommand(connection),
  export: async () => (await import('./cli/export.ts')).exportCommand(connection),
  scores: async () => (await import('./cli/scores/command.ts')).scoresCommand(connection),
  scorecard: async () => (await import('./cli/scorecard/command.ts')).scorecardCommand(connection),
  hotspots: async () => (await import('./cli/hotspots/command.ts')).hotspotsCommand(connection),
  backup: async () => (await import('./cli/backup.ts')).backupCommand(settings, Date.now),
  doctor: async () =>
    (await import('./cli/doctor/command.ts')).doctorCommand(settings, { clock: Date.now, home }),
};

const milepost = new Command('milepost').description(
  'In-app micro-surveys at named touchpoints, and scores that can be trusted',
);
const [, , name = ''] = process.argv;
// Stores, copies and keys are for nobody else of the machine; what these two write belongs to a repository.
if (!['init', 'program'].includes(name)) process.umask(0o077);
const load = Object.hasOwn(commands, name) ? commands[name] : undefined;
for (const one of load ? [load] : Object.values(commands)) milepost.addCommand(await one());

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
