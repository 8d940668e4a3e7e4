import { faultsKept, type LineFault } from './failure.ts';
import { createLineNumbers } from './line-numbers.ts';

/** What was read of a file so far. */
export interface Reading {
  /** Rows, or lines of an NDJSON file; headers and blank ones do not count. */
  read: number;
  /** Rows that the map's `where` does not choose. */
  leftOut: number;
  /** Responses of other rows that their own `where` does not choose. */
  passedOver: number;
  /** Rows that cannot be sent. */
  faulty: number;
  /** The first of their faults. */
  faults: LineFault[];
  /** Lines that were made to be sent. */
  ready: number;
  /** Those of them without any answer. */
  unanswered: number;
  /** The first of them. */
  first: string | null;
}

/** A file as the lines of `POST /v1/import`, read as they are asked for. */
export interface Source {
  lines: AsyncGenerator<string, void>;
  /** Grows while `lines` is read. */
  reading: Reading;
  /** The line of the file of the nth line that was sent. */
  lineOf(nth: number): number;
}

/** Keeps count for a source while it is read. */
export function createReading() {
  const numbers = createLineNumbers();
  const reading: Reading = {
    read: 0,
    leftOut: 0,
    passedOver: 0,
    faulty: 0,
    faults: [],
    ready: 0,
    unanswered: 0,
    first: null,
  };
  return {
    reading,
    lineOf: numbers.lineOf,
    ready(text: string, line: number): void {
      numbers.add(line);
      reading.ready += 1;
      reading.first ??= text;
    },
    faulty(faults: readonly LineFault[]): void {
      reading.faulty += 1;
      reading.faults.push(...faults.slice(0, faultsKept - reading.faults.length));
    },
  };
}
