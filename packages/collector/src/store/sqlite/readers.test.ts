import { readdir, readFile } from 'node:fs/promises';
import { createTempFolder } from '@milepost/testkit';
import { expect, test } from 'vitest';
import { openDatabase } from './database.ts';
import { createReaders } from './readers.ts';
import { readerNiceness } from './step-back.ts';

/** Threads of this process that have stepped back, as those that read do (proc(5), the 19th field of `stat`). */
async function readingThreads(): Promise<number> {
  const threads = await readdir('/proc/self/task');
  const stats = await Promise.all(
    threads.map((thread) => readFile(`/proc/self/task/${thread}/stat`, 'utf8').catch(() => '')),
  );
  const nice = stats.map((stat) => Number(stat.slice(stat.lastIndexOf(')') + 2).split(' ')[16]));
  return nice.filter((value) => value === readerNiceness).length;
}

test.runIf(process.platform === 'linux')(
  'scores, what reads answers and what reads the whole file have a thread each, once they are asked',
  async () => {
    await using folder = await createTempFolder();
    const file = folder.file('milepost.db');
    openDatabase(file).connection.close();
    const readers = createReaders(file);
    const before = await readingThreads();
    const started = async () => (await readingThreads()) - before;
    const days = { project: 'default', from: null, to: null, byDay: false };
    await readers.read('cells', { selection: { ...days, dimension: '', scales: [] }, buckets: 1 });
    await readers.read('changes', { project: 'default', after: '0', limit: 1 });
    expect(await started()).toBe(1);
    await readers.read('tallies', days);
    await readers.read('responsePage', { project: 'default', after: null, limit: 1 });
    expect(await started()).toBe(2);
    expect(await readers.read('integrity', {})).toEqual([]);
    expect(await started()).toBe(3);
    await readers.close();
  },
);
