import { importLine, limits, plainWords } from '@milepost/protocol';
import { decodeFile } from './encoding.ts';
import { ImportFailure, type LineFault } from './failure.ts';
import { createReading, type Source } from './source.ts';

/**
 * A file that `milepost export` wrote, as it is; blank lines are passed over. The collector judges the lines, so they
 * are looked at here only with `check`.
 */
export function ndjsonLines({ file, check }: { file: string; check: boolean }): Source {
  const count = createReading();
  return { lines: lines(), reading: count.reading, lineOf: count.lineOf };

  async function* lines(): AsyncGenerator<string, void> {
    let number = 0;
    for await (const text of splitLines(file)) {
      number += 1;
      if (text.trim() === '') continue;
      count.reading.read += 1;
      const faults = check ? lineFaults(text, number) : [];
      if (faults.length > 0) count.faulty(faults);
      else {
        count.ready(text, number);
        yield text;
      }
    }
  }
}

/** Not `node:readline`: it also splits at U+2028 and U+2029, which JSON allows inside a string. */
async function* splitLines(file: string): AsyncGenerator<string, void> {
  let rest = '';
  let number = 1;
  for await (const piece of decodeFile(file, { encoding: 'utf-8', remedy: 'Save it as UTF-8.' })) {
    const lines = (rest + piece).split('\n');
    rest = lines.pop() ?? '';
    number += lines.length;
    yield* lines;
    if (rest.length > limits.importLineBytes)
      throw new ImportFailure(
        `"${file}" is no NDJSON: line ${number} is longer than ${limits.importLineBytes / 1024} KiB. ` +
          'It must have one response in each line.',
      );
  }
  yield rest;
}

/** What is wrong with a line, as far as that can be told without the program. */
export function lineFaults(text: string, line: number): LineFault[] {
  let document: unknown;
  try {
    document = JSON.parse(text);
  } catch (error) {
    return [{ line, code: 'json_invalid', detail: `is not JSON: ${(error as Error).message}` }];
  }
  const issues = importLine.safeParse(document, { error: plainWords }).error?.issues ?? [];
  return issues.map(({ path, message }) => ({
    line,
    code: 'response_invalid',
    detail: path.length > 0 ? `"${path.join('.')}": ${message}` : message,
  }));
}
