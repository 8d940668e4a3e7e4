import { readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { CollectorProcess } from '@milepost/testkit';
import { vi } from 'vitest';

/** Bytes that a process has in use after its garbage is collected. */
export interface Memory {
  rss: number;
  heapUsed: number;
  external: number;
}

/** What a collector is started with so that it can be asked for its memory. */
export const memoryEnvironment = (file: string) => ({
  NODE_OPTIONS: `--import=${pathToFileURL(join(import.meta.dirname, 'memory.js')).href}`,
  MEMORY_FILE: file,
});

export async function memoryOf(collector: CollectorProcess, file: string): Promise<Memory> {
  rmSync(file, { force: true });
  collector.signal('SIGUSR2');
  return vi.waitFor(() => JSON.parse(readFileSync(file, 'utf8')) as Memory, {
    timeout: 20_000,
    interval: 50,
  });
}

export const megabytes = (bytes: number) => Math.round((bytes / 1024 / 1024) * 10) / 10;
