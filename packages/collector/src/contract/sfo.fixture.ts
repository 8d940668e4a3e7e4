import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { TestCollector } from '@milepost/testkit';
import { type ImportReport, importFile } from '../cli/import/import.ts';

const examples = join(import.meta.dirname, '../../../../examples/sfo');
const folder = process.env['MILEPOST_SFO'] ?? '';

/** Whether the passengers' files are there; they are not part of this project. */
export const sfoIsHere = existsSync(join(folder, '2018_SFO_Customer_Survey.csv'));
/** What stands behind a title of tests that go without them. */
export const sfoSkipped = sfoIsHere
  ? ''
  : ' (skipped: the files are not here; set MILEPOST_SFO to the folder that holds them)';

/** The program of examples/sfo. */
export const sfoProgram = (): object => JSON.parse(readFileSync(join(examples, 'program.json'), 'utf8'));

/** Imports a year's passengers as examples/sfo/README.md says. */
export function bringPassengers(
  { url, secretKey }: Pick<TestCollector, 'url' | 'secretKey'>,
  year: 2017 | 2018,
): Promise<ImportReport> {
  return importFile({
    file: join(folder, `${year}_SFO_Customer_Survey.csv`),
    map: join(examples, `${year}.map.json`),
    url,
    key: secretKey,
  });
}
