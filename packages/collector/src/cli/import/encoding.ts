import { createReadStream } from 'node:fs';
import { TextDecoder } from 'node:util';
import { fileFault } from '../file-fault.ts';
import { ImportFailure } from './failure.ts';

/** Whether a WHATWG label names an encoding that this Node can decode strictly. */
export function isEncoding(label: string): boolean {
  try {
    return new TextDecoder(label, { fatal: true }).encoding !== '';
  } catch {
    return false;
  }
}

/**
 * A file's text, piece by piece, without its byte order mark. A byte order mark outranks the encoding that is asked for
 * (as in the WHATWG Encoding Standard, 6.1), since it is never text.
 *
 * @throws ImportFailure when the file cannot be opened, or at a byte that the encoding does not know, with its line
 *
 * @example
 * for await (const text of decodeFile('answers.csv', { encoding: 'utf-8', remedy: 'Save it as UTF-8.' })) parser.write(text);
 */
export async function* decodeFile(
  file: string,
  { encoding, remedy }: { encoding: string; remedy: string },
): AsyncGenerator<string, void> {
  let decoder: TextDecoder | undefined;
  let offset = 0;
  try {
    for await (const chunk of chunksOf(file)) {
      decoder ??= new TextDecoder(marked(chunk) ?? encoding, { fatal: true });
      yield decoder.decode(chunk, { stream: true });
      offset += chunk.length;
    }
    if (decoder) yield decoder.decode();
  } catch (error) {
    if (!decoder || (error as NodeJS.ErrnoException).code !== 'ERR_ENCODING_INVALID_ENCODED_DATA')
      throw error;
    const place = await firstBadByte(file, { encoding: decoder.encoding, after: offset });
    throw new ImportFailure(`"${file}" is not valid ${decoder.encoding}: ${place}. ${remedy}`);
  }
}

async function* chunksOf(file: string): AsyncGenerator<Uint8Array, void> {
  try {
    yield* createReadStream(file) as AsyncIterable<Uint8Array>;
  } catch (error) {
    throw unreadable(file, error);
  }
}

/** Why a file that the operating system does not hand out cannot be imported. */
export function unreadable(file: string, error: unknown): ImportFailure {
  return new ImportFailure(fileFault(file, error));
}

function marked([first, second, third]: Uint8Array): string | undefined {
  if (first === 0xef && second === 0xbb && third === 0xbf) return 'utf-8';
  if (first === 0xff && second === 0xfe) return 'utf-16le';
  if (first === 0xfe && second === 0xff) return 'utf-16be';
  return undefined;
}

/** A decoder does not say where it failed, so the file is read again, near the place byte by byte. */
async function firstBadByte(
  file: string,
  { encoding, after }: { encoding: string; after: number },
): Promise<string> {
  const decoder = new TextDecoder(encoding, { fatal: true, ignoreBOM: true });
  let line = 1;
  let offset = 0;
  let pending = { line, offset, byte: 0 };
  let whole = true;
  for await (const chunk of chunksOf(file)) {
    // A character that began in an earlier chunk has at most a few bytes there.
    const sound = Math.min(chunk.length, Math.max(0, after - 16 - offset));
    decoder.decode(chunk.subarray(0, sound), { stream: true });
    for (const [index, byte] of chunk.entries()) {
      if (whole) pending = { line, offset: offset + index, byte };
      try {
        if (index >= sound) whole = decoder.decode(Uint8Array.of(byte), { stream: true }) !== '';
      } catch {
        return `line ${pending.line} has the byte 0x${hex(pending.byte)} (byte ${pending.offset + 1} of the file)`;
      }
      if (byte === 0x0a) line += 1;
    }
    offset += chunk.length;
  }
  return `it ends in the middle of a character, in line ${pending.line}`;
}

function hex(byte: number): string {
  return byte.toString(16).toUpperCase().padStart(2, '0');
}
