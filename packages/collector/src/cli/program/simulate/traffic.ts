import { readFileSync } from 'node:fs';
import type { Program } from '@milepost/protocol';
import { makeTraffic } from '../../../simulation/made-traffic.ts';
import type { Traffic } from '../../../simulation/simulation.ts';
import { type Checked, checkRates, checkTraffic } from '../../../simulation/traffic.ts';
import { counted } from '../../../simulation/words.ts';
import { CommandFailed } from '../../failure.ts';
import { fileFault } from '../../file-fault.ts';
import { faultLine } from '../document.ts';
import { JsonFault, parseJson } from '../parse-json.ts';
import { replayTraffic } from './replay.ts';

/** What the command line says of traffic. It goes before what a file says. */
export interface TrafficOptions {
  from?: string;
  days?: number;
  people?: number;
  answerRate?: number;
  dismissRate?: number;
}

/** Traffic, and a sentence on where it is from. */
export interface ReadTraffic extends Traffic {
  origin: string;
}

/**
 * Reads traffic: a description of what is to be made up (`.json`), or triggers that happened (`.ndjson`). Without a file
 * everybody comes to every touchpoint once a month.
 *
 * @throws CommandFailed with a line for each fault
 */
export function readTraffic(
  program: Program,
  { file, ...given }: TrafficOptions & { file?: string },
): ReadTraffic {
  if (file?.endsWith('.ndjson')) {
    const { from, days, people, ...rates } = given;
    if (from !== undefined || days !== undefined || people !== undefined)
      throw new CommandFailed(`--from, --days and --people: "${file}" is replayed as it is; leave them out`);
    const ratesAt = sound(checkRates(rates), { given });
    return { triggers: replayTraffic(file), ratesAt: () => ratesAt, origin: `Replayed from ${file}.` };
  }
  if (file !== undefined && !file.endsWith('.json'))
    throw new CommandFailed(`--traffic: "${file}" must be a .json or an .ndjson file`);
  const document = file === undefined ? monthly(program) : readJson(file);
  const traffic = sound(checkTraffic(isObject(document) ? { ...document, ...given } : document, program), {
    file,
    given,
  });
  const { people, days, from } = traffic;
  const made = `${counted(people, 'person', 'people')} in ${counted(days, 'day')} from ${from}`;
  return {
    ...makeTraffic(traffic, program.timezone),
    origin:
      file === undefined
        ? `No --traffic was given, so it was made up: ${made}, at every touchpoint once a month on average.`
        : `Made up as ${file} says: ${made}.`,
  };
}

function monthly({ touchpoints }: Program): object {
  const once = Object.keys(touchpoints).map((name) => [name, { perPersonPerMonth: 1 }] as const);
  return { touchpoints: Object.fromEntries(once) };
}

function readJson(file: string): unknown {
  try {
    return parseJson(readFileSync(file, 'utf8'));
  } catch (error) {
    throw new CommandFailed(error instanceof JsonFault ? faultLine(file, error) : fileFault(file, error));
  }
}

function isObject(value: unknown): value is object {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** What was checked; its faults are put down to the file, or to the options where they say it. */
function sound<T>(
  { value, faults }: Checked<T>,
  { file, given }: { file?: string | undefined; given: TrafficOptions },
): T {
  if (value) return value;
  const lines = faults.map(({ path, message }) => {
    const name = path.slice(1);
    if (file !== undefined && !Object.hasOwn(given, name)) return faultLine(file, { path, message });
    return `--${name.replace(/[A-Z]/, (letter) => `-${letter.toLowerCase()}`)}: ${message}`;
  });
  throw new CommandFailed(lines.join('\n'));
}
