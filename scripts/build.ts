import { type Result, run, type Step } from './run.ts';

/** What has to be built before anything runs: the packages, the SDK's two bundles, the examples' pages. */
export const buildSteps: readonly Step[] = [
  { name: 'types and packages', command: ['tsc', '--build'] },
  {
    name: 'sdk, script tag',
    command: [
      'vite',
      'build',
      '--logLevel',
      'warn',
      '--config',
      'packages/sdk/vite.config.ts',
      '--mode',
      'cdn',
    ],
  },
  {
    name: 'sdk, npm',
    command: [
      'vite',
      'build',
      '--logLevel',
      'warn',
      '--config',
      'packages/sdk/vite.config.ts',
      '--mode',
      'npm',
    ],
  },
  {
    name: 'helpdesk',
    command: [
      'vite',
      'build',
      '--logLevel',
      'warn',
      '--config',
      'examples/helpdesk/vite.config.ts',
      'examples/helpdesk',
    ],
  },
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
