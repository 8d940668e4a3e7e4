import { Command, InvalidArgumentError } from 'commander';
import { findProject } from './find-project.ts';
import { projectOption } from './keys/project-option.ts';
import { table } from './table.ts';
import { type StoreAccess, withStore } from './with-store.ts';

/** `milepost audit`: who wrote what with which secret key, refused writes too. */
export function auditCommand(access: StoreAccess): Command {
  return new Command('audit')
    .description('list what was written with secret keys, the newest first')
    .addOption(projectOption())
    .option('--limit <count>', 'how many', count, 50)
    .action(({ project, limit }: { project: string; limit: number }) =>
      withStore(access, async (store) => {
        await findProject(store, project);
        const rows = (await store.auditLog(project, { limit })).map(({ at, key, action, status, target }) => [
          new Date(at).toISOString(),
          key,
          action,
          String(status),
          target ?? '',
        ]);
        process.stdout.write(table([['at', 'key', 'action', 'status', 'target'], ...rows]));
      }),
    );
}

function count(text: string): number {
  if (!/^[1-9]\d{0,5}$/.test(text)) throw new InvalidArgumentError('It must be a whole number from 1.');
  return Number(text);
}
