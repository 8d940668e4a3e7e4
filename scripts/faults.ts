import type { TestModule } from 'vitest/node';
import { startVitest } from 'vitest/node';

/** Prints what the tests measured, all of it together, when the last one is over. */
const figures = {
  onTestRunEnd: (modules: readonly TestModule[]) => {
    const tests = modules.flatMap((one) => [...one.children.allTests()]);
    console.log('\nFigures:');
    for (const test of tests)
      for (const { message } of test.annotations().filter(({ type }) => type === 'figure'))
        console.log(`- ${message}`);
  },
};

// The long form; `npm test` runs a short one.
process.env['MILEPOST_FAULTS'] = 'full';
const vitest = await startVitest(
  'test',
  ['packages/faults/', 'packages/sdk/test/hostile/', ...process.argv.slice(2)],
  {
    run: true,
    project: ['node', 'browser'],
    // One after the other, so that each has the machine for itself.
    fileParallelism: false,
    reporters: ['default', figures],
  },
);
await vitest.close();
