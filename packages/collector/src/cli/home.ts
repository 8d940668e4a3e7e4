import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';

/**
 * The folder that `data/` belongs to: the nearest one at or above `folder` that has data of ours, else the checkout
 * that this command was started from, else `folder` itself. So a command means the same from any folder of a project.
 */
export function findHome(folder: string, installed: string): string {
  const withData = ancestors(folder).find(
    (path) => existsSync(join(path, 'data/milepost.db')) || existsSync(join(path, 'data/keys.env')),
  );
  if (withData) return withData;
  return ancestors(installed).find((path) => existsSync(join(path, 'pnpm-workspace.yaml'))) ?? folder;
}

function ancestors(folder: string): string[] {
  const parent = dirname(folder);
  return parent === folder ? [folder] : [folder, ...ancestors(parent)];
}
