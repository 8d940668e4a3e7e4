import { Command } from 'commander';
import { keyDigits } from '../../keys.ts';
import { findProject } from '../find-project.ts';
import { table } from '../table.ts';
import { type StoreAccess, withStore } from '../with-store.ts';
import { projectOption } from './project-option.ts';

/** `milepost keys list`. */
export function listKeysCommand(access: StoreAccess): Command {
  return new Command('list')
    .description('list the keys of a project by the first digits of their SHA-256')
    .addOption(projectOption())
    .action(({ project }: { project: string }) =>
      withStore(access, async (store) => {
        await findProject(store, project);
        const rows = (await store.keys(project)).map(({ hash, kind, scopes, origins, source }) => [
          hash.slice(0, keyDigits),
          kind,
          source,
          kind === 'secret' ? scopes.join(' ') : (origins?.join(' ') ?? 'MILEPOST_ORIGINS'),
        ]);
        process.stdout.write(table([['key', 'kind', 'source', 'scopes or origins'], ...rows]));
      }),
    );
}
