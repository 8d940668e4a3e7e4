import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { buildSteps } from './build.ts';
import { run, type Step } from './run.ts';

/** What is checked besides the tests; each counts as one. */
const checks: readonly Step[] = [
  ...buildSteps,
  { name: 'types of tests, scripts and examples', command: ['tsc', '--project', 'tsconfig.test.json'] },
  { name: 'types of the React example', command: ['tsc', '--project', 'examples/react'] },
  { name: 'format and lint', command: ['biome', 'ci'] },
  { name: 'lint with types, import rules', command: ['oxlint', '--type-aware'] },
  { name: 'unused files, exports and dependencies', command: ['knip'] },
  ...['metrics', 'protocol', 'engine', 'sdk', 'client', 'collector'].map(
    (name): Step => ({ name: `package ${name}`, command: ['publint', '--strict', `packages/${name}`] }),
  ),
  {
    name: 'types of the sdk as a user gets them',
    command: ['attw', '--pack', 'packages/sdk', '--profile', 'esm-only', '--exclude-entrypoints', './cdn/*'],
  },
  { name: 'sizes', command: ['size-limit'] },
];

interface Count {
  passed: number;
  failed: number;
}

async function check(): Promise<Count> {
  const count = { passed: 0, failed: 0 };
  for (const step of checks) {
    const { ok, output } = await run(step, false);
    console.log(`${ok ? 'ok    ' : 'FAILED'} ${step.name}`);
    if (!ok || step.command[0] === 'size-limit') console.log(output);
    count[ok ? 'passed' : 'failed'] += 1;
  }
  return count;
}

interface VitestReport {
  success: boolean;
  numPassedTests: number;
  numFailedTests: number;
  numFailedTestSuites: number;
}

async function test(): Promise<Count> {
  const folder = mkdtempSync(join(tmpdir(), 'milepost-test-'));
  const report = join(folder, 'report.json');
  const reporters = ['--reporter=default', '--reporter=json', `--outputFile.json=${report}`];
  const { ok } = await run({ name: 'tests', command: ['vitest', 'run', ...reporters] }, true);
  try {
    const { numPassedTests, numFailedTests } = JSON.parse(readFileSync(report, 'utf8')) as VitestReport;
    // A file that cannot even be loaded, or an error outside any test, has no failed test to count.
    return { passed: numPassedTests, failed: numFailedTests > 0 || ok ? numFailedTests : 1 };
  } catch {
    return { passed: 0, failed: 1 };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

const counts = [await check(), await test()];
const passed = counts.reduce((sum, count) => sum + count.passed, 0);
const failed = counts.reduce((sum, count) => sum + count.failed, 0);
console.log(`\n${passed} passed, ${failed} failed`);
process.exitCode = failed === 0 ? 0 : 1;
