import { link, open, rm } from 'node:fs/promises';
import { dirname } from 'node:path';
import { createReader, type Reader } from './reader.ts';

interface Copying {
  file: string;
  prove: ((copy: string) => Promise<void>) | undefined;
}

/**
 * Writes a copy of everything to a new file while the store is in use, checks it whole, and lets the caller prove it. The
 * file has its name only when the copy is sound and on the disk.
 *
 * @throws Error when the file is there already, cannot be written, or turns out to be damaged; what `prove` throws
 */
export async function backup(reader: Reader, { file, prove }: Copying): Promise<void> {
  const part = `${file}.${process.pid}.part`;
  await remove(part);
  try {
    await reader.read('copy', { file: part });
    await check(part);
    await prove?.(part);
    await sync(part);
    // A link fails where a rename would overwrite what somebody else has made meanwhile.
    await link(part, file).catch((error: NodeJS.ErrnoException) => {
      throw error.code === 'EEXIST'
        ? new Error(`${file} is there already; give the name of a new file`, { cause: error })
        : error;
    });
    await sync(dirname(file));
  } finally {
    await remove(part);
  }
}

/** A copy, and what SQLite has beside it while it is open. */
async function remove(part: string): Promise<void> {
  for (const end of ['', '-wal', '-shm', '-journal']) await rm(part + end, { force: true });
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
