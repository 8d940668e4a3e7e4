import { existsSync, readFileSync, statSync } from 'node:fs';
import { checkProgram } from '@milepost/protocol';
import type { Settings } from '../../settings.ts';
import type { Finding } from '../../store/store.ts';
import { keysFile } from '../keys-file.ts';

/** What is odd about settings that can be used: each finding names the variable or the file, and the remedy. */
export function settingFindings(settings: Settings, home: string): Finding[] {
  const findings = [
    ...originFindings(settings),
    ...(settings.rate === null
      ? [warning('MILEPOST_RATE', 'is off: one address may send without end', 'set it to 600/min or so')]
      : []),
    ...logFindings(settings.log),
    ...keysFindings(keysFile(home)),
    ...programFindings(settings.program),
  ];
  return findings.length > 0
    ? findings
    : [{ check: 'settings', detail: 'fit together', remedy: null, level: 'passed' }];
}

function originFindings({ origins, host }: Settings): Finding[] {
  if (origins === '*')
    return [warning('MILEPOST_ORIGINS', 'is *: any page may send answers', 'name the origins of your pages')];
  if (origins !== 'loopback' && origins.size === 0)
    return [
      warning(
        'MILEPOST_ORIGINS',
        `names no origin, and ${host} is not only this machine: every page is refused`,
        'name the origins of your pages, such as https://app.example.com',
      ),
    ];
  return [];
}

function logFindings(level: string): Finding[] {
  if (level === 'trace' || level === 'debug')
    return [warning('MILEPOST_LOG', `is ${level}: every request writes a line`, 'set it to info')];
  if (level === 'silent' || level === 'fatal')
    return [warning('MILEPOST_LOG', `is ${level}: an outage of the store is not told`, 'set it to info')];
  return [];
}

/** On Windows a file has no such mode. */
function keysFindings(file: string): Finding[] {
  if (process.platform === 'win32' || !existsSync(file)) return [];
  const mode = statSync(file).mode & 0o777;
  if ((mode & 0o077) === 0) return [];
  return [failure(file, `has mode ${mode.toString(8)}: others can read the secret key`, `chmod 600 ${file}`)];
}

function programFindings(file: string | null): Finding[] {
  if (file === null) return [];
  const remedy = `correct it: "milepost program check ${file}" says more`;
  try {
    const [fault] = checkProgram(JSON.parse(readFileSync(file, 'utf8'))).faults;
    return fault
      ? [failure('MILEPOST_PROGRAM', `is no program: ${fault.path} ${fault.message}`, remedy)]
      : [];
  } catch (error) {
    return [failure('MILEPOST_PROGRAM', `cannot be read: ${(error as Error).message}`, remedy)];
  }
}

function warning(check: string, detail: string, remedy: string): Finding {
  return { check, detail, remedy, level: 'warning' };
}

function failure(check: string, detail: string, remedy: string): Finding {
  return { check, detail, remedy, level: 'failed' };
}
