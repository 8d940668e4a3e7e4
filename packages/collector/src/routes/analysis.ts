import { Hono } from 'hono';
import type { z } from 'zod';
import { tableCsv } from '../export/table-csv.ts';
import { readParameters } from '../middleware/parameters.ts';
import type { Reading } from '../reading/table/table.ts';
import type { Services } from '../services.ts';
import { openReading } from './open-reading.ts';

/** A question about scores: what it is asked with, and how it is answered. */
interface Analysis<Query, Answer> {
  query: z.ZodType<Query>;
  read(query: Query, reading: Reading): Promise<Answer>;
  /** What `format=csv` gives; absent where an answer is no table. */
  csv?: {
    name: string;
    rows(answer: Answer): readonly object[];
    /** What a table without rows has for a header. */
    columns: readonly string[];
  };
}

/** A route that answers a question about scores to whoever may read scores. */
export function analysisRoutes<Query extends object, Answer extends object>(
  services: Services,
  { query: schema, read, csv }: Analysis<Query, Answer>,
): Hono {
  return new Hono().get('/', async (c) => {
    const reading = await openReading(c, services);
    const query = readParameters(c, schema);
    const answer = await read(query, reading);
    if (!csv || !('format' in query) || query.format !== 'csv') return c.json(answer);
    c.header('Content-Type', 'text/csv; charset=utf-8; header=present');
    c.header('Content-Disposition', `attachment; filename="${csv.name}.csv"`);
    const rows = csv.rows(answer);
    return c.body(tableCsv(rows, rows.length > 0 ? [] : csv.columns));
  });
}
