import type { HotspotParameters } from '@milepost/client';
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
import { hotspotsText } from './text.ts';

interface HotspotsOptions extends FilterOptions {
  metric: string;
  scale?: string;
  by: string;
  q?: number;
  minN?: number;
  minEffect?: number;
  format: TableFormat;
}

/** `milepost hotspots`: groups that are clearly worse or better than the rest, or than before. */
export function hotspotsCommand(connection: () => Connection): Command {
  const command = new Command('hotspots')
    .description('print where it hurts: groups that are clearly worse or better than the others')
    .requiredOption('--metric <metric>', 'nps, csat, ces, cxi, pmf, rating or thumbs')
    .requiredOption('--by <names>', 'what the groups are: one or two breakdowns, such as touchpoint,plan')
    .option('--scale <scale>', 'where the metric has several, such as 1..7');
  return filtered(command, ['from', 'to', 'touchpoint', 'stage', 'survey', 'question', 'channel'])
    .option('--q <share>', 'false discoveries that are put up with, 0.05 without it', numeric)
    .option('--min-n <count>', 'a group of fewer answers gets no flag, 30 without it', numeric)
    .option('--min-effect <points>', 'a smaller effect gets no flag, 10 without it', numeric)
    .addOption(formatOption())
    .action(async ({ format, ...given }: HotspotsOptions) => {
      // What is not one of the words that the types know is refused by the collector, which names them.
      const parameters = given as HotspotParameters;
      const text = await ask(connection(), async (client, options) => {
        if (format === 'csv') return client.csv('hotspots', parameters, options);
        const answer = await client.hotspots(parameters, options);
        return format === 'json' ? `${JSON.stringify(answer, null, 2)}\n` : hotspotsText(answer);
      });
      process.stdout.write(text);
    });
}
