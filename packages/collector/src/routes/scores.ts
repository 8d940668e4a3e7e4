import { scoreQuery } from '@milepost/protocol';
import { Hono } from 'hono';
import { tableCsv } from '../export/table-csv.ts';
import { readParameters } from '../middleware/parameters.ts';
import { readScores } from '../reading/scores/scores.ts';
import type { Services } from '../services.ts';
import { openReading } from './open-reading.ts';

/** What a table without rows has for a header. */
const columns = ['period', 'n', 'score', 'mean', 'low', 'high', 'precision', 'suppressed'];

/** `GET /v1/scores`: a metric with its n, its interval and its funnel, by period and group. */
export function scoreRoutes(services: Services): Hono {
  return new Hono().get('/', async (c) => {
    const reading = await openReading(c, services);
    const query = readParameters(c, scoreQuery);
    const table = await readScores(query, reading);
    if (query.format === 'json') return c.json(table);
    c.header('Content-Type', 'text/csv; charset=utf-8; header=present');
    c.header('Content-Disposition', 'attachment; filename="scores.csv"');
    return c.body(tableCsv(table.rows, table.rows.length > 0 ? [] : columns));
  });
}
