import type { Program } from '@milepost/protocol';
import { Command, Option } from 'commander';
import { missingTraits, missingTraitsText } from '../../../simulation/missing-traits.ts';
import { noticesOf } from '../../../simulation/notices.ts';
import { simulateProgram, type Traffic } from '../../../simulation/simulation.ts';
import { percent } from '../../../simulation/words.ts';
import { soundDocument } from '../document.ts';
import { simulationJson } from './json.ts';
import { simulationText } from './text.ts';
import { readTraffic, type TrafficOptions } from './traffic.ts';

interface SimulateOptions extends TrafficOptions {
  traffic?: string;
  format: 'table' | 'json';
}

/** `milepost program simulate FILE`: who would be asked if the program went live. */
export function simulateCommand(): Command {
  const command = new Command('simulate')
    .description('say who would be asked, how often, and what stops the others, before a program goes live')
    .argument('<file>', 'a program document')
    .option(
      '--traffic <file>',
      'traffic.json to make traffic up from, or an .ndjson file of triggers to replay',
    )
    .option('--from <date>', 'the first day of made-up traffic (2026-01-01)')
    .option('--days <number>', 'days of made-up traffic (90)', Number)
    .option('--people <number>', 'people of made-up traffic (10000)', Number)
    .option('--answer-rate <share>', 'prompts that are answered (0.3)', Number)
    .option('--dismiss-rate <share>', 'prompts that are dismissed (0.3); the rest is ignored', Number)
    .addOption(new Option('--format <format>', 'how to say it').choices(['table', 'json']).default('table'))
    .action((file: string, { traffic: trafficFile, format, ...given }: SimulateOptions) => {
      const { program } = soundDocument(file);
      const traffic = readTraffic(program, {
        ...(trafficFile !== undefined && { file: trafficFile }),
        ...given,
      });
      const report = simulateProgram(program, traffic);
      const { traits } = traffic;
      const missing = traits ? missingTraits(program, { report, traits }) : [];
      const assumed = [traffic.origin, assumption(program, traffic), ...missingTraitsText(missing)];
      const notices = noticesOf(program, report, { except: missing.map(({ touchpoint }) => touchpoint) });
      const text =
        format === 'json'
          ? `${JSON.stringify({ program: file, assumed, ...simulationJson(report), notices }, null, 2)}\n`
          : simulationText({ file, program, assumed, report, notices });
      command.configureOutput().writeOut?.(text);
    });
  return command;
}

function assumption({ touchpoints }: Program, { ratesAt }: Traffic): string {
  const rates = Object.keys(touchpoints).map((name) => {
    const { answerRate, dismissRate } = ratesAt(name);
    return `${percent(answerRate)} of the prompts are answered and ${percent(dismissRate)} dismissed`;
  });
  const [first, ...others] = new Set(rates);
  const all = first !== undefined && others.length === 0 ? first : 'people answer as the traffic file says';
  return `Assumed: ${all}; margins (95%) are the widest that so many answers can leave.`;
}
