import { spawn } from 'node:child_process';
import { join } from 'node:path';

export const root = join(import.meta.dirname, '..');

/** A command of the project's own tools: the words after the tool's name. */
export interface Step {
  name: string;
  command: readonly [tool: string, ...words: string[]];
}

export interface Result {
  ok: boolean;
  /** What it printed, both ways, in the order in which it came. */
  output: string;
}

/** Runs a tool of `node_modules/.bin` at the root. What it prints is kept, and shown as it comes when `show` is set. */
export function run({ command: [tool, ...words] }: Step, show: boolean): Promise<Result> {
  const bin = join(root, 'node_modules/.bin');
  const child = spawn(join(bin, tool), words, {
    cwd: root,
    env: { ...process.env, PATH: `${bin}:${process.env['PATH']}`, FORCE_COLOR: '0', NO_COLOR: '1' },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let output = '';
  for (const stream of [child.stdout, child.stderr])
    stream.setEncoding('utf8').on('data', (text: string) => {
      output += text;
      if (show) process.stdout.write(text);
    });
  return new Promise((resolve) => {
    child.on('error', (error) => resolve({ ok: false, output: `${output}${error.message}\n` }));
    child.on('close', (code) => resolve({ ok: code === 0, output }));
  });
}
