import { execFile } from 'node:child_process';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** How a command of `milepost` ended. */
export interface Finished {
  code: number;
  stdout: string;
  stderr: string;
}

export interface MilepostOptions {
  /** The folder that it runs in, by default one that belongs to no project. */
  folder?: string;
  /** `MILEPOST_…` variables; those of this process are not passed on. */
  environment?: Record<string, string>;
}

const bin = join(import.meta.dirname, '../../collector/bin/milepost.js');

/**
 * Runs the built `milepost` command to its end.
 *
 * @throws Error when it still runs after half a minute
 * @example
 * const { code, stdout } = await milepost(['program', 'check', 'program.json'], { folder });
 */
export function milepost(
  words: readonly string[],
  { folder = tmpdir(), environment = {} }: MilepostOptions = {},
): Promise<Finished> {
  const inherited = Object.entries(process.env).filter(([name]) => !name.startsWith('MILEPOST_'));
  const env = { ...Object.fromEntries(inherited), ...environment };
  return new Promise((resolve, reject) => {
    const child = execFile(
      process.execPath,
      [bin, ...words],
      { cwd: folder, env, timeout: 30_000, maxBuffer: 64 * 1024 * 1024 },
      (error, stdout, stderr) => {
        if (child.exitCode === null)
          reject(new Error(`milepost did not end: ${stdout}${stderr}`, { cause: error }));
        else resolve({ code: child.exitCode, stdout, stderr });
      },
    );
  });
}
