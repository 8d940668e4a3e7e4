import { link, open, rm } from 'node:fs/promises';
import { dirname } from 'node:path';
import { createReader, type Reader } from './reader.ts';

/**
 * Writes a copy of everything to a new file while the store is in use, and checks it whole. The file has its name only
 * when the copy is sound and on the disk.
 *
 * @throws Error when the file is there already, cannot be written, or turns out to be damaged
 */
export async function backup(reader: Reader, file: string): Promise<void> {
  const part = `${file}.part`;
  await rm(part, { force: true });
  try {
    await reader.read('copy', { file: part });
    await check(part);
    await sync(part);
    await link(part, file).catch((error: NodeJS.ErrnoException) => {
      throw error.code === 'EEXIST'
        ? new Error(`${file} is there already; give the name of a new file`, { cause: error })
        : error;
    });
    await sync(dirname(file));
  } finally {
    await rm(part, { force: true });
  }
}

async function check(file: string): Promise<void> {
  const copy = createReader(file);
  try {
    const faults = await copy.read('integrity', {});
    if (faults.length > 0)
      throw new Error(`the copy is damaged, and was removed: ${faults.join('; ')}; run milepost doctor`);
  } finally {
    await copy.close();
  }
}

async function sync(path: string): Promise<void> {
  const handle = await open(path, 'r');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}
