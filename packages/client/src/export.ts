import type { exportQuery, ImportLine } from '@milepost/protocol';
import { readLines } from './lines.ts';
import { type Parameters, queryOf } from './parameters.ts';
import { unexpected } from './problem.ts';
import type { CallOptions, Request } from './request.ts';

/** Which responses are exported; all of them, by default. */
export type ExportParameters = Parameters<typeof exportQuery>;

/** The lines of an export, parsed as they come. One that breaks off rejects. */
export async function* readExport(
  request: Request,
  parameters: ExportParameters,
  options: CallOptions,
): AsyncGenerator<ImportLine> {
  const { body, status } = await request(`/v1/export${queryOf(parameters)}`, options);
  if (!body) throw unexpected(status, 'the export has no body');
  for await (const line of readLines(body)) yield JSON.parse(line) as ImportLine;
}
