import { readFileSync, statSync } from 'node:fs';
import { checkProgram, limits, type Program } from '@milepost/protocol';
import { CommandFailed } from '../failure.ts';
import { fileFault } from '../file-fault.ts';
import { JsonFault, parseJson } from './parse-json.ts';

/** One fault of a file: at a JSON Pointer, at a line and a column of what is no JSON, or of the file as a whole. */
export interface FileFault {
  path?: string;
  line?: number;
  column?: number;
  message: string;
}

/** What a file holds. */
export type DocumentReading =
  | { text: string; program: Program; faults: [] }
  | { program: null; faults: FileFault[] };

/** Reads a program document and finds every fault of it. A file that is too large is not even opened. */
export function readDocument(file: string): DocumentReading {
  try {
    const { size } = statSync(file);
    if (size > limits.programBytes)
      return refused(`has ${size} bytes; a program may have ${limits.programBytes}`);
    const text = new TextDecoder('utf-8', { fatal: true }).decode(readFileSync(file));
    const { program, faults } = checkProgram(parseJson(text));
    return program ? { text, program, faults: [] } : { program, faults };
  } catch (error) {
    if (error instanceof JsonFault) {
      const { line, column, message } = error;
      return { program: null, faults: [{ line, column, message }] };
    }
    if ((error as NodeJS.ErrnoException).code === 'ERR_ENCODING_INVALID_ENCODED_DATA')
      return refused('is not UTF-8; save it as UTF-8');
    return refused(fileFault(file, error));
  }
}

function refused(message: string): DocumentReading {
  return { program: null, faults: [{ message }] };
}

/**
 * A fault as an editor can jump to it, on one line whatever the names in the document are.
 *
 * @example
 * faultLine('program.json', { path: '/stages', message: 'is required' }); // 'program.json#/stages: is required'
 */
export function faultLine(file: string, { path, line, column, message }: FileFault): string {
  const place = line === undefined ? (path === undefined ? '' : `#${path}`) : `:${line}:${column}`;
  const visible = (control: string) => `\\u${control.charCodeAt(0).toString(16).padStart(4, '0')}`;
  return `${file}${place}: ${message}`.replaceAll(/\p{Cc}/gu, visible);
}

/**
 * The text and the program of a file without faults.
 *
 * @throws CommandFailed with a line for each fault
 */
export function soundDocument(file: string): { text: string; program: Program } {
  const reading = readDocument(file);
  if (reading.program) return reading;
  throw new CommandFailed(reading.faults.map((fault) => faultLine(file, fault)).join('\n'));
}
