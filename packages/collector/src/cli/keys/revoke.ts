import { Command } from 'commander';
import { CommandFailed } from '../failure.ts';
import { findProject } from '../find-project.ts';
import { type StoreAccess, withStore } from '../with-store.ts';
import { projectOption } from './project-option.ts';

const shortest = 6;

/** `milepost keys revoke PREFIX`. */
export function revokeKeyCommand(access: StoreAccess): Command {
  return new Command('revoke')
    .description('take a key away, by the first digits that "keys list" shows')
    .argument('<prefix>', `at least ${shortest} digits`)
    .addOption(projectOption())
    .action((prefix: string, { project }: { project: string }) =>
      withStore(access, async (store) => {
        if (!/^[0-9a-f]{6,64}$/.test(prefix))
          throw new CommandFailed(
            `"${prefix}" begins no key; give at least ${shortest} digits of one as "milepost keys list" shows it.`,
          );
        await findProject(store, project);
        const fitting = (await store.keys(project)).filter(({ hash }) => hash.startsWith(prefix));
        if (!(await store.revokeKey(project, prefix)))
          throw new CommandFailed(
            fitting.length > 1
              ? `${fitting.length} keys of ${project} begin with ${prefix}; give more digits.`
              : `No key of ${project} begins with ${prefix}; "milepost keys list --project ${project}" shows them.`,
          );
        console.log('The key is revoked: what is sent with it is refused from now on.');
        if (fitting[0]?.source === 'settings')
          console.log('It came with the settings: give them another one, or the next start has it again.');
      }),
    );
}
