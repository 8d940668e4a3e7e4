import { Command } from 'commander';
import { SettingError, type Settings } from '../../settings.ts';
import type { Finding } from '../../store/store.ts';
import { table } from '../table.ts';
import { settingFindings } from './setting-findings.ts';

interface Surroundings {
  clock: () => number;
  /** The folder that `data/` belongs to. */
  home: string;
}

/**
 * `milepost doctor`: looks at the settings and at the store, and says the remedy for whatever is wrong; it may be run
 * beside a collector. The exit code is 1 when something failed.
 */
export function doctorCommand(settings: () => Settings, { clock, home }: Surroundings): Command {
  return new Command('doctor')
    .description('check the settings and the store, and say the remedy for what is wrong')
    .option('--json', 'print the findings as JSON')
    .option('--rebuild', 'count cells again that are not what the responses add up to')
    .action(async ({ json = false, rebuild = false }: { json?: boolean; rebuild?: boolean }) => {
      const findings = await examine(settings, { clock, home, rebuild });
      process.stdout.write(json ? `${JSON.stringify(findings, null, 2)}\n` : told(findings));
      if (findings.some(({ level }) => level === 'failed')) process.exitCode = 1;
    });
}

async function examine(
  settings: () => Settings,
  { clock, home, rebuild }: Surroundings & { rebuild: boolean },
): Promise<Finding[]> {
  let read: Settings;
  try {
    read = settings();
  } catch (error) {
    if (!(error instanceof SettingError)) throw error;
    return [
      {
        check: 'settings',
        detail: error.message,
        remedy: 'correct it; no collector starts with it',
        level: 'failed',
      },
    ];
  }
  const { storeFindings } = await import('./store-findings.ts');
  return [...settingFindings(read, home), ...(await storeFindings(read.store, { clock, rebuild }))];
}

function told(findings: readonly Finding[]): string {
  const counts = (level: Finding['level']) => findings.filter((finding) => finding.level === level).length;
  const rows = findings.map(({ check, level, detail, remedy }) => [
    check,
    level,
    remedy === null ? detail : `${detail} -> ${remedy}`,
  ]);
  return `${table([['check', 'result', 'found -> remedy'], ...rows])}\n${counts('passed')} passed, ${counts('warning')} to look at, ${counts('failed')} failed\n`;
}
