/** A line of a streamed body; lines are counted from 1. */
export type BodyLine = { number: number } & ({ text: string; fault: null } | { text: null; fault: string });

const newline = 0x0a;

/**
 * The lines of a streamed body that are not blank, one at a time, so that a body of any length takes little memory.
 * A line that is too long or not UTF-8 is a fault of its own; the others go on.
 */
export async function* readLines(
  body: ReadableStream<Uint8Array> | null,
  lineBytes: number,
): AsyncGenerator<BodyLine> {
  const decoder = new TextDecoder('utf-8', { fatal: true });
  let number = 0;
  let parts: Uint8Array[] = [];
  let size = 0;

  const add = (part: Uint8Array) => {
    size += part.byteLength;
    if (size <= lineBytes) parts.push(part);
  };
  const take = (): BodyLine | null => {
    number += 1;
    const [length, bytes] = [size, Buffer.concat(parts)];
    parts = [];
    size = 0;
    if (length > lineBytes) return { number, text: null, fault: `the line has more than ${lineBytes} bytes` };
    try {
      const text = decoder.decode(bytes).trim();
      return text === '' ? null : { number, text, fault: null };
    } catch {
      return { number, text: null, fault: 'the line is not UTF-8' };
    }
  };

  for await (const chunk of body ?? []) {
    let start = 0;
    for (let end = chunk.indexOf(newline); end >= 0; end = chunk.indexOf(newline, start)) {
      add(chunk.subarray(start, end));
      start = end + 1;
      const line = take();
      if (line) yield line;
    }
    add(chunk.subarray(start));
  }
  if (size > 0) {
    const line = take();
    if (line) yield line;
  }
}
