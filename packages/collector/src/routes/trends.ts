import { trendQuery } from '@milepost/protocol';
import type { Hono } from 'hono';
import { readTrends } from '../reading/trends/trends.ts';
import type { Services } from '../services.ts';
import { analysisRoutes } from './analysis.ts';

/** `GET /v1/trends`: a score over time, and when it changed. As CSV it is the points, without the signals. */
export function trendRoutes(services: Services): Hono {
  const columns = ['period', 'n', 'score', 'low', 'high', 'partial', 'baseline', 'target', 'up', 'down'];
  return analysisRoutes(services, {
    query: trendQuery,
    read: readTrends,
    csv: { name: 'trends', rows: ({ points }) => points, columns },
  });
}
