import { Command } from 'commander';
import { CommandFailed } from './failure.ts';
import { table } from './table.ts';
import { type StoreAccess, withStore } from './with-store.ts';

const form = /^[a-z0-9][a-z0-9-]{0,63}$/;

/** `milepost projects create|list`: the tenants of a store, each with its own program, keys and answers. */
export function projectsCommand(access: StoreAccess): Command {
  return new Command('projects')
    .description('create and list projects; each has its own program, keys and answers')
    .addCommand(createCommand(access))
    .addCommand(listCommand(access));
}

function createCommand(access: StoreAccess): Command {
  return new Command('create')
    .description('create a project')
    .argument('<name>', 'its name for commands: small letters, digits and hyphens')
    .action((name: string) =>
      withStore(access, async (store) => {
        if (!form.test(name))
          throw new CommandFailed(
            `"${name}" cannot name a project; give up to 64 small letters, digits and hyphens, such as "acme-staging".`,
          );
        if (!(await store.ensureProject(name, name)))
          throw new CommandFailed(`There is a project "${name}" already.`);
        console.log(
          `Project ${name} is there. Its keys: npx milepost keys create --project ${name} --kind public|secret`,
        );
      }),
    );
}

function listCommand(access: StoreAccess): Command {
  return new Command('list').description('list the projects').action(() =>
    withStore(access, async (store) => {
      const rows = await Promise.all(
        (await store.projects()).map(async ({ id, created }) => [
          id,
          new Date(created).toISOString(),
          String((await store.program(id))?.revision ?? '-'),
          String((await store.keys(id)).length),
        ]),
      );
      process.stdout.write(table([['project', 'created', 'revision', 'keys'], ...rows]));
    }),
  );
}
