/** Why an import cannot start or go on: one clear sentence for the person at the terminal, with the remedy. */
export class ImportFailure extends Error {
  override readonly name = 'ImportFailure';
}

/** One line of the file that was not taken, by its number in the file (the first line is 1). */
export interface LineFault {
  line: number;
  /** Stable; of a line that the collector refused, the collector's own code. */
  code: string;
  detail: string;
}

/** As many faults are kept as the collector names; beyond them only the count goes on. */
export const faultsKept = 100;
