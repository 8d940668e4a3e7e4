import { defineConfig } from 'vitest/config';

/** Packages of the workspace are read from their sources, so that no test waits for a build. */
const source = ['source', 'module', 'import', 'default'];

/** Tests: `node` for what has no page, `dom` for components, `browser` for the built product in a real Chromium. */
export default defineConfig({
  resolve: { conditions: source },
  ssr: { resolve: { conditions: source } },
  test: {
    projects: [
      {
        extends: true,
        test: {
          name: 'node',
          environment: 'node',
          include: ['packages/*/src/**/*.test.ts', 'scripts/**/*.test.ts', 'examples/**/*.test.ts'],
          exclude: ['**/node_modules/**', '**/dist/**', 'packages/sdk/src/ui/**'],
          // No test is about time; a busy machine takes longer.
          testTimeout: 30_000,
        },
      },
      {
        extends: true,
        test: { name: 'dom', environment: 'happy-dom', include: ['packages/sdk/src/ui/**/*.test.ts'] },
      },
      {
        extends: true,
        test: {
          name: 'browser',
          environment: 'node',
          include: ['packages/*/test/**/*.browser.ts', 'examples/*/test/**/*.browser.ts'],
          testTimeout: 60_000,
          hookTimeout: 60_000,
          fileParallelism: false,
        },
      },
    ],
  },
});
