import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { availableParallelism } from 'node:os';

/** A process that a benchmark started. */
export interface Pinned extends AsyncDisposable {
  /** Microseconds of processor time so far; null where the system does not tell. */
  processorTime(): number | null;
  /** The most memory that it has had, in bytes; null where the system does not tell. */
  peakMemory(): number | null;
  /** What it printed once this matches. */
  printed(pattern: RegExp): Promise<RegExpExecArray>;
  /** Resolves to everything that it printed when it has ended by itself. */
  ended: Promise<string>;
}

const canPin = availableParallelism() > 1 && spawnSync('taskset', ['-c', '0', 'true']).status === 0;

/** Runs Node on one core, where that can be asked for, so that what is measured and what measures share none. */
export function startPinned(
  core: 0 | 1,
  { args, environment = {} }: { args: readonly string[]; environment?: Record<string, string> },
): Pinned {
  const command = [...(canPin ? ['taskset', '-c', String(core)] : []), process.execPath, ...args];
  const child = spawn(command[0] ?? '', command.slice(1), {
    env: { ...process.env, ...environment },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  let text = '';
  child.stdout.on('data', (part) => {
    text += String(part);
  });
  const ended = once(child, 'close').then(() => text);
  return {
    ended,
    processorTime: () => processorTimeOf(child),
    peakMemory: () => peakMemoryOf(child),
    printed: (pattern) =>
      new Promise((resolve, reject) => {
        const look = () => {
          const found = pattern.exec(text);
          if (found) resolve(found);
        };
        child.stdout.on('data', look);
        child.once('close', () => reject(new Error(`it ended without printing ${pattern}: ${text}`)));
        look();
      }),
    [Symbol.asyncDispose]: async () => {
      child.kill('SIGTERM');
      await ended;
    },
  };
}

/** proc(5): fields 14 and 15 are ticks of a hundredth of a second; the name before them may hold anything but ")". */
function processorTimeOf({ pid }: ChildProcess): number | null {
  const stat = read(`/proc/${pid}/stat`);
  const fields = stat?.slice(stat.lastIndexOf(')') + 2).split(' ');
  return fields ? (Number(fields[11]) + Number(fields[12])) * 10_000 : null;
}

function peakMemoryOf({ pid }: ChildProcess): number | null {
  const kilobytes = /^VmHWM:\s+(\d+) kB$/m.exec(read(`/proc/${pid}/status`) ?? '')?.[1];
  return kilobytes === undefined ? null : Number(kilobytes) * 1024;
}

function read(file: string): string | null {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return null;
  }
}
