import { type Command, InvalidArgumentError, Option } from 'commander';

export type TableFormat = 'table' | 'csv' | 'json';

/** What the filters of a command are, as they are given; the collector says what is wrong with them. */
export interface FilterOptions {
  from?: string;
  to?: string;
  touchpoint?: string;
  stage?: string;
  survey?: string;
  question?: string;
  channel?: string;
  where?: string[];
}

const words: Record<keyof Omit<FilterOptions, 'where'>, [flags: string, description: string]> = {
  from: ['--from <date>', "the first day, in the project's zone; the beginning without it"],
  to: ['--to <date>', 'the day after the last one; tomorrow without it'],
  touchpoint: ['--touchpoint <names>', 'only these touchpoints, separated by commas'],
  stage: ['--stage <names>', 'only these stages'],
  survey: ['--survey <names>', 'only these surveys'],
  question: ['--question <names>', 'only these questions'],
  channel: ['--channel <names>', 'only these channels'],
};

/** Adds options for what is looked at. */
export function filtered(command: Command, names: readonly (keyof typeof words)[]): Command {
  for (const name of names) command.option(...words[name]);
  return command.option(
    '--where <segment:value>',
    'only a segment, such as plan:pro; repeated, the same segment means or, different ones mean and',
    collected,
  );
}

/** Every value of an option that may be repeated. */
function collected(value: string, before?: string[]): string[] {
  return [...(before ?? []), value];
}

export function formatOption(): Option {
  return new Option('--format <format>', 'how it is written')
    .choices(['table', 'csv', 'json'])
    .default('table');
}

/** A number of the command line. */
export function numeric(text: string): number {
  if (text.trim() === '' || !Number.isFinite(Number(text)))
    throw new InvalidArgumentError('It must be a number.');
  return Number(text);
}
