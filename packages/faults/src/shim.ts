import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';

const compiler = ['/usr/bin/cc', '/usr/bin/gcc', '/usr/bin/clang'].find((path) => existsSync(path));

/** Whether a library can be built that comes between a process and its files: Linux with a C compiler. */
export const canBuildShims = process.platform === 'linux' && compiler !== undefined;

/**
 * Builds a C file beside this one into a library that `LD_PRELOAD` takes.
 *
 * @throws Error with what the compiler said
 */
export function buildShim(source: string, folder: string): string {
  const library = join(folder, 'shim.so');
  const strict = ['-O2', '-shared', '-fPIC', '-Wall', '-Wextra', '-Werror'];
  execFileSync(compiler ?? 'cc', [
    ...strict,
    '-o',
    library,
    join(import.meta.dirname, source),
    '-ldl',
    '-lpthread',
  ]);
  return library;
}
