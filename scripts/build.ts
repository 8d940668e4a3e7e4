import { type Result, run, type Step } from './run.ts';

const vite = (name: string, config: string, ...words: string[]): Step => ({
  name,
  command: ['vite', 'build', '--logLevel', 'warn', '--config', `${config}/vite.config.ts`, ...words],
});

/** What has to be built before anything runs: the packages, the SDK's two bundles, the examples' pages. */
export const buildSteps: readonly Step[] = [
  { name: 'types and packages', command: ['tsc', '--build'] },
  { name: 'reference', command: ['node', 'scripts/copy-reference.ts'] },
  vite('sdk, script tag', 'packages/sdk', '--mode', 'cdn'),
  vite('sdk, npm', 'packages/sdk', '--mode', 'npm'),
  vite('helpdesk', 'examples/helpdesk', 'examples/helpdesk'),
];

/** Runs every step; stops at the first that fails and returns it. */
export async function build(): Promise<{ failed: Step; result: Result } | null> {
  for (const step of buildSteps) {
    const result = await run(step, false);
    if (!result.ok) return { failed: step, result };
  }
  return null;
}

if (import.meta.main) {
  const failure = await build();
  if (failure) {
    console.error(`${failure.result.output}\nThe build failed at: ${failure.failed.name}`);
    process.exitCode = 1;
  }
}
