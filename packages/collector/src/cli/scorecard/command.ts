import type { ScorecardParameters } from '@milepost/client';
import { Command } from 'commander';
import { ask } from '../analysis/ask.ts';
import {
  type FilterOptions,
  filtered,
  formatOption,
  numeric,
  type TableFormat,
} from '../analysis/options.ts';
import type { Connection } from '../connection.ts';
import { scorecardCsv } from './csv.ts';
import { scorecardText } from './text.ts';

interface ScorecardOptions extends Omit<FilterOptions, 'survey' | 'question'> {
  confidence?: number;
  weights?: string;
  format: TableFormat;
}

/** `milepost scorecard`: every metric of every stage and touchpoint. */
export function scorecardCommand(connection: () => Connection): Command {
  const command = new Command('scorecard').description('print every metric of every stage and touchpoint');
  return filtered(command, ['from', 'to', 'touchpoint', 'stage', 'channel'])
    .option('--weights <weights>', 'of the overall score, such as nps:40,csat:40,ces:20')
    .option('--confidence <share>', 'of the intervals, 0.5 to 0.999', numeric)
    .addOption(formatOption())
    .action(async ({ format, ...given }: ScorecardOptions) => {
      const parameters: ScorecardParameters = given;
      const card = await ask(connection(), (client, options) => client.scorecard(parameters, options));
      const writers = { table: scorecardText, csv: scorecardCsv, json: toJson };
      process.stdout.write(writers[format](card));
    });
}

const toJson = (card: object) => `${JSON.stringify(card, null, 2)}\n`;
