import { defineConfig } from 'vitest/config';

/** Packages of the workspace are read from their sources, so that no test waits for a build. */
const source = ['source', 'module'];

/** Tests: `node` for what has no page, `postgres` for all that is stored there too, `dom` for components, `browser` for the built product in a real Chromium. */
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
          exclude: [
            '**/node_modules/**',
            '**/dist/**',
            'packages/sdk/src/ui/**',
            'packages/collector/src/store/postgres/**',
          ],
          // No test is about time; a busy machine takes longer.
          testTimeout: 30_000,
        },
      },
      {
        extends: true,
        test: {
          name: 'postgres',
          environment: 'node',
          include: [
            'packages/collector/src/contract/*.test.ts',
            'packages/collector/src/store/postgres/**/*.test.ts',
          ],
          exclude: [
            // About SQLite's file: who has it locked.
            'packages/collector/src/contract/{claims-race,unavailable}.test.ts',
            // They name that file themselves.
            'packages/collector/src/contract/{restore,two-ways-in}.test.ts',
            // About the settings and the process, whatever the store.
            'packages/collector/src/contract/start.test.ts',
            // Nothing in it is stored.
            'packages/collector/src/contract/{loader,privacy-page,schema,program-faults,program-size,too-large}.test.ts',
          ],
          env: { MILEPOST_TEST_STORE: 'postgres' },
          globalSetup: 'packages/testkit/src/postgres-setup.ts',
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
