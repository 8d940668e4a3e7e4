import { nearest } from '@milepost/protocol';
import type { Store } from '../store/store.ts';
import { CommandFailed } from './failure.ts';

/**
 * Makes sure that there is a project.
 *
 * @throws CommandFailed that names those that may have been meant
 */
export async function findProject(store: Pick<Store, 'projects'>, project: string): Promise<void> {
  const ids = (await store.projects()).map(({ id }) => id);
  if (ids.includes(project)) return;
  const near = nearest(project, ids);
  const remedy =
    near.length > 0
      ? `Did you mean ${near.join(' or ')}?`
      : '"milepost projects list" shows those that there are.';
  throw new CommandFailed(`There is no project "${project}". ${remedy}`);
}
