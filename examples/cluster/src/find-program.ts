import { accessSync, constants, readdirSync } from 'node:fs';
import { delimiter, join } from 'node:path';

/** The first of the folders that holds a program of this name, with it; null for none. */
export function findProgram(name: string, folders: readonly string[]): string | null {
  for (const folder of folders) {
    const file = join(folder, name);
    try {
      accessSync(file, constants.X_OK);
      return file;
    } catch {
      // Look on.
    }
  }
  return null;
}

/** Where programs are looked for: the path, then where distributions put PostgreSQL's own, the newest first. */
export function searchFolders(path: string, versions = '/usr/lib/postgresql'): string[] {
  return [...path.split(delimiter).filter(Boolean), ...serverFolders(versions)];
}

function serverFolders(versions: string): string[] {
  try {
    return readdirSync(versions)
      .sort((a, b) => Number(b) - Number(a))
      .map((version) => join(versions, version, 'bin'));
  } catch {
    return [];
  }
}
