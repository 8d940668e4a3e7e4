import { closeSync, openSync, readSync } from 'node:fs';
import type { TrafficTrigger } from '@milepost/engine';
import { faultsOf, limits, person, plainWords, response } from '@milepost/protocol';
import { z } from 'zod';
import { CommandFailed } from '../../failure.ts';
import { fileFault } from '../../file-fault.ts';

const line = z.strictObject({
  at: response.shape.shown,
  person: z.string().min(1, 'must not be empty').max(limits.idLength),
  touchpoint: response.shape.touchpoint,
  account: person.shape.account,
  traits: person.shape.traits,
});

/**
 * Triggers as a file has them, one in each line (NDJSON), read as they are asked for. Blank lines are passed over.
 *
 * @throws CommandFailed at the first line that is no trigger or is earlier than the one before, with all that is wrong
 * with it; and when the file cannot be read
 */
export function* replayTraffic(file: string): Generator<TrafficTrigger, void> {
  let number = 0;
  let before = Number.NEGATIVE_INFINITY;
  for (const text of linesOf(file)) {
    number += 1;
    if (text.trim() === '') continue;
    const trigger = triggerOf(text, `${file}:${number}`);
    if (trigger.at < before)
      throw new CommandFailed(
        `${file}:${number}#/at: is earlier than the line before; sort the file by time`,
      );
    before = trigger.at;
    yield trigger;
  }
}

function triggerOf(text: string, place: string): TrafficTrigger {
  let document: unknown;
  try {
    document = JSON.parse(text);
  } catch (error) {
    throw new CommandFailed(`${place}: is not JSON: ${(error as Error).message}`);
  }
  const { data, error } = line.safeParse(document, { error: plainWords });
  if (data) return { ...data, at: Date.parse(data.at) };
  const faults = faultsOf(error.issues).map(({ path, message }) => `${place}#${path}: ${message}`);
  throw new CommandFailed(faults.join('\n'));
}

function* linesOf(file: string): Generator<string, void> {
  const piece = new Uint8Array(64 * 1024);
  const decoder = new TextDecoder('utf-8', { fatal: true });
  let handle: number | undefined;
  let rest = '';
  try {
    handle = openSync(file, 'r');
    for (let read = readSync(handle, piece); read > 0; read = readSync(handle, piece)) {
      const lines = (rest + decoder.decode(piece.subarray(0, read), { stream: true })).split('\n');
      rest = lines.pop() ?? '';
      yield* lines;
      if (rest.length > limits.importLineBytes)
        throw new CommandFailed(`${file}: has a line of more than ${limits.importLineBytes} characters`);
    }
    yield rest + decoder.decode();
  } catch (error) {
    if (error instanceof CommandFailed) throw error;
    if ((error as NodeJS.ErrnoException).code === 'ERR_ENCODING_INVALID_ENCODED_DATA')
      throw new CommandFailed(`${file}: is not UTF-8; save it as UTF-8`);
    throw new CommandFailed(fileFault(file, error));
  } finally {
    if (handle !== undefined) closeSync(handle);
  }
}
