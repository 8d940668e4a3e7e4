import { readFileSync } from 'node:fs';
import { checkProgram, type Problem } from '@milepost/protocol';
import { Command } from 'commander';
import type { Connection } from './connection.ts';
import { CommandFailed } from './failure.ts';

/** `milepost program check|push FILE`. */
export function programCommand(connection: () => Connection): Command {
  const program = new Command('program').description('check a program document, or push it to a collector');
  program
    .command('check <file>')
    .description('say every fault of a program document')
    .action((file: string) => {
      const document = readDocument(file);
      const { touchpoints, surveys } = document;
      console.log(
        `${file}: ${Object.keys(touchpoints).length} touchpoints, ${Object.keys(surveys).length} surveys, no faults`,
      );
    });
  program
    .command('push <file>')
    .description('make a program document the one that the collector asks by')
    .option('--dry-run', 'only say what would change')
    .action(async (file: string, { dryRun }: { dryRun?: true }) => {
      readDocument(file);
      console.log(await push(readFileSync(file, 'utf8'), { ...connection(), dryRun: dryRun ?? false }));
    });
  return program;
}

function readDocument(file: string) {
  let document: unknown;
  try {
    document = JSON.parse(readFileSync(file, 'utf8'));
  } catch (error) {
    throw new CommandFailed(`${file} cannot be read: ${(error as Error).message}`);
  }
  const { program, faults } = checkProgram(document);
  if (program) return program;
  throw new CommandFailed(faults.map(({ path, message }) => `${file}#${path}: ${message}`).join('\n'));
}

interface Pushed {
  revision: number | null;
  changes: Record<'touchpoints' | 'surveys', Record<'added' | 'removed' | 'changed', string[]>> & {
    settings: string[];
  };
}

async function push(body: string, { url, key, dryRun }: Connection & { dryRun: boolean }): Promise<string> {
  const response = await fetch(`${url}/v1/program${dryRun ? '?dryRun=true' : ''}`, {
    method: 'PUT',
    body,
    headers: { Authorization: `Bearer ${key}`, 'Content-Type': 'application/json' },
  }).catch(() => {
    throw new CommandFailed(`there is no collector at ${url}; start one, or set MILEPOST_URL`);
  });
  if (!response.ok) {
    const problem = (await response.json()) as Problem;
    const faults = (problem.errors ?? []).map(({ path, message }) => `\n  ${path} ${message}`);
    throw new CommandFailed(`${problem.code}: ${problem.detail}${faults.join('')}`);
  }
  const { revision, changes } = (await response.json()) as Pushed;
  const said = (['touchpoints', 'surveys'] as const).flatMap((part) =>
    (['added', 'removed', 'changed'] as const).flatMap((how) =>
      changes[part][how].length > 0 ? [`${part} ${how}: ${changes[part][how].join(', ')}`] : [],
    ),
  );
  if (changes.settings.length > 0) said.push(`settings changed: ${changes.settings.join(', ')}`);
  const head = dryRun ? 'Nothing was pushed; it would change:' : `Revision ${revision} is live.`;
  return [head, ...(said.length > 0 ? said : ['no changes'])].join('\n  ');
}
