import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** An empty folder of its own, gone when the test is over. */
export interface TempFolder extends AsyncDisposable {
  path: string;
  /** The path of something in it. */
  file(name: string): string;
}

/**
 * @example
 * await using folder = await createTempFolder();
 * await writeFile(folder.file('program.json'), '{}');
 */
export async function createTempFolder(): Promise<TempFolder> {
  const path = await mkdtemp(join(tmpdir(), 'milepost-test-'));
  return {
    path,
    file: (name) => join(path, name),
    [Symbol.asyncDispose]: () => rm(path, { recursive: true, force: true }),
  };
}
