import type { ScoreParameters } from '@milepost/client';
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
import { scoresText } from './text.ts';

interface ScoresOptions extends FilterOptions {
  metric: string;
  scale?: string;
  by?: string;
  interval?: string;
  confidence?: number;
  compare?: string;
  unit?: string;
  weights?: string;
  format: TableFormat;
}

/** `milepost scores`: a metric by period and group, with its certainty. */
export function scoresCommand(connection: () => Connection): Command {
  const command = new Command('scores')
    .description('print a metric with its interval, by period and group')
    .requiredOption('--metric <metric>', 'nps, csat, ces, cxi, pmf, rating, thumbs or cx')
    .option('--scale <scale>', 'where the metric has several, such as 1..7')
    .option('--by <names>', 'up to two breakdowns, such as touchpoint,plan')
    .option('--interval <interval>', 'day, week, month, quarter, year or all');
  return filtered(command, ['from', 'to', 'touchpoint', 'stage', 'survey', 'question', 'channel'])
    .option('--compare <with>', 'previous: every row against the period before it')
    .option('--unit <unit>', 'account: every account has one vote')
    .option('--weights <weights>', 'of metric cx, such as nps:40,csat:40,ces:20')
    .option('--confidence <share>', 'of the intervals, 0.5 to 0.999', numeric)
    .addOption(formatOption())
    .action(async ({ format, ...given }: ScoresOptions) => {
      // What is not one of the words that the types know is refused by the collector, which names them.
      const parameters = given as ScoreParameters;
      const text = await ask(connection(), async (client, options) => {
        if (format === 'csv') return client.csv('scores', parameters, options);
        const table = await client.scores(parameters, options);
        return format === 'json' ? `${JSON.stringify(table, null, 2)}\n` : scoresText(table);
      });
      process.stdout.write(text);
    });
}
