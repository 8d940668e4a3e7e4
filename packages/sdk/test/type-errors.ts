import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';

const package_ = join(import.meta.dirname, '..');
const tsc = join(package_, '../../node_modules/.bin/tsc');

/** What the compiler says of a module that imports the built SDK, as an app of a user would; a line each. */
export async function typeErrors(code: string): Promise<string[]> {
  // Inside the package, so that its name resolves to itself as it does to a user.
  const folder = mkdtempSync(join(package_, 'dist/types-'));
  try {
    writeFileSync(join(folder, 'app.ts'), code);
    const options = [
      '--noEmit',
      '--strict',
      '--module',
      'nodenext',
      '--target',
      'es2022',
      '--lib',
      'es2022,dom',
    ];
    await promisify(execFile)(tsc, [...options, '--ignoreConfig', 'app.ts'], { cwd: folder });
    return [];
  } catch (error) {
    return String((error as { stdout?: string }).stdout ?? error)
      .split('\n')
      .filter((line) => line.includes('error'));
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
