import { existsSync, statSync } from 'node:fs';
import { resolve } from 'node:path';
import { Command } from 'commander';
import { funnelScale, funnelSlots } from '../intake/cells.ts';
import type { Settings } from '../settings.ts';
import { openNamedStore } from '../store/open-named-store.ts';
import { openStore, storeName } from '../store/open-store.ts';
import type { Store } from '../store/store.ts';
import { storeState } from '../store/store-state.ts';
import { cellFindings } from './doctor/cell-findings.ts';
import { CommandFailed } from './failure.ts';
import { table } from './table.ts';
import { unfitStore } from './unfit-store.ts';

/**
 * `milepost backup <file>`: a copy of everything while collectors go on. It is written beside the file, opened, held
 * against itself, and given its name when all is well; a file that is there is never overwritten.
 */
export function backupCommand(settings: () => Settings, clock: () => number): Command {
  return new Command('backup')
    .description('copy the whole store to a new file while it is in use, and prove that the copy is sound')
    .argument('<file>', 'the file to be made')
    .action(async (given: string) => {
      const file = resolve(given);
      const { store: setting } = settings();
      if (existsSync(file))
        throw new CommandFailed(
          `"${file}" is there already; a backup overwrites nothing. Give another name.`,
        );
      const unfit = unfitStore(await storeState(setting));
      if (unfit) throw new CommandFailed(`${storeName(setting)} ${unfit.detail}; ${unfit.remedy}.`);
      // What is made from here on holds everybody's answers: only its owner may read it.
      process.umask(0o077);
      const content = await copy(setting, { file, clock });
      process.stdout.write(`${file}: ${statSync(file).size} bytes, sound\n${content}`);
    });
}

/** Makes the copy, and tells what is in it. */
async function copy(
  setting: Settings['store'],
  { file, clock }: { file: string; clock: () => number },
): Promise<string> {
  const { store } = await openNamedStore(setting, clock);
  let content = '';
  try {
    await store.backup(file, async (part) => {
      content = await contentOf(part, clock);
    });
    return content;
  } catch (error) {
    if (error instanceof CommandFailed) throw error;
    throw new CommandFailed(`The backup was not made: ${(error as Error).message}`);
  } finally {
    await store.close();
  }
}

/** Opens a copy as a collector would, and tells what is in it. */
async function contentOf(part: string, clock: () => number): Promise<string> {
  const copied = await openStore({ kind: 'sqlite', file: part }, clock);
  try {
    const failed = (await cellFindings(copied, false)).find(({ level }) => level === 'failed');
    if (failed)
      throw new CommandFailed(
        `The copy is not sound (${failed.check}: ${failed.detail}), and was removed. "milepost doctor" says more.`,
      );
    const projects = await copied.projects();
    const rows = projects.map(async ({ id }) => [
      id,
      String((await copied.program(id))?.revision ?? 0),
      String(await countedResponses(copied, id)),
    ]);
    return table([['project', 'revision', 'responses in the scores'], ...(await Promise.all(rows))]);
  } finally {
    await copied.close();
  }
}

async function countedResponses(store: Store, project: string): Promise<number> {
  const cells = await store.cells({
    project,
    dimension: '',
    scales: [funnelScale],
    from: null,
    to: null,
    byDay: false,
  });
  return cells.reduce((sum, { counts }) => sum + (counts[funnelSlots.shown] ?? 0), 0);
}
